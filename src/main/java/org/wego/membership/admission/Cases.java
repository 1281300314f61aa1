package org.wego.membership.admission;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.Referrals;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/**
 * The steps that the process takes with a case. Each may run twice. Each looks first whether the applicant has withdrawn
 * meanwhile, and then leaves the case to the withdrawal that is on its way.
 */
@Service
public class Cases {

    /** The applicant was quicker than the process: the step must not be taken; the news of it arrives before the next try. */
    public static class Overtaken extends RuntimeException {

        private static final long serialVersionUID = 1;

        Overtaken(String reference, CaseState state) {
            super(reference + " is " + state + " meanwhile; its process hears of it in a minute at most");
        }
    }

    private static final String COMMITTEE = "committee";
    private static final String CLOCK = "clock";

    private final ApplicationStore store;
    private final Applications applications;
    private final NameWords names;
    private final AdmissionLetters letters;
    private final Agenda agenda;
    private final Members members;
    private final Referrals referrals;
    private final LetterDesk letterDesk;
    private final RequestedChanges requested;
    private final AnswerClock answerClock;
    private final Decisions decisions;
    private final AdmissionSettings settings;
    private final OrganisationCalendar calendar;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;

    Cases(ApplicationStore store, Applications applications, NameWords names, AdmissionLetters letters, Agenda agenda, Members members, Referrals referrals,
            LetterDesk letterDesk, RequestedChanges requested, AnswerClock answerClock, Decisions decisions, AdmissionSettings settings,
            OrganisationCalendar calendar, Moments moments, Clock clock, Texts texts) {
        this.store = store;
        this.applications = applications;
        this.names = names;
        this.letters = letters;
        this.agenda = agenda;
        this.members = members;
        this.referrals = referrals;
        this.letterDesk = letterDesk;
        this.requested = requested;
        this.answerClock = answerClock;
        this.decisions = decisions;
        this.settings = settings;
        this.calendar = calendar;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
    }

    /**
     * Asks the applicant to confirm its address; one whose address a clerk answers for is only told.
     *
     * @return until when the confirmation is awaited
     */
    @Transactional
    public Instant askToConfirm(String reference) {
        Application application = applications.get(reference);
        if (application.confirmedAt() == null) {
            letters.confirmAddress(application);
        } else {
            letters.receivedByPost(application);
        }
        return application.confirmUntil();
    }

    /** Nothing came in time, neither a confirmation nor changes. */
    @Transactional
    public void lapse(String reference) {
        Application application = locked(reference);
        switch (application.state()) {
            case UNCONFIRMED -> {
                end(reference, CaseState.LAPSED, "lapsed.unconfirmed", CLOCK, null);
                letters.lapsedUnconfirmed(application);
            }
            case CHANGES_ASKED -> {
                requested.end(reference, RequestedChanges.Ended.LAPSED);
                end(reference, CaseState.LAPSED, "lapsed.unamended", CLOCK, null);
                letters.lapsedUnamended(application);
            }
            case LAPSED -> { }
            default -> throw new Overtaken(reference, application.state());
        }
    }

    /** What the table {@code eligibility} is asked with. */
    @Transactional(readOnly = true)
    public Eligibility eligibility(String reference) {
        Application application = applications.get(reference);
        ApplicationForm form = application.form();
        String kind = switch (form.category()) {
            case FULL -> form.level().name();
            case FRIENDSHIP -> form.organisationType().name();
            case CORPORATE -> "COMPANY";
        };
        boolean digital = switch (form.category()) {
            case FULL -> true;
            case FRIENDSHIP -> form.localEGovernment() != null;
            case CORPORATE -> form.sectors() != null && !form.sectors().isEmpty();
        };
        return new Eligibility(form.category().name(), kind, digital, known(application), application.signedForm() != null,
                form.signatory().capacity().name(), application.authorityLetter() != null);
    }

    /** Whether a present member or another open case of that country and category goes by this name, however it is written. */
    private boolean known(Application application) {
        OrganisationName name = names.read(application.name());
        Stream<String> present = members.search(null, application.form().country(), null).stream()
                .filter(member -> member.category() == application.category() && !application.reference().equals(member.origin())).map(Member::name);
        return Stream.concat(present, store.otherOpenNames(application).stream()).anyMatch(other -> name.same(names.read(other)));
    }

