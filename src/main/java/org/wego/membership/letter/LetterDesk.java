package org.wego.membership.letter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;

/** Where the office sees what became of letters, and sends one again to another address. */
@Component
public class LetterDesk {

    /** Where a letter is on its way. */
    public enum State {
        QUEUED, SENDING, SENT, REFUSED,
        /** Stopped by a person while it was held: it never leaves. */
        STOPPED
    }

    /**
     * A letter as the office sees it.
     *
     * @param refused the addresses that would not have it, perhaps some of several
     * @param ambiguous whether it may have gone out twice after a crash
     * @param lastError the mail server's last words, or null
     */
    public record Line(long id, String naturalKey, String kind, String subject, String about, List<String> to, List<String> cc, State state, Instant postedAt,
            Instant notBefore, Instant sentAt, int attempts, boolean ambiguous, List<String> refused, String lastError) {

        /** Whether it is written, and not to leave before a time to come; or was stopped while it was. */
        public boolean held(Instant now) {
            return state == State.STOPPED || state == State.QUEUED && attempts == 0 && notBefore.isAfter(now);
        }

        /** Whether what it said and to whom is erased: it can't be sent again. */
        public boolean erased() {
            return to.isEmpty() && cc.isEmpty();
        }
    }

    private static final String RESENT = "/resent-";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Bell bell;
    private final Renderer renderer;
    private final ApplicationEventPublisher events;

    LetterDesk(JdbcClient jdbc, Clock clock, Bell bell, Renderer renderer, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.bell = bell;
        this.renderer = renderer;
        this.events = events;
    }

    /** The letters about a case (reference, round, invoice number), the oldest first. */
    public List<Line> about(String caseReference) {
        return jdbc.sql("select * from letter where about = ? order by id").param(caseReference).query(this::line).list();
    }

    /** A letter that the mail server took, at least for one of its addresses. */
    public record Sent(long id, String kind, String naturalKey) {
    }

    /** The letters of these kinds about a case that the mail server took, the oldest first; cheaper than {@link #about}. */
    public List<Sent> sent(String caseReference, Collection<String> kinds) {
        return jdbc.sql("select id, kind, natural_key from letter where about = ? and kind = any (?) and state = 'SENT' order by id")
                .params(caseReference, kinds.toArray(String[]::new))
                .query((row, i) -> new Sent(row.getLong("id"), row.getString("kind"), row.getString("natural_key"))).list();
    }

    /**
     * How a case's letters of one kind have fared: the furthest that any of them has come, since one that was refused may have
     * been sent again.
     */
    public record Fared(String about, State state, boolean ambiguous, List<String> to, String lastError) {
    }

    /** How the letters of this kind have fared, one answer for each of these cases that has one, by case. */
    public List<Fared> fared(String kind, Collection<String> cases) {
        return jdbc.sql("select distinct on (about) about, state, ambiguous, recipients, last_error from letter where kind = ? and about = any (?)"
                        + " order by about, array_position(array['SENT', 'SENDING', 'QUEUED', 'REFUSED', 'STOPPED'], state), id desc")
                .params(kind, cases.toArray(String[]::new))
                .query((row, i) -> new Fared(row.getString("about"), State.valueOf(row.getString("state")), row.getBoolean("ambiguous"),
                        LetterTable.strings(row.getArray("recipients")), row.getString("last_error"))).list();
    }

    /** About what a letter of these kinds was refused since then, and none has been written about it again. */
    public List<String> refused(Collection<String> kinds, Instant since) {
        return jdbc.sql("select distinct l.about from letter l where l.state = 'REFUSED' and l.kind = any (?) and l.posted_at >= ? and l.recipients <> '{}'"
                        + " and not exists (select 1 from letter later where later.about = l.about and later.id > l.id and later.state <> 'REFUSED')")
                .params(kinds.toArray(String[]::new), Rows.at(since)).query(String.class).list();
    }

    public Optional<Line> find(long id) {
        return jdbc.sql("select * from letter where id = ?").param(id).query(this::line).optional();
    }

    /** The letter of that natural key, if one was posted. */
    public Optional<Line> byKey(String naturalKey) {
        return jdbc.sql("select * from letter where natural_key = ?").param(naturalKey).query(this::line).optional();
    }

    /**
     * A letter's words for who looks at it before it leaves.
     *
     * @param text as its addressee will read it, but for its personal link and code: only the addressee gets those
     */
    public record Words(String subject, String text) {
    }

    /** What a letter says; its personal link and code are left out. */
    public Words words(long letterId) {
        return jdbc.sql("select kind, about, content from letter where id = ?").param(letterId).query((row, i) -> {
            var shown = renderer.withoutSecrets(row.getString("kind"), row.getString("about"), LetterContent.read(row.getString("content")));
            return new Words(shown.subject(), shown.text());
        }).single();
    }

    /** What a letter that isn't posted yet would say. */
    public Words words(Letter letter) {
        var shown = renderer.withoutSecrets(letter.kind, letter.about, letter.content);
        return new Words(shown.subject(), shown.text());
    }

    /**
     * Stops a letter that still waits; in the caller's transaction.
     *
     * @return whether it is stopped: false when it has left, is just leaving, or there is none
     */
    @Transactional
    public boolean stop(String naturalKey) {
        jdbc.sql("update letter set state = 'STOPPED' where natural_key = ? and state = 'QUEUED'").param(naturalKey).update();
        return byKey(naturalKey).filter(letter -> letter.state() == State.STOPPED).isPresent();
    }

    /** Lets a letter that was stopped go after all, at once; harmless for any other. */
    @Transactional
    public void resume(String naturalKey) {
        jdbc.sql("update letter set state = 'QUEUED', not_before = ? where natural_key = ? and state = 'STOPPED'")
                .params(Rows.at(clock.instant()), naturalKey).update();
        Outbox.wakeAfterCommit(bell);
    }

