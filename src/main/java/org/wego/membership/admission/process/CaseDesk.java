package org.wego.membership.admission.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** What a case's tasks show, by variable: laid when a task opens, and again whenever something that it shows has changed. */
@Component
class CaseDesk {

    private final Applications applications;
    private final Cases cases;
    private final CaseFacts facts;
    private final SignedForms signed;
    private final IntakeRadar radar;
    private final CaseNotes notes;
    private final AnswerClock clock;
    private final RequestedChanges requested;
    private final DeclineReasons declineReasons;
    private final PersonalLinks links;
    private final Moments moments;
    private final Texts texts;

    CaseDesk(Applications applications, Cases cases, CaseFacts facts, SignedForms signed, IntakeRadar radar, CaseNotes notes, AnswerClock clock,
            RequestedChanges requested, DeclineReasons declineReasons, PersonalLinks links, Moments moments, Texts texts) {
        this.applications = applications;
        this.cases = cases;
        this.facts = facts;
        this.signed = signed;
        this.radar = radar;
        this.notes = notes;
        this.clock = clock;
        this.requested = requested;
        this.declineReasons = declineReasons;
        this.links = links;
        this.moments = moments;
        this.texts = texts;
    }

    /** Of {@code reviewApplication}. */
    Map<String, Object> review(String reference, String verdict) {
        Application application = applications.get(reference);
        List<Fact> known = new ArrayList<>(facts.forReview(application));
        known.addAll(signed.facts(reference));
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("facts", table(known));
        out.put("caseLink", page(reference, ""));
        out.put("formLink", page(reference, "/documents/signedForm"));
        out.put("compareLink", page(reference, "/compare"));
        out.put("referralClaimed", cases.claimsReferral(reference));
        out.put("verdictWords", texts.get("admission.verdict." + verdict));
        out.put("clockWords", clockWords(reference));
        TaskFacts written = new TaskFacts();
        notes.of(reference).forEach(note -> written.row("when", moments.day(note.at()), "who", note.by(), "words", note.words()));
        out.put("notes", written.json());
        TaskFacts found = new TaskFacts();
        radar.findings(reference).forEach(finding -> found.row("severity", texts.get("admission.severity." + finding.severity()),
                "words", finding.words(), "link", finding.link() == null ? "" : links.page(finding.link())));
        out.put("findings", found.json());
        out.put("fieldChoices", listed(requested.choices(application.category())));
        out.put("declineReasons", listed(declineReasons.choices()));
        return out;
    }

    /** How much of the time for the first answer is used, and until when it is due. */
    String clockWords(String reference) {
        AnswerClock.Reading reading = clock.read(reference);
        return texts.get("admission.clock.review", moments.words(clock.dueAt(reference)), String.valueOf(reading.used()), String.valueOf(reading.of()));
    }

    /** Of {@code decideAfterVote}. */
    Map<String, Object> afterVote(String reference) {
        Application application = applications.get(reference);
        List<Fact> known = new ArrayList<>();
        known.add(Fact.of(texts.get("admission.fact.round"), application.round()));
        known.add(Fact.of(texts.get("admission.fact.outcome"), texts.get("admission.outcome." + application.outcome())));
        known.addAll(facts.forReview(application));
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("facts", table(known));
        out.put("caseLink", page(reference, ""));
        out.put("outcomeWords", texts.get("admission.outcomeWords." + application.outcome(), application.round()));
        return out;
    }

    private Object table(List<Fact> facts) {
        TaskFacts table = new TaskFacts();
        facts.forEach(fact -> table.line(fact.label(), fact.value(), fact.source()));
        return table.json();
    }

    private String page(String reference, String end) {
        return links.page("/office/cases/" + reference + end);
    }

    private static Object listed(List<Choice> choices) {
        return Spin.JSON(choices.stream().map(choice -> Map.of("value", choice.value(), "label", choice.label())).toList());
    }
}
