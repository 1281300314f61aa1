package org.wego.membership.admission;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.PlainText;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.site.Faults;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Unprocessable;

/**
 * A clerk puts right what an applicant wrote. Nothing is overwritten: the correction is a further version with its reason, and the
 * applicant is told by letter what was changed. Category and contact's address stay: the one is decided on, the other has a form
 * of its own, since a letter must prove it.
 */
@Service
public class Corrections {

    /** Fields that a correction leaves as they are. */
    private static final List<String> LEFT = List.of("category", "contact.email", "consent");
    private static final int LONGEST_REASON = 500;

    private final ApplicationStore store;
    private final Applications applications;
    private final FormReader reader;
    private final FormChanges changes;
    private final CaseVersions versions;
    private final AdmissionLetters letters;
    private final Agenda agenda;
    private final MemberEntry entry;
    private final ApplicationEventPublisher events;
    private final Texts texts;

    Corrections(ApplicationStore store, Applications applications, FormReader reader, FormChanges changes, CaseVersions versions,
            AdmissionLetters letters, Agenda agenda, MemberEntry entry, ApplicationEventPublisher events, Texts texts) {
        this.store = store;
        this.applications = applications;
        this.reader = reader;
        this.changes = changes;
        this.versions = versions;
        this.letters = letters;
        this.agenda = agenda;
        this.entry = entry;
        this.events = events;
        this.texts = texts;
    }

    /** The answers with those fields as the case has them that a correction leaves. */
    public Answers within(Answers typed, Answers asTheyAre) {
        LEFT.forEach(field -> typed.put(field, asTheyAre.get(field)));
        return typed;
    }

    /**
     * Corrects a case.
     *
     * @param version the version that the clerk saw
     * @param typed   every field, as {@link #within} leaves them
     * @param files   in place of those that the case has
     * @param why     reaches the applicant
     * @return what changed
     * @throws InvalidInput  with every fault; beside no field if somebody wrote another version meanwhile, beside {@code why}
     *                       without a reason or without any change
     * @throws Unprocessable if the case has ended
     */
    @Transactional
    public List<FormChange> correct(String reference, int version, Answers typed, Map<Part, Upload> files, String why, String account) {
        Application before = store.findForUpdate(reference).orElseThrow(() -> new NotFound(texts.get("admission.case.unknown")));
        if (!before.state().open()) {
            throw new Unprocessable(texts.get("casefile.correct.ended"));
        }
        Faults faults = new Faults();
        ApplicationForm form = reader.read(typed, faults);
        applications.check(files, store.storedBytes(reference), faults);
        String reason = Normalizer.normalize(why == null ? "" : why, Normalizer.Form.NFC).strip();
        faults.addIf(reason.isEmpty(), "why", texts.get("casefile.correct.why.missing"));
        faults.addIf(reason.length() > LONGEST_REASON, "why",
                texts.get("admission.fault.tooLong", String.valueOf(LONGEST_REASON), String.valueOf(reason.length())));
        faults.addIf(reason.chars().anyMatch(Character::isISOControl), "why", texts.get("admission.fault.oneLine"));
        faults.addIf(!faults.has("why") && !PlainText.isFit(reason), "why", texts.get("admission.fault.control"));
        faults.addIf(version != before.version(), "", texts.get("casefile.correct.overtaken"));
        faults.throwIfAny();
        if (files.isEmpty() && changes.between(before.form(), form).isEmpty()) {
            throw new InvalidInput("why", texts.get("casefile.correct.nothing"));
        }
        store.amend(before, form, files(before, files), account);
        store.correction(reference, before.version() + 1, reason);
        applications.recognise(reference);
        Application after = applications.get(reference);
        List<FormChange> changed = changed(reference);
        store.event(reference, "corrected", account, String.join(", ", changed.stream().map(FormChange::label).toList()) + ". " + reason);
        elsewhere(before, after, account);
        letters.dataCorrected(after, changed, reason);
        events.publishEvent(new CaseCorrected(reference));
        return changed;
    }

    private Map<Part, DocumentId> files(Application before, Map<Part, Upload> files) {
        Map<Part, DocumentId> kept = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            before.file(part).ifPresent(id -> kept.put(part, id));
        }
        return applications.keep(files, kept);
    }

    private List<FormChange> changed(String reference) {
        List<CaseVersion> all = new ArrayList<>(versions.of(reference));
        return versions.between(all.get(all.size() - 2), all.get(all.size() - 1));
    }

    /** What the Committee waits for, the register of members and the referral follow the correction. */
    private void elsewhere(Application before, Application after, String account) {
        if (after.state() == CaseState.WITH_COMMITTEE) {
            agenda.submit(after);
        }
        entry.follow(before, after, account);
        applications.claimReferral(after.reference(), after.form());
    }
}
