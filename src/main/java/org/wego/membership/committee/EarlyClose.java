package org.wego.membership.committee;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;

/**
 * Closes a ballot before its time where no seat still to answer can change any case's outcome: after the least days of the
 * rules frozen at its opening, and some hours after every seat was told.
 */
@Service
public class EarlyClose {

    /** What a round's frozen rules say; a round frozen before there was an early close has none. */
    private record Terms(Instant after, Duration notice) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Rounds rounds;
    private final Ballots ballots;
    private final Tallies tallies;
    private final RoundLog log;
    private final CommitteePost post;

    EarlyClose(JdbcClient jdbc, Clock clock, Rounds rounds, Ballots ballots, Tallies tallies, RoundLog log, CommitteePost post) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rounds = rounds;
        this.ballots = ballots;
        this.tallies = tallies;
        this.log = log;
        this.post = post;
    }

    /**
     * The open ballots whose outcomes no seat still to answer can change, whose least days are over, and that have no early
     * close announced. One that would close in its time before every seat could be told so early is left to its deadline.
     */
    public List<String> certain() {
        Instant now = clock.instant();
        return open().stream().filter(round -> terms(round)
                .filter(terms -> !now.isBefore(terms.after()) && now.plus(terms.notice()).isBefore(round.closesAt())).isPresent())
                .filter(this::isCertain).map(Round::reference).toList();
    }

    /** When the least days of the next open ballot are over: nothing else announces that instant. */
    public Optional<Instant> nextLook() {
        Instant now = clock.instant();
        return open().stream().flatMap(round -> terms(round).stream()).map(Terms::after).filter(now::isBefore).min(Instant::compareTo);
    }

    private List<Round> open() {
        return rounds.openBallots().stream().filter(round -> round.earlyCloseAt() == null && clock.instant().isBefore(round.closesAt())).toList();
    }

    private boolean isCertain(Round round) {
        List<Count> counts = tallies.counts(round);
        return !counts.isEmpty() && counts.stream().allMatch(count -> Certainty.certain(count, any -> tallies.outcome(round, any)));
    }

    private Optional<Terms> terms(Round round) {
        Map<?, ?> settings = rounds.frozenSettings(round.reference());
        if (!(settings.get("earlyCloseAfterDays") instanceof Number days) || !(settings.get("earlyCloseNoticeHours") instanceof Number hours)) {
            return Optional.empty();
        }
        return Optional.of(new Terms(round.frozenAt().plus(Duration.ofDays(days.intValue())),
                Duration.ofHours(hours.intValue())));
    }

    /**
     * Tells every seat that the ballot closes early. Harmless twice.
     *
     * @return when it does; its closing time where there is no time left to tell anybody before
     */
    @Transactional
    public Instant announce(String reference) {
        Round round = rounds.lock(reference);
        if (round.earlyCloseAt() != null) {
            return round.earlyCloseAt();
        }
        // To the minute, which people read, and never less than was promised
        Instant at = clock.instant().plus(terms(round).orElseThrow().notice()).plus(Duration.ofMinutes(1)).minusMillis(1).truncatedTo(ChronoUnit.MINUTES);
        if (!round.takesVotes(at)) {
            return round.closesAt();
        }
        keep(reference, at);
        log.add(reference, RoundLog.Kind.CLOSE_ANNOUNCED, null, Map.of("closesAt", at.toString(), "otherwise", round.closesAt().toString()));
        post.closingEarly(round, ballots.standing(reference), rounds.roll(reference), at);
        return at;
    }

    /**
     * Looks once more at the time announced, and closes the ballot with that very look if all is still certain: no vote
     * comes between the two.
     *
     * @return whether the ballot is closed
     */
    @Transactional
    public boolean closeIfStillCertain(String reference) {
        Round round = rounds.lock(reference);
        if (round.closedAt() == null && isCertain(round)) {
            tallies.close(reference, Map.of("early", true));
            return true;
        }
        return round.closedAt() != null;
    }

    /** Tells every seat that the ballot stays open until its closing time after all. Harmless twice. */
    @Transactional
    public void callOff(String reference) {
        Round round = rounds.lock(reference);
        if (round.earlyCloseAt() != null) {
            keep(reference, null);
            log.add(reference, RoundLog.Kind.CLOSE_CALLED_OFF, null, Map.of("closesAt", round.closesAt().toString()));
            post.closeCalledOff(round, ballots.standing(reference), rounds.roll(reference));
        }
    }

    private void keep(String reference, Instant at) {
        jdbc.sql("update committee_round set early_close_at = :at where reference = :round").param("at", Rows.at(at)).param("round", reference).update();
    }
}
