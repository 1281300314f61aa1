package org.wego.membership.admission.process;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.Spin;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.AnswerClock;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseFacts;
import org.wego.membership.admission.CaseNotes;
import org.wego.membership.admission.Cases;
import org.wego.membership.admission.DeclineReasons;
import org.wego.membership.admission.IntakeRadar;
import org.wego.membership.admission.RequestedChanges;
import org.wego.membership.admission.SignedForms;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** Shows the reviewer the whole application and what the house noticed about it, and sets until when the applicant is answered. */
@Component
class PresentReviewApplication implements TaskListener {

    private final Applications applications;
    private final Cases cases;
    private final CaseFacts facts;
    private final SignedForms signed;
    private final IntakeRadar radar;
    private final CaseNotes notes;
    private final AnswerClock clock;
    private final RequestedChanges requested;
    private final DeclineReasons declineReasons;
    private final CaseForm form;
    private final Moments moments;
    private final Texts texts;

    PresentReviewApplication(Applications applications, Cases cases, CaseFacts facts, SignedForms signed, IntakeRadar radar,
            CaseNotes notes, AnswerClock clock, RequestedChanges requested, DeclineReasons declineReasons, CaseForm form, Moments moments, Texts texts) {
        this.applications = applications;
        this.cases = cases;
        this.facts = facts;
        this.signed = signed;
        this.radar = radar;
        this.notes = notes;
        this.clock = clock;
        this.requested = requested;
        this.declineReasons = declineReasons;
        this.form = form;
        this.moments = moments;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        Application application = applications.get(task.getExecution().getProcessBusinessKey());
        List<Fact> known = new ArrayList<>(facts.forReview(application));
        known.addAll(signed.facts(application.reference()));
        form.show(task, application, known);
        form.put(task, "formLink", form.page("/office/cases/" + application.reference() + "/documents/signedForm"));
        form.put(task, "compareLink", form.page("/office/cases/" + application.reference() + "/compare"));
        form.put(task, "referralClaimed", cases.claimsReferral(application.reference()));
        form.put(task, "verdictWords", texts.get("admission.verdict." + AdmissionVariables.VERDICT.of(task)));
        AnswerClock.Reading reading = clock.read(application.reference());
        form.put(task, "clockWords", texts.get("admission.clock.review", moments.words(clock.dueAt(application.reference())),
                String.valueOf(reading.used()), String.valueOf(reading.of())));
        TaskFacts written = new TaskFacts();
        notes.of(application.reference()).forEach(note -> written.row("when", moments.day(note.at()), "who", note.by(), "note", note.words()));
        written.show(task, "notes");
        TaskFacts found = new TaskFacts();
        radar.findings(application.reference()).forEach(finding -> found.row("severity", texts.get("admission.severity." + finding.severity()),
                "words", finding.words(), "link", finding.link() == null ? "" : form.page(finding.link())));
        found.show(task, "findings");
        form.put(task, "fieldChoices", listed(requested.choices(application.category())));
        form.put(task, "declineReasons", listed(declineReasons.choices()));
        // Tasklist sends a list back as the type that it found, and can't as the null with which a task's values begin
        form.put(task, "fields", Spin.JSON("[]"));
        task.setDueDate(Date.from(clock.dueAt(application.reference())));
    }

    private static Object listed(List<Choice> choices) {
        return Spin.JSON(choices.stream().map(choice -> Map.of("value", choice.value(), "label", choice.label())).toList());
    }
}