    /** The inputs of the table {@code eligibility}. */
    public record Eligibility(String category, String kind, boolean digital, boolean alreadyMember, boolean signedForm, String capacity,
            boolean authorityLetter) {
    }

    /** Whether the Secretariat may decide on it now: the applicant hasn't withdrawn meanwhile. */
    public boolean isOpen(String reference) {
        return applications.get(reference).state().open();
    }

    /** Whether the application names a Friendship Member that brought the city. */
    public boolean claimsReferral(String reference) {
        return referrals.of(reference).isPresent();
    }

    /** When the applicant is reminded of what was asked for, again, and when the case lapses without it. */
    public record Awaited(Instant remindAt, Instant remindAgainAt, Instant until) {
    }

    /**
     * The Secretariat asks for changes.
     *
     * @param fields what opens to the applicant, by name; empty for all
     */
    @Transactional
    public Awaited requestChanges(String reference, List<String> fields, String reason, String by) {
        Application application = underway(reference);
        Awaited awaited = awaited();
        askChanges(application, fields, reason, awaited.until(), "changesAsked", reason, by);
        Instant hold = decisions.holdUntil();
        String letter = letters.changesAsked(application, reason, requested.words(fields), awaited.until(), hold);
        decisions.keep(application, "requestChanges", reason, by, letter, hold, null);
        return awaited;
    }

