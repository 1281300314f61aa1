package org.wego.membership.committee;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.site.Texts;

/** Closes rounds, counts rows by the rule that was frozen, and publishes what came of it. Every step is harmless twice. */
@Service
public class Tallies {

    /** What a meeting may decide for a case, by the value in the form. */
    public static final Map<String, CommitteeOutcome> MEETING = Map.of("approve", CommitteeOutcome.APPROVED,
            "reject", CommitteeOutcome.REJECTED, "postpone", CommitteeOutcome.POSTPONED);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Rounds rounds;
    private final Ballots ballots;
    private final RoundLog log;
    private final DecisionTables tables;
    private final CommitteePost post;
    private final Resolutions resolutions;
    private final Documents documents;
    private final CommitteeSettings settings;
    private final ApplicationEventPublisher events;
    private final Texts texts;

    Tallies(JdbcClient jdbc, Clock clock, Rounds rounds, Ballots ballots, RoundLog log, DecisionTables tables, CommitteePost post,
            Resolutions resolutions, Documents documents, CommitteeSettings settings, ApplicationEventPublisher events, Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rounds = rounds;
        this.ballots = ballots;
        this.log = log;
        this.tables = tables;
        this.post = post;
        this.resolutions = resolutions;
        this.documents = documents;
        this.settings = settings;
        this.events = events;
        this.texts = texts;
    }

    /**
     * Closes the ballot and counts it.
     *
     * @return whether there is a tie and a President City that can be asked
     */
    @Transactional
    public boolean tally(String reference) {
        Round round = rounds.lock(reference);
        if (round.closedAt() == null) {
            close(reference);
            List<Vote> votes = rounds.votes(reference);
            List<RollSeat> entitled = rounds.roll(reference).stream().filter(RollSeat::entitled).toList();
            Map<String, Object> counted = new LinkedHashMap<>();
            for (RoundCase item : ballots.standing(reference)) {
                RoundCase.Tally tally = count(round, entitled.size(), votes.stream()
                        .filter(vote -> vote.reference().equals(item.reference())).collect(Collectors.groupingBy(Vote::answer, Collectors.counting())));
                jdbc.sql("""
                        update round_case set entitled = :entitled, present = :present, approve = :approve, reject = :reject, abstain = :abstain,
                          counted = :counted, rule = :rule, reason = :reason, outcome = :counted where round = :round and reference = :reference""")
                        .param("entitled", tally.entitled()).param("present", tally.present()).param("approve", tally.approve())
                        .param("reject", tally.reject()).param("abstain", tally.abstain()).param("counted", tally.counted().name())
                        .param("rule", tally.rule()).param("reason", tally.reason()).param("round", reference)
                        .param("reference", item.reference()).update();
                counted.put(item.reference(), Map.of("entitled", tally.entitled(), "present", tally.present(), "approve", tally.approve(),
                        "reject", tally.reject(), "abstain", tally.abstain(), "outcome", tally.counted().name(), "rule", tally.rule()));
            }
            log.add(reference, RoundLog.Kind.TALLIED, null, Map.of("cases", counted, "ruleVersion", round.ruleVersion()));
        }
        return !ballots.tied(reference).isEmpty() && rounds.president(reference).isPresent();
    }

    private RoundCase.Tally count(Round round, int seats, Map<Answer, Long> answers) {
        Function<Answer, Integer> number = answer -> answers.getOrDefault(answer, 0L).intValue();
        int entitled = seats - number.apply(Answer.RECUSE);
        int approve = number.apply(Answer.APPROVE);
        int reject = number.apply(Answer.REJECT);
        int present = approve + reject + number.apply(Answer.ABSTAIN) + number.apply(Answer.DISCUSS);
        Decision decision = tables.decide(Rounds.RULE, round.ruleVersion(),
                Map.of("entitled", entitled, "present", present, "approve", approve, "reject", reject));
        return new RoundCase.Tally(entitled, present, approve, reject, number.apply(Answer.ABSTAIN),
                CommitteeOutcome.valueOf(decision.text("outcome")), decision.rule(), decision.text("reason"));
    }

    private void close(String reference) {
        RoundLog.Entry closed = log.add(reference, RoundLog.Kind.CLOSED, null, Map.of());
        jdbc.sql("update committee_round set closed_at = :now where reference = :round")
                .param("now", Rows.at(closed.at())).param("round", reference).update();
    }

    /** Asks the President City about the tied cases; returns until when it may answer. */
    @Transactional
    public Instant askPresident(String reference) {
        Round round = rounds.lock(reference);
        if (round.tieBreakUntil() != null) {
            return round.tieBreakUntil();
        }
        RollSeat president = rounds.president(reference).orElseThrow();
        Instant until = clock.instant().plus(Duration.ofDays(rounds.settings().tieBreakDays())).truncatedTo(ChronoUnit.MINUTES);
        jdbc.sql("update committee_round set tie_break_until = :until where reference = :round")
                .param("until", Rows.at(until)).param("round", reference).update();
        List<RoundCase> tied = ballots.tied(reference);
        log.add(reference, RoundLog.Kind.TIE_ASKED, president.seat(), Map.of("cases", tied.stream().map(RoundCase::reference).toList(),
                "until", until.toString()));
        if (president.reachable()) {
            post.askPresident(round, tied, president, until);
        } else {
            events.publishEvent(new SeatUnreachable(reference, president.seat(), president.city()));
        }
        return until;
    }