    /** Lets a held letter go at once; harmless when it has left or was stopped. */
    @Transactional
    public void release(String naturalKey) {
        jdbc.sql("update letter set not_before = ? where natural_key = ? and state = 'QUEUED' and not_before > ?")
                .params(Rows.at(clock.instant()), naturalKey, Rows.at(clock.instant())).update();
        Outbox.wakeAfterCommit(bell);
    }

    /**
     * Letters, the newest first.
     *
     * @param state null for all
     * @param caseReference null for all
     */
    public List<Line> list(State state, String caseReference, int offset, int most) {
        return jdbc.sql("select * from letter where (cast(? as text) is null or state = ?) and (cast(? as text) is null or about = ?)"
                        + " order by id desc offset ? limit ?")
                .params(Arrays.asList(state == null ? null : state.name(), state == null ? null : state.name(), caseReference, caseReference, offset, most))
                .query(this::line).list();
    }

    /** How many letters each state has. */
    public Map<State, Long> counts() {
        var counts = new EnumMap<State, Long>(State.class);
        for (var state : State.values()) {
            counts.put(state, 0L);
        }
        jdbc.sql("select state, count(*) as letters from letter group by state")
                .query((row, i) -> counts.put(State.valueOf(row.getString("state")), row.getLong("letters"))).list();
        return counts;
    }

    /**
     * Sends a letter again to another address, under a natural key of its own ({@code …/resent-2}), with the personal
     * link's present generation. While one to that address still waits, no second one is made.
     *
     * @return the new letter's id, or that of the one still waiting
     */
    @Transactional
    public long resend(long letterId, String address) {
        var to = address.strip();
        var letter = jdbc.sql("select * from letter where id = ? for update").param(letterId).query(this::line).single();
        if (letter.erased()) {
            throw new IllegalStateException("What letter " + letterId + " said is erased");
        }
        var base = letter.naturalKey().replaceFirst(RESENT + "\\d+$", "");
        // All letters of one key queue up behind the first, so that no two get the same number
        jdbc.sql("select id from letter where natural_key = ? for update").param(base).query(Long.class).list();
        var waiting = jdbc.sql("select id from letter where starts_with(natural_key, ?) and recipients = cast(? as text[]) and state in ('QUEUED', 'SENDING') order by id limit 1")
                .params(base + RESENT, new String[] {to}).query(Long.class).optional();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        int number = jdbc.sql("select count(*) from letter where starts_with(natural_key, ?)").param(base + RESENT).query(Integer.class).single() + 1;
        var key = base + RESENT + number;
        var content = content(letterId);
        var now = Rows.at(clock.instant());
        var id = jdbc.sql("insert into letter (natural_key, kind, about, recipients, content, message_id, posted_at, not_before)"
                        + " select ?, kind, about, ?, cast(? as jsonb), ?, ?, ? from letter where id = ? returning id")
                .params(key, new String[] {to}, LetterContent.write(content), messageId(letterId, key), now, now, letterId)
                .query(Long.class).single();
        Outbox.wakeAfterCommit(bell);
        return id;
    }

    /** The same by somebody of the staff: with the letter may go what opens a case, so its case notes who sent it where. */
    @Transactional
    public void resend(long letterId, String address, String by) {
        resend(letterId, address);
        var letter = find(letterId).orElseThrow();
        events.publishEvent(new LetterResent(letterId, letter.about(), letter.kind(), address.strip(), by));
    }

    /**
     * Takes away what the letters about a case said and to whom they went; in the caller's transaction, harmless twice. That
     * they were written, of which kind and when they left stays. One that has not left yet never does; one that is just leaving
     * may, and whoever sends it writes nothing down about it any more.
     */
    @Transactional
    public void forget(String caseReference) {
        jdbc.sql("delete from letter where about = ? and state = 'QUEUED'").param(caseReference).update();
        jdbc.sql("update letter set state = 'SENT', sent_at = since, ambiguous = true, node = null, since = null where about = ? and state = 'SENDING'")
                .param(caseReference).update();
        jdbc.sql("update letter set recipients = '{}', copies = '{}', refused = '{}', content = '{}', last_error = null, refusal_told = true where about = ?")
                .param(caseReference).update();
    }

    private LetterContent content(long letterId) {
        var content = LetterContent.read(jdbc.sql("select content from letter where id = ?").param(letterId).query(String.class).single());
        if (content.link() == null) {
            return content;
        }
        int generation = jdbc.sql("select generation from personal_link where id = ?").param(content.link().id()).query(Integer.class).single();
        return content.withGeneration(generation);
    }

    private String messageId(long letterId, String key) {
        var first = jdbc.sql("select message_id from letter where id = ?").param(letterId).query(String.class).single();
        return Outbox.messageId(key, first.substring(first.lastIndexOf('@') + 1, first.length() - 1));
    }

    private Line line(ResultSet row, int index) throws SQLException {
        var kind = row.getString("kind");
        var about = row.getString("about");
        var to = LetterTable.strings(row.getArray("recipients"));
        var cc = LetterTable.strings(row.getArray("copies"));
        var subject = to.isEmpty() && cc.isEmpty() ? renderer.erased() : renderer.subject(kind, about, LetterContent.read(row.getString("content")));
        return new Line(row.getLong("id"), row.getString("natural_key"), kind, subject, about, to, cc,
                State.valueOf(row.getString("state")),
                Rows.instant(row, "posted_at"), Rows.instant(row, "not_before"), Rows.instant(row, "sent_at"), row.getInt("attempts"), row.getBoolean("ambiguous"),
                LetterTable.strings(row.getArray("refused")), row.getString("last_error"));
    }
}