    /** The Secretariat files the case under another category; the applicant completes what that one needs. */
    @Transactional
    public Awaited changeCategory(String reference, Category category, String reason, String by) {
        Application application = underway(reference);
        Map<Part, DocumentId> files = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            application.file(part).ifPresent(id -> files.put(part, id));
        }
        store.amend(application, application.form().withCategory(category), files, by);
        applications.recognise(reference);
        Awaited awaited = awaited();
        Application filed = applications.get(reference);
        askChanges(filed, List.of(), reason, awaited.until(), "categoryChanged",
                texts.get("admission.category." + application.category()) + " → " + texts.get("admission.category." + category) + ". " + reason, by);
        Instant hold = decisions.holdUntil();
        String letter = letters.categoryChanged(filed, reason, awaited.until(), hold);
        decisions.keep(filed, "changeCategory", reason, by, letter, hold, application.category());
        return awaited;
    }

    private Awaited awaited() {
        return new Awaited(inDays(settings.amendmentReminder()), inDays(settings.amendmentLastReminder()), inDays(settings.amendmentDays()));
    }

    private Instant inDays(int days) {
        return clock.instant().plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    }

    private void askChanges(Application application, List<String> fields, String reason, Instant until, String event, String detail, String by) {
        String reference = application.reference();
        requested.ask(application, fields, reason, until);
        answerClock.stop(reference);
        store.askChanges(reference, reason, until);
        store.state(reference, CaseState.CHANGES_ASKED);
        store.event(reference, event, by, detail);
    }

    /** How many cases one batch may decide. */
    public int batchMost() {
        return settings.batchMost();
    }

    /** What the letter of that decision would say to that applicant, and to whom it would go. */
    @Transactional
    public Preview preview(String reference, String decision, List<String> fields, String reason) {
        Application application = applications.get(reference);
        return new Preview(application, letterDesk.words(letters.preview(application, decision, reason, requested.words(fields), awaited().until())));
    }

    /**
     * A case as somebody saw it: a step that comes later acts only if nothing came in between.
     *
     * @param stamp its version and how many decisions it had; null for a batch of before this was kept
     */
    public record Seen(String reference, String stamp) {

        private static final String AT = "@";

        /** Of its text. */
        public static Seen of(String text) {
            String[] parts = text.split(AT, 2);
            return new Seen(parts[0], parts.length == 1 ? null : parts[1]);
        }

        @Override
        public String toString() {
            return stamp == null ? reference : reference + AT + stamp;
        }
    }

    /** The case as it is now. */
    public String seen(String reference) {
        return new Seen(reference, stamp(reference)).toString();
    }

    /** Whether it is in review, still or again, with the same data and no decision since. */
    public boolean isAs(Seen seen) {
        return applications.get(seen.reference()).state() == CaseState.IN_REVIEW && (seen.stamp() == null || seen.stamp().equals(stamp(seen.reference())));
    }

    private String stamp(String reference) {
        return applications.get(reference).version() + "." + decisions.of(reference).size();
    }

    /** A batch left a case out, since it isn't any more as its letter was shown. */
    @Transactional
    public void passOver(String reference, String by) {
        store.event(reference, "passedOver", by, null);
    }

    /** A letter before its decision. */
    public record Preview(Application application, LetterDesk.Words letter) {
    }

    /** The applicant is reminded of what it was asked for; harmless when it has just sent it. */
    @Transactional
    public void remindOfChanges(String reference) {
        Application application = locked(reference);
        requested.open(reference).filter(asked -> application.state() == CaseState.CHANGES_ASKED).ifPresent(asked -> {
            letters.changesReminder(application, asked, requested.words(asked.fields()), calendar.today());
            store.event(reference, "changesReminded", CLOCK, null);
        });
    }

    /** The Secretariat is reminded that its first answer is due soon. */
    @Transactional
    public void remindReviewer(String reference) {
        Application application = locked(reference);
        if (application.state() == CaseState.IN_REVIEW) {
            letters.reviewDueSoon(application, settings.secretariatAddress(), answerClock.dueAt(reference));
            store.event(reference, "reviewReminded", CLOCK, null);
        }
    }

    /** The first answer is overdue: the lead hears of it. */
    @Transactional
    public void escalateReview(String reference) {
        Application application = locked(reference);
        if (application.state() == CaseState.IN_REVIEW) {
            letters.reviewOverdue(application, settings.leadAddress(), answerClock.dueAt(reference));
            store.event(reference, "reviewEscalated", CLOCK, null);
        }
    }

    /**
     * Accepts a city: from today it is an Associate Member. Returns its number.
     *
     * @param reason what the reviewer writes to the applicant besides; null for nothing
     */
    @Transactional
    public String admitAssociate(String reference, boolean referralConfirmed, String reason, String by) {
        Application application = underway(reference);
        accepted(application, referralConfirmed, by);
        LocalDate today = calendar.today();
        Member member = members.admit(new NewMember(reference, Category.FULL, Standing.ASSOCIATE, application.form().details(), today,
                texts.get("admission.basis.secretariat"), members.wasMember(application.name(), application.form().country()),
                application.form().working(), application.form().invoices(), reference));
        store.member(reference, member.number());
        store.associate(reference, today);
        store.event(reference, "associate", by, member.number());
        Instant hold = decisions.holdUntil();
        decisions.keep(application, "accept", reason, by, letters.associateAdmitted(application, member.number(), reason, hold), hold, null);
        return member.number();
    }

    private void accepted(Application application, boolean referralConfirmed, String by) {
        answerClock.stop(application.reference());
        store.event(application.reference(), "accepted", by, null);
        if (referralConfirmed && referrals.of(application.reference()).isPresent()) {
            referrals.confirm(application.reference());
            store.event(application.reference(), "referralConfirmed", by, application.form().referredBy());
        }
    }

    /** Puts the case before the Committee's next round: for the first time, or again after a round that didn't approve it. */
    @Transactional
    public void queue(String reference, String reason, String by) {
        submit(reference, reason, by);
        store.event(reference, "queued", by, null);
    }

    /** Puts the case before the Committee and asks for a round of its own, now. */
    @Transactional
    public void openRound(String reference, String reason, String by) {
        submit(reference, reason, by);
        store.event(reference, "roundAsked", by, null);
        agenda.openRound(reference);
    }

    private void submit(String reference, String reason, String by) {
        Application application = underway(reference);
        agenda.submit(application);
        if (application.state() == CaseState.AFTER_VOTE) {
            store.reason(reference, reason);
            letters.goesToNextRound(application, reason);
        } else if (application.state() == CaseState.IN_REVIEW && application.category() != Category.FULL) {
            accepted(application, false, by);
            Instant hold = decisions.holdUntil();
            decisions.keep(application, "accept", reason, by, letters.goesToCommittee(application, reason, hold), hold, null);
        }
        store.state(reference, CaseState.WITH_COMMITTEE);
    }

    /** The Committee didn't approve. */
    @Transactional
    public void voteReturned(String reference, String outcome, String round) {
        if (!locked(reference).state().open()) {
            return;
        }
        decisions.release(reference);
        store.outcome(reference, outcome, round);
        store.state(reference, CaseState.AFTER_VOTE);
        store.event(reference, "outcome." + outcome, COMMITTEE, round);
    }

    /** The Committee approved: a city becomes a Full Member, others become what they applied for. Returns the number. */
    @Transactional
    public String admitMember(String reference, String round) {
        Application application = underway(reference);
        decisions.release(reference);
        LocalDate today = calendar.today();
        store.outcome(reference, "APPROVED", round);
        ApplicationForm form = application.form();
        Standing standing = Standing.approved(form.category());
        String number;
        if (form.category() == Category.FULL) {
            number = application.memberNumber();
            members.raiseToFull(number, today, round);
            referrals.cityBecameFull(reference, today, members.find(number).orElseThrow().returning());
        } else {
            number = members.admit(new NewMember(reference, form.category(), standing, form.details(), today, round, false, form.working(),
                    form.invoices(), reference)).number();
            store.member(reference, number);
        }
        end(reference, CaseState.ADMITTED, "admitted", COMMITTEE, round);
        letters.memberAdmitted(applications.get(reference), number, texts.get("admission.category." + form.category()), moments.day(today),
                today.getYear() + 1);
        return number;
    }

    /**
     * The Secretariat declines.
     *
     * @return until when the letter is held, and the decision may be taken back
     */
    @Transactional
    public Instant decline(String reference, String reason, String by) {
        Application application = underway(reference);
        answerClock.stop(reference);
        store.reason(reference, reason);
        end(reference, CaseState.DECLINED, "declined", by, reason);
        Instant hold = decisions.holdUntil();
        decisions.keep(application, "decline", reason, by, letters.declined(application, reason, hold), hold, null);
        return hold;
    }

    /** The Secretariat closes a case that the Committee didn't approve; a city's Associate standing ends. */
    @Transactional
    public void close(String reference, String reason, String by) {
        Application application = underway(reference);
        store.reason(reference, reason);
        end(reference, CaseState.CLOSED, "closed", by, reason);
        endStanding(application, texts.get("admission.end.closed"));
        letters.closed(application, reason);
    }

    /** What follows from a withdrawal: the Committee no longer has it, a city's Associate standing ends, a letter says so. */
    @Transactional
    public void finishWithdrawal(String reference) {
        Application application = locked(reference);
        if (application.state() == CaseState.WITHDRAWN) {
            answerClock.stop(reference);
            requested.end(reference, RequestedChanges.Ended.WITHDRAWN);
            agenda.withdraw(reference);
            endStanding(application, texts.get("admission.end.withdrawn"));
            letters.withdrawn(application);
        }
    }

    /** Sends a letter that was refused again, to another address, which becomes the case's. */
    @Transactional
    public void resend(String reference, long letterId, String email, String account) {
        Application application = locked(reference);
        if (application.state().open()) {
            applications.changeAddress(application, email, account);
        }
        letterDesk.resend(letterId, email);
    }

    private void endStanding(Application application, String reason) {
        if (application.memberNumber() != null) {
            members.end(application.memberNumber(), calendar.today(), reason);
        }
    }

    private void end(String reference, CaseState state, String event, String who, String detail) {
        store.state(reference, state);
        store.event(reference, event, who, detail);
    }

    /** The case, locked, unless the applicant has withdrawn it. */
    private Application underway(String reference) {
        Application application = locked(reference);
        if (!application.state().open()) {
            throw new Overtaken(reference, application.state());
        }
        return application;
    }

    private Application locked(String reference) {
        return store.findForUpdate(reference).orElseThrow(() -> new IllegalStateException("No application " + reference));
    }
}
