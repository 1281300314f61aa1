package org.wego.membership.committee;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;

/** What a shown link or code opens: one round and seat, in one browser, for a short time. Kept in the database, by hash. */
@Component
public class VoteSessions {

    /**
     * @param via  {@code link} or {@code code}
     * @param name who answers in this browser, as typed there; null before
     */
    public record Session(String purpose, String round, int seat, String via, String name, String title) {

        /** Whether it was opened to break a tie. */
        public boolean breaksTie() {
            return CommitteePost.TIE_BREAK.equals(purpose);
        }
    }

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Clock clock;
    private final CommitteeSettings settings;

    VoteSessions(JdbcClient jdbc, Clock clock, CommitteeSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** Opens a session; the answer is what the browser keeps. */
    @Transactional
    public String open(String purpose, String round, int seat, String via) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        jdbc.sql("delete from vote_session where expires_at < ?").param(Rows.at(clock.instant())).update();
        jdbc.sql("insert into vote_session (token_hash, purpose, round, seat, via, expires_at) values (?, ?, ?, ?, ?, ?)")
                .param(Sha256.hex(token)).param(purpose).param(round).param(seat).param(via)
                .param(Rows.at(clock.instant().plus(settings.sessionLasts()))).update();
        if (CommitteePost.VOTE.equals(purpose)) {
            jdbc.sql("update roll_seat set opened_at = coalesce(opened_at, :now), last_opened_at = :now where round = :round and seat = :seat")
                    .param("now", Rows.at(clock.instant())).param("round", round).param("seat", seat).update();
        }
        return token;
    }

    /** The session that a browser brings, if it is still open. */
    public Optional<Session> find(String token) {
        if (token == null || token.length() > 100) {
            return Optional.empty();
        }
        return jdbc.sql("select * from vote_session where token_hash = ? and expires_at > ?")
                .param(Sha256.hex(token)).param(Rows.at(clock.instant()))
                .query((row, i) -> new Session(row.getString("purpose"), row.getString("round"), row.getInt("seat"), row.getString("via"),
                        row.getString("name"), row.getString("title")))
                .optional();
    }

    /** When each seat's agenda was last opened by its link or code; a seat that never did isn't in it. */
    public Map<Integer, Instant> opened(String round) {
        Map<Integer, Instant> opened = new HashMap<>();
        jdbc.sql("select seat, last_opened_at from roll_seat where round = ? and last_opened_at is not null").param(round)
                .query((row, i) -> opened.put(row.getInt("seat"), Rows.instant(row, "last_opened_at"))).list();
        return opened;
    }

    /** Keeps who answers in this browser, so that nobody types it twice. */
    public void answers(String token, String name, String title) {
        jdbc.sql("update vote_session set name = ?, title = ? where token_hash = ?").param(name).param(title).param(Sha256.hex(token)).update();
    }

    /** Closes the session. */
    public void close(String token) {
        if (token != null) {
            jdbc.sql("delete from vote_session where token_hash = ?").param(Sha256.hex(token)).update();
        }
    }

    /** Ends all sessions of a seat in a round: its link was replaced. */
    void end(String round, int seat) {
        jdbc.sql("delete from vote_session where round = ? and seat = ?").param(round).param(seat).update();
    }
}