    /** Settles the tied cases by what the President City answered; a case it didn't answer stays a tie. */
    @Transactional
    public void settleTies(String reference) {
        Round round = rounds.lock(reference);
        if (round.settledAt() != null) {
            return;
        }
        Map<String, Vote> answers = rounds.tieBreaks(reference);
        Map<String, Object> settled = new LinkedHashMap<>();
        for (RoundCase item : ballots.tied(reference)) {
            CommitteeOutcome outcome = Optional.ofNullable(answers.get(item.reference()))
                    .map(answer -> answer.answer() == Answer.APPROVE ? CommitteeOutcome.APPROVED : CommitteeOutcome.REJECTED)
                    .orElse(CommitteeOutcome.TIE);
            setOutcome(reference, item.reference(), outcome);
            settled.put(item.reference(), outcome.name());
        }
        RoundLog.Entry entry = log.add(reference, RoundLog.Kind.TIE_SETTLED, null, Map.of("cases", settled));
        jdbc.sql("update committee_round set settled_at = :now where reference = :round")
                .param("now", Rows.at(entry.at())).param("round", reference).update();
    }

    /**
     * Keeps what a meeting decided.
     *
     * @param outcomes one of {@link #MEETING}'s keys for each case that is still on the agenda
     */
    @Transactional
    public void record(String reference, Map<String, String> outcomes, String minutesReference) {
        Round round = rounds.lock(reference);
        if (round.closedAt() != null) {
            return;
        }
        Map<String, String> kept = new LinkedHashMap<>();
        for (RoundCase item : ballots.standing(reference)) {
            CommitteeOutcome outcome = MEETING.get(outcomes.get(item.reference()));
            if (outcome == null) {
                throw new Refused("outcomes", "No decision for " + item.reference());
            }
            setOutcome(reference, item.reference(), outcome);
            kept.put(item.reference(), outcome.name());
        }
        log.add(reference, RoundLog.Kind.RECORDED, null, Map.of("cases", kept, "minutes", minutesReference));
        jdbc.sql("update committee_round set minutes_reference = :minutes where reference = :round")
                .param("minutes", minutesReference).param("round", reference).update();
        close(reference);
    }

    private void setOutcome(String round, String reference, CommitteeOutcome outcome) {
        jdbc.sql("update round_case set outcome = :outcome where round = :round and reference = :reference")
                .param("outcome", outcome.name()).param("round", round).param("reference", reference).update();
    }

    /** Draws the resolution, tells the seats, and publishes each case's outcome. */
    @Transactional
    public void publish(String reference) {
        Round round = rounds.lock(reference);
        if (round.publishedAt() != null) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        DocumentId resolution = documents.store("Resolution-" + reference + ".pdf", "application/pdf", resolutions.draw(round, now));
        jdbc.sql("update committee_round set resolution = :resolution, published_at = :now where reference = :round")
                .param("resolution", resolution.value()).param("now", Rows.at(now)).param("round", reference).update();
        jdbc.sql("update round_case set decided_at = :now where round = :round and outcome is not null and withdrawn_at is null")
                .param("now", Rows.at(now)).param("round", reference).update();
        jdbc.sql("""
                update agenda_case set state = 'DECIDED' where state = 'IN_ROUND' and reference in
                (select reference from round_case where round = ? and decided_at is not null)""").param(reference).update();
        log.add(reference, RoundLog.Kind.PUBLISHED, null, Map.of("resolution", resolution.toString(),
                "sha256", documents.get(resolution).sha256()));
        List<RoundCase> agenda = ballots.standing(reference);
        post.outcomes(rounds.find(reference).orElseThrow(), agenda, rounds.roll(reference).stream().filter(RollSeat::reachable).toList());
        agenda.stream().filter(item -> item.decidedAt() != null).map(this::decided).forEach(events::publishEvent);
    }

    /** The outcomes of which no process has heard yet. */
    public List<CaseDecided> untold() {
        return jdbc.sql("""
                select c.round, c.reference from round_case c join agenda_case a on a.reference = c.reference
                where c.decided_at is not null and c.told_at is null and a.state = 'DECIDED' and c.decided_at > :since
                order by c.decided_at, c.reference""")
                .param("since", Rows.at(clock.instant().minus(settings.tellFor())))
                .query((row, i) -> new String[] {row.getString("round"), row.getString("reference")}).list().stream()
                .flatMap(key -> rounds.cases(key[0]).stream().filter(item -> item.reference().equals(key[1])))
                .map(this::decided).toList();
    }

    /** Notes that the case's process heard of its outcome; in a transaction of its own, since it is called after another has ended. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void told(CaseDecided decided) {
        jdbc.sql("update round_case set told_at = :now where round = :round and reference = :reference and told_at is null")
                .param("now", Rows.at(clock.instant())).param("round", decided.round()).param("reference", decided.reference()).update();
    }

    private CaseDecided decided(RoundCase item) {
        return new CaseDecided(item.reference(), item.outcome(), item.round(), words(item));
    }

    /** A case's outcome in a sentence, with its figures. */
    public String words(RoundCase item) {
        if (item.withdrawn()) {
            return texts.get("committee.withdrawn");
        }
        if (item.outcome() == null) {
            return "";
        }
        RoundCase.Tally tally = item.tally();
        if (tally == null) {
            return texts.get("committee.words.meeting." + item.outcome(), item.round());
        }
        String key = tally.tied() && item.outcome() != CommitteeOutcome.TIE ? "TIE_BROKEN_" + item.outcome() : item.outcome().name();
        return texts.get("committee.words." + key, item.round(), tally.approve(), tally.reject(), tally.abstain(), tally.present(), tally.entitled());
    }
}
