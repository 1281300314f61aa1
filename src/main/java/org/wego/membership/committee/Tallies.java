package org.wego.membership.committee;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;
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
    private final VotingRule rule;
    private final CommitteePost post;
    private final Resolutions resolutions;
    private final Documents documents;
    private final CommitteeSettings settings;
    private final ApplicationEventPublisher events;
    private final Texts texts;

    Tallies(JdbcClient jdbc, Clock clock, Rounds rounds, Ballots ballots, RoundLog log, VotingRule rule, CommitteePost post,
            Resolutions resolutions, Documents documents, CommitteeSettings settings, ApplicationEventPublisher events, Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rounds = rounds;
        this.ballots = ballots;
        this.log = log;
        this.rule = rule;
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
     * @return whether there is a tie and a President City that can be asked about it
     */
    @Transactional
    public boolean tally(String reference) {
        Round round = rounds.lock(reference);
        if (round.closedAt() == null) {
            close(reference, Map.of());
        }
        if (!counted(reference)) {
            Map<String, Object> counted = new LinkedHashMap<>();
            for (Map.Entry<RoundCase, Count> entry : countsByCase(round).entrySet()) {
                RoundCase item = entry.getKey();
                Count count = entry.getValue();
                VotingRule.Verdict verdict = rule.ask(round.ruleVersion(), count);
                jdbc.sql("""
                        update round_case set entitled = :entitled, present = :present, approve = :approve, reject = :reject, abstain = :abstain,
                          counted = :counted, rule = :rule, reason = :reason, outcome = :counted where round = :round and reference = :reference""")
                        .param("entitled", count.entitled()).param("present", count.present()).param("approve", count.approve())
                        .param("reject", count.reject()).param("abstain", count.abstain()).param("counted", verdict.outcome().name())
                        .param("rule", verdict.rule()).param("reason", verdict.reason()).param("round", reference)
                        .param("reference", item.reference()).update();
                counted.put(item.reference(), Map.of("entitled", count.entitled(), "present", count.present(), "approve", count.approve(),
                        "reject", count.reject(), "abstain", count.abstain(), "discuss", count.discuss(), "outcome", verdict.outcome().name(),
                        "rule", verdict.rule()));
            }
            log.add(reference, RoundLog.Kind.TALLIED, null, Map.of("cases", counted, "ruleVersion", round.ruleVersion()));
        }
        return VotingSettings.presidentBreaksTies(rounds.frozenSettings(reference)) && !ballots.tiedForPresident(reference).isEmpty();
    }

    private boolean counted(String reference) {
        return jdbc.sql("select exists (select 1 from round_log where round = ? and kind = 'TALLIED')").param(reference).query(Boolean.class).single();
    }

    /** The answers to each case that is still on the agenda, as the rows stand now. */
    List<Count> counts(Round round) {
        return List.copyOf(countsByCase(round).values());
    }

    /** What the round's rule makes of a count. */
    CommitteeOutcome outcome(Round round, Count count) {
        return rule.ask(round.ruleVersion(), count).outcome();
    }

    private Map<RoundCase, Count> countsByCase(Round round) {
        Set<Integer> entitled = rounds.roll(round.reference()).stream().filter(RollSeat::entitled).map(RollSeat::seat).collect(Collectors.toSet());
        Map<String, List<Vote>> votes = rounds.votes(round.reference()).stream().filter(vote -> entitled.contains(vote.seat()))
                .collect(Collectors.groupingBy(Vote::reference));
        Map<RoundCase, Count> counts = new LinkedHashMap<>();
        for (RoundCase item : ballots.standing(round.reference())) {
            counts.put(item, Count.of(entitled.size(), votes.getOrDefault(item.reference(), List.of()).stream()
                    .collect(Collectors.groupingBy(Vote::answer, Collectors.counting()))));
        }
        return counts;
    }

    /** Writes the closing record; the caller holds the round. */
    void close(String reference, Map<String, ?> detail) {
        RoundLog.Entry closed = log.add(reference, RoundLog.Kind.CLOSED, null, detail);
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
        int days = rounds.frozenSettings(reference).get("tieBreakDays") instanceof Number number ? number.intValue() : rounds.settings().tieBreakDays();
        Instant until = clock.instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.MINUTES);
        jdbc.sql("update committee_round set tie_break_until = :until where reference = :round")
                .param("until", Rows.at(until)).param("round", reference).update();
        List<RoundCase> tied = ballots.tiedForPresident(reference);
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
        close(reference, Map.of());
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
                update agenda_case a set state = case when c.outcome = 'MEETING' then 'WAITING' else 'DECIDED' end, for_meeting = c.outcome = 'MEETING'
                from round_case c where c.round = ? and c.reference = a.reference and c.decided_at is not null and a.state = 'IN_ROUND'""")
                .param(reference).update();
        log.add(reference, RoundLog.Kind.PUBLISHED, null, Map.of("resolution", resolution.toString(),
                "sha256", documents.get(resolution).sha256()));
        List<RoundCase> agenda = ballots.standing(reference);
        post.outcomes(rounds.find(reference).orElseThrow(), agenda, rounds.roll(reference).stream().filter(RollSeat::reachable).toList());
        agenda.stream().filter(item -> item.decidedAt() != null && item.outcome() != CommitteeOutcome.MEETING).map(this::decided).forEach(events::publishEvent);
    }

    /** The outcomes of which no process has heard yet. */
    public List<CaseDecided> untold() {
        return jdbc.sql("""
                select c.round, c.reference from round_case c join agenda_case a on a.reference = c.reference
                where c.decided_at is not null and c.told_at is null and a.state = 'DECIDED' and c.outcome <> 'MEETING' and c.decided_at > :since
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
        return texts.get("committee.words." + key, item.round(), tally.approve(), tally.reject(), tally.abstain(), tally.present(), tally.entitled(),
                tally.discuss());
    }
}
