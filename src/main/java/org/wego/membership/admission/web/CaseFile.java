package org.wego.membership.admission.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseFacts;
import org.wego.membership.admission.CaseNotes;
import org.wego.membership.admission.CaseStory;
import org.wego.membership.admission.CaseVersion;
import org.wego.membership.admission.CaseVersions;
import org.wego.membership.admission.Decisions;
import org.wego.membership.admission.Erasure;
import org.wego.membership.admission.FormChange;
import org.wego.membership.admission.IntakeRadar;
import org.wego.membership.admission.RequestedChanges;
import org.wego.membership.admission.SignedForms;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.RoundCase;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.Tallies;
import org.wego.membership.committee.Vote;
import org.wego.membership.engine.ModelDrawing;
import org.wego.membership.engine.ModelDrawings;
import org.wego.membership.engine.ProcessTrail;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.MemberMoney;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** A case with all that belongs to it, laid out for the office's page. */
@Component
class CaseFile {

    private static final String PROCESS = "membership-application";

    /** A version, the newest first, with what changed from the one before; nothing for the first. */
    record Written(CaseVersion version, String by, List<FormChange> changes) {
    }

    /** A letter with what became of it. */
    record Posted(LetterDesk.Line letter, String kind, String state, String words, Instant at) {
    }

    /** Something that somebody decided, in the task's words. */
    record Decided(Instant at, String task, String by, String decision, List<Fact> values) {
    }

    /** The case in one round: how it ended, and every seat's answer once the round is closed. */
    record Voted(RoundCase item, Round round, String words, List<Answered> answers) {
    }

    record Answered(String seat, boolean president, String answer, String by, String reason) {
    }

    /** An invoice in words. */
    record Bill(String number, int feeYear, String issued, String due, String amount, String credited, String paid, String open, boolean overdue) {
    }

    /** Money that came in, in words. */
    record Paid(String invoice, String day, String amount, String reference) {
    }

    /** Where the case stands in its model. */
    record Standing(ModelDrawing drawing, ProcessTrail.Trail trail, Set<String> here, List<ProcessTrail.Place> places) {
    }

    private final Applications applications;
    private final CaseStory story;
    private final CaseFacts facts;
    private final SignedForms signed;
    private final IntakeRadar radar;
    private final CaseVersions versions;
    private final CaseNotes notes;
    private final Decisions decisions;
    private final RequestedChanges requested;
    private final LetterDesk letters;
    private final Rounds rounds;
    private final Tallies tallies;
    private final MemberMoney money;
    private final ProcessTrail trails;
    private final ModelDrawings drawings;
    private final Erasure erasure;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;

    CaseFile(Applications applications, CaseStory story, CaseFacts facts, SignedForms signed, IntakeRadar radar, CaseVersions versions, CaseNotes notes, Decisions decisions, RequestedChanges requested, LetterDesk letters, Rounds rounds,
            Tallies tallies, MemberMoney money, ProcessTrail trails, ModelDrawings drawings, Erasure erasure, Moments moments, Clock clock, Texts texts) {
        this.applications = applications;
        this.story = story;
        this.facts = facts;
        this.signed = signed;
        this.radar = radar;
        this.versions = versions;
        this.notes = notes;
        this.decisions = decisions;
        this.requested = requested;
        this.letters = letters;
        this.rounds = rounds;
        this.tallies = tallies;
        this.money = money;
        this.trails = trails;
        this.drawings = drawings;
        this.erasure = erasure;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
    }

    /** Lays the case into the page. */
    String show(Application application, Model model) {
        String reference = application.reference();
        model.addAttribute("theCase", application);
        model.addAttribute("ball", story.ball(application, false));
        story.clock(application).ifPresent(words -> model.addAttribute("clock", words));
        model.addAttribute("steps", story.steps(application, applications.events(reference)));
        model.addAttribute("erasedAt", erasure.erasedAt(reference).map(moments::day).orElse(null));
        model.addAttribute("facts", facts(application));
        model.addAttribute("findings", radar.findings(reference));
        model.addAttribute("versions", versions(reference));
        model.addAttribute("letters", letters.about(reference).stream().map(this::posted).toList());
        model.addAttribute("notes", notes.of(reference));
        model.addAttribute("decided", trails.done(reference).stream().map(this::decided).toList());
        model.addAttribute("takenBack", takenBack(reference));
        model.addAttribute("votes", rounds.ofCase(reference).stream().map(this::voted).toList());
        Optional<Standing> standing = trails.of(PROCESS, reference).map(trail -> standing(trail, reference));
        model.addAttribute("standing", standing.orElse(null));
        model.addAttribute("now", clock.instant());
        model.addAttribute("overdue", standing.stream().flatMap(one -> one.places().stream())
                .anyMatch(place -> place.due() != null && place.due().isBefore(clock.instant())));
        model.addAttribute("bills", bills(application));
        model.addAttribute("paid", paid(application));
        model.addAttribute("events", applications.events(reference));
        model.addAttribute("moments", moments);
        if (!model.containsAttribute("email")) {
            model.addAttribute("email", application.email());
        }
        return "admission/office-case";
    }

    private List<Fact> facts(Application application) {
        List<Fact> lines = new ArrayList<>(facts.forReview(application));
        if (application.memberNumber() != null) {
            lines.add(1, Fact.link(texts.get("admission.fact.member"), application.memberNumber(), "/office/members/" + application.memberNumber()));
        }
        lines.addAll(signed.facts(application.reference()));
        return lines;
    }

