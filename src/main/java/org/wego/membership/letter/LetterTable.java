package org.wego.membership.letter;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Rows;

/** The worker's side of the table {@code letter}; each method is one statement and so one transaction. */
@Component
class LetterTable {

    /** A letter that this node has claimed. */
    record Claimed(long id, String naturalKey, String kind, String about, List<String> to, List<String> cc, LetterContent content,
            String messageId, int attempts, boolean ambiguous, boolean bulk, Instant notBefore) {
    }

    private final JdbcClient jdbc;

    LetterTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Claims what is due: what was written to one before what was written to everybody, the earliest first; what another
     * node is just claiming is skipped.
     *
     * @param bulk whether what was written to everybody may be among it
     */
    List<Claimed> claim(String node, Instant now, int most, boolean bulk) {
        return jdbc.sql("update letter set state = 'SENDING', node = ?, since = ?, attempts = attempts + 1"
                        + " where id in (select id from letter where state = 'QUEUED' and not_before <= ?" + (bulk ? "" : " and not bulk") + " order by bulk, not_before, id limit ? for update skip locked)"
                        + " returning id, natural_key, kind, about, recipients, copies, content, message_id, attempts, ambiguous, bulk, not_before")
                .params(node, Rows.at(now), Rows.at(now), most)
                .query(LetterTable::claimed).list().stream()
                .sorted(Comparator.comparing(Claimed::bulk).thenComparing(Claimed::notBefore).thenComparing(Claimed::id)).toList();
    }

    /**
     * Takes back what a node that died left in sending: once, since it may have left the house. The second time
     * somebody has to look.
     *
     * @param busy what this node is sending right now
     */
    int recover(String node, Collection<Long> busy, Instant before, String words) {
        return jdbc.sql("update letter set state = case when ambiguous then 'REFUSED' else 'QUEUED' end, ambiguous = true, node = null, since = null,"
                        + " last_error = ?, refused = case when ambiguous then recipients else refused end, refusal_told = not ambiguous"
                        + " where id in (select id from letter where state = 'SENDING' and since < ? and not (node = ? and id = any (?)) for update skip locked)")
                .params(words, Rows.at(before), node, busy.toArray(Long[]::new)).update();
    }

    void sent(Claimed letter, String node, Instant now, List<String> refused, String reason) {
        jdbc.sql("update letter set state = 'SENT', sent_at = ?, node = null, since = null, last_error = ?, refused = ?, refusal_told = ?"
                        + " where id = ? and state = 'SENDING' and node = ?")
                .params(Rows.at(now), reason, refused.toArray(String[]::new), refused.isEmpty(), letter.id(), node).update();
    }

    void refused(Claimed letter, String node, List<String> refused, String reason) {
        jdbc.sql("update letter set state = 'REFUSED', node = null, since = null, last_error = ?, refused = ?, refusal_told = false"
                        + " where id = ? and state = 'SENDING' and node = ?")
                .params(reason, refused.toArray(String[]::new), letter.id(), node).update();
    }

    void later(Claimed letter, String node, Instant notBefore, boolean ambiguous, String reason) {
        jdbc.sql("update letter set state = 'QUEUED', node = null, since = null, not_before = ?, ambiguous = ambiguous or ?, last_error = ?"
                        + " where id = ? and state = 'SENDING' and node = ?")
                .params(Rows.at(notBefore), ambiguous, reason, letter.id(), node).update();
    }

    /** Gives claimed letters back as if they had not been touched. */
    void release(Collection<Claimed> letters, String node, String reason) {
        jdbc.sql("update letter set state = 'QUEUED', node = null, since = null, attempts = attempts - 1, last_error = ? where id = any (?) and state = 'SENDING' and node = ?")
                .params(reason, letters.stream().map(Claimed::id).toArray(Long[]::new), node).update();
    }

    /** How many left, or are leaving. */
    record Left(int all, int bulk) {
    }

    /** How many left, or are leaving, since that instant; all nodes together. */
    Left leftSince(Instant instant) {
        return jdbc.sql("select count(*) as all, count(*) filter (where bulk) as bulk from"
                        + " (select bulk from letter where sent_at > ? union all select bulk from letter where state = 'SENDING') as leaving")
                .param(Rows.at(instant)).query(Left.class).single();
    }

    /** Holds all other nodes off their next claim until the transaction's end; only needed to keep to a rate. */
    void lockRate() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('letter.rate'))").query((row, i) -> 1).list();
    }

    Optional<Instant> nextDue() {
        return jdbc.sql("select min(not_before) from letter where state = 'QUEUED'")
                .query((row, i) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant)).single();
    }

    /** Refusals that nobody has heard of yet. */
    List<LetterRefused> untold() {
        return jdbc.sql("select id, about, kind, refused, last_error from letter where not refusal_told order by id limit 100")
                .query((row, i) -> new LetterRefused(row.getLong("id"), row.getString("about"), row.getString("kind"),
                        String.join(", ", strings(row.getArray("refused"))), row.getString("last_error")))
                .list();
    }

    /** Marks a refusal as told; false when another node was faster. */
    boolean told(long id) {
        return jdbc.sql("update letter set refusal_told = true where id = ? and not refusal_told").param(id).update() == 1;
    }

    static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Claimed claimed(ResultSet row, int index) throws SQLException {
        return new Claimed(row.getLong("id"), row.getString("natural_key"), row.getString("kind"), row.getString("about"), strings(row.getArray("recipients")),
                strings(row.getArray("copies")), LetterContent.read(row.getString("content")), row.getString("message_id"), row.getInt("attempts"),
                row.getBoolean("ambiguous"), row.getBoolean("bulk"), Rows.instant(row, "not_before"));
    }
}
