package org.wego.membership.committee;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.Rows;

/**
 * Keeps what people say who got an agenda that is not theirs, until the Secretariat has heard of it. What they say is a row
 * and committed first. The round's log tells that it was said, not the words: they may name people, and the log is published.
 */
@Service
public class Misdirected {

    /** The longest that is taken, in characters. */
    public static final int LONGEST = 500;
    /** So many from one seat in one round are enough to find out who it is. */
    private static final int MOST = 5;

    private static final String SAID = """
            select n.id, n.round, n.seat, s.city, n.words from not_mine n
            join roll_seat s on s.round = n.round and s.seat = n.seat""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Rounds rounds;
    private final RoundLog log;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Misdirected(JdbcClient jdbc, Clock clock, Rounds rounds, RoundLog log, ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rounds = rounds;
        this.log = log;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Keeps the words and tells of them; the same words again are harmless.
     *
     * @throws Refused if nothing was said, the round no longer waits for the seat, or it has said enough
     */
    public void say(String reference, int number, String said, String via) {
        String words = OneLine.of(said);
        Optional<Long> id = transaction.execute(status -> {
            Round round = rounds.lock(reference);
            if (words.isEmpty() || words.length() > LONGEST) {
                throw new Refused("notMine", "Say what is wrong, in " + LONGEST + " characters at most.");
            }
            RollSeat seat = rounds.rollSeat(reference, number).orElseThrow(() -> new Refused("seat", "The seat is not on the roll."));
            if (!round.takesVotes(clock.instant()) && !round.takesTieBreak(clock.instant())) {
                throw new Refused("closed", "The ballot is closed.");
            }
            List<String> before = jdbc.sql("select words from not_mine where round = ? and seat = ?").param(reference).param(number)
                    .query(String.class).list();
            if (before.contains(words)) {
                return Optional.<Long>empty();
            }
            if (before.size() >= MOST) {
                throw new Refused("notMine", "The Secretariat has heard of it.");
            }
            RoundLog.Entry entry = log.add(reference, RoundLog.Kind.NOT_MINE, seat.seat(), Map.of("via", via));
            return Optional.of(jdbc.sql("""
                    insert into not_mine (round, seat, words, said_at, position) values (:round, :seat, :words, :at, :position) returning id""")
                    .param("round", reference).param("seat", number).param("words", words).param("at", Rows.at(entry.at()))
                    .param("position", entry.position()).query(Long.class).single());
        });
        id.flatMap(this::find).ifPresent(events::publishEvent);
    }

    /** What was said and no task tells of yet, in rounds that still wait for answers. */
    public List<NotMine> untold() {
        return jdbc.sql(SAID + " join committee_round r on r.reference = n.round and r.published_at is null where n.told_at is null order by n.id")
                .query(Misdirected::said).list();
    }

    /** Notes that the Secretariat has its task; in a transaction of its own, since it is called after another has ended. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void told(long id) {
        jdbc.sql("update not_mine set told_at = :now where id = :id and told_at is null")
                .param("now", Rows.at(clock.instant())).param("id", id).update();
    }

    private Optional<NotMine> find(long id) {
        return jdbc.sql(SAID + " where n.id = ?").param(id).query(Misdirected::said).optional();
    }

    private static NotMine said(ResultSet row, int index) throws SQLException {
        return new NotMine(row.getLong("id"), row.getString("round"), row.getInt("seat"), row.getString("city"), row.getString("words"));
    }
}