    private List<Written> versions(String reference) {
        List<CaseVersion> all = versions.of(reference);
        List<Written> out = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            CaseVersion version = all.get(i);
            out.add(new Written(version, texts.or(version.by(), "admission.who." + version.by()),
                    i == 0 ? List.of() : versions.between(all.get(i - 1), version)));
        }
        Collections.reverse(out);
        return out;
    }

    /** What is held back says until when; what the mail server refused says whom. */
    private Posted posted(LetterDesk.Line letter) {
        String state = letter.state().name();
        boolean waits = state.equals("QUEUED") && letter.notBefore().isAfter(clock.instant());
        boolean refused = state.equals("REFUSED") || !letter.refused().isEmpty();
        String key = waits ? letter.attempts() > 0 ? "LATER" : "HELD" : refused ? "REFUSED" : state;
        Instant at = letter.sentAt() == null ? letter.postedAt() : letter.sentAt();
        List<String> words = new ArrayList<>();
        if (waits) {
            words.add(texts.get("casefile.office.letter." + key, moments.words(letter.notBefore())));
        }
        if (refused && !letter.erased()) {
            String by = String.join(", ", letter.refused().isEmpty() ? letter.to() : letter.refused());
            words.add(letter.lastError() == null ? texts.get("casefile.office.letter.refusedBy", by)
                    : texts.get("casefile.office.letter.REFUSED", by, letter.lastError()));
        }
        if (letter.ambiguous()) {
            words.add(texts.get("casefile.letter.ambiguous"));
        }
        String kind = refused ? "fault" : waits ? "waiting" : state.equals("SENT") ? "done" : "plain";
        return new Posted(letter, kind, texts.or(state.toLowerCase(Locale.ROOT), "casefile.office.state." + key), String.join(" ", words), at);
    }

    private Decided decided(ProcessTrail.Done done) {
        String decision = done.values().get("decision");
        List<Fact> values = new ArrayList<>();
        done.values().forEach((key, value) -> {
            String label = texts.or(null, "casefile.value." + key);
            // What the form asks for one answer only says nothing beside another
            boolean beside = (key.equals("committee") || key.equals("referralConfirmed")) && !"accept".equals(decision) || value.equals("false");
            if (label != null && !beside) {
                values.add(Fact.of(label, value.equals("true") ? texts.get("admission.yes")
                        : key.equals("fields") ? requested.words(List.of(value.split(","))) : texts.or(value, "casefile.value." + key + "." + value)));
            }
        });
        return new Decided(done.at(), texts.or(done.name(), "casefile.task." + done.task()), done.by(),
                decision == null ? "" : texts.or(decision, "casefile.decision." + decision), values);
    }

    private Voted voted(RoundCase item) {
        Round round = rounds.find(item.round()).orElseThrow();
        List<Answered> answers = new ArrayList<>();
        if (round.closedAt() != null && round.ballot()) {
            Map<Integer, Vote> votes = rounds.votes(item.round()).stream().filter(vote -> vote.reference().equals(item.reference()))
                    .collect(Collectors.toMap(Vote::seat, vote -> vote));
            for (RollSeat seat : rounds.roll(item.round())) {
                Vote vote = votes.get(seat.seat());
                String answer = vote != null ? texts.get("committee.answer." + vote.answer().value())
                        : texts.get(seat.entitled() ? "committee.answer.none" : "casefile.votes.noVote");
                answers.add(new Answered(seat.city(), seat.president(), answer, vote == null ? "" : vote.name() + ", " + vote.title(),
                        vote == null || vote.reason() == null ? "" : vote.reason()));
            }
        }
        return new Voted(item, round, item.outcome() == null && !item.withdrawn() ? texts.get("casefile.votes.open") : tallies.words(item), answers);
    }

    /** What was decided and taken back again, in sentences. */
    private List<String> takenBack(String reference) {
        return decisions.of(reference).stream().filter(decision -> decision.takenBackAt() != null)
                .map(decision -> texts.get("casefile.takenBack", moments.words(decision.takenBackAt()), decision.takenBackBy(),
                        texts.or(decision.decision(), "casefile.decision." + decision.decision()), decision.takenBackWhy())).toList();
    }

    private Standing standing(ProcessTrail.Trail trail, String reference) {
        List<ProcessTrail.Place> places = new ArrayList<>(places(trail));
        Set<String> here = places.stream().map(ProcessTrail.Place::id).collect(Collectors.toSet());
        // Tasks of other processes about this case, such as the second look at a decision
        trails.waiting(List.of(reference)).stream().filter(task -> places.stream().noneMatch(place -> task.id().equals(place.task())))
                .map(task -> new ProcessTrail.Place(task.task(), texts.or(task.task(), "casefile.task." + task.task()), task.since(), task.id(), task.due(), task.by()))
                .forEach(places::add);
        return new Standing(drawings.of(trail.definition()), trail, here, places);
    }

    private List<ProcessTrail.Place> places(ProcessTrail.Trail trail) {
        return trail.now().stream().map(place -> new ProcessTrail.Place(place.id(),
                texts.or(place.name().isEmpty() ? place.id() : place.name(), "casefile.place." + place.id()),
                place.since(), place.task(), place.due(), place.by())).toList();
    }

    private List<Bill> bills(Application application) {
        return application.memberNumber() == null ? List.of() : money.bills(application.memberNumber()).stream().map(bill -> new Bill(bill.number(),
                bill.feeYear(), moments.day(bill.issuedOn()), moments.day(bill.dueOn()), Figures.usd(bill.amount()), Figures.usd(bill.credited()),
                Figures.usd(bill.paid()), Figures.usd(bill.open()), bill.overdue())).toList();
    }

    private List<Paid> paid(Application application) {
        return application.memberNumber() == null ? List.of() : money.receipts(application.memberNumber()).stream().map(receipt -> new Paid(
                receipt.invoice(), moments.day(receipt.receivedOn()), Figures.usd(receipt.amount()), receipt.reference())).toList();
    }
}
