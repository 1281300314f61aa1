package org.wego.membership.invoicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.fee.Substitute;
import org.wego.membership.fee.Substitutes;
import org.wego.membership.letter.Outbox;

/**
 * The cases of parked members: one a member and fee year, the Treasurer's. A rehearsal opens them, a run that bills the member
 * settles them. What their processes are still to hear stands in {@code untold}.
 */
@Service
public class ParkedCases {

    /** The rehearsal could still not tell the fee. */
    public static final String PARKED_AGAIN = "ParkedAgain";
    /** What the register says of the member has changed since it was asked. */
    public static final String ANSWERED = "MemberAnswered";
    /** Nobody need decide any longer. */
    public static final String SETTLED = "ParkedMemberSettled";

    /** A process that is to hear a message. */
    public record Untold(int feeYear, String memberNumber, String message) {

        /** The business key of the process. */
        public String key() {
            return ParkedCase.key(feeYear, memberNumber);
        }
    }

    private static final String SELECT = "select c.*, m.name as member_name from parked_case c join member m on m.number = c.member_number ";
    private static final String OPEN = "('WITH_TREASURER', 'ASKED', 'SUBSTITUTED')";

    private final JdbcClient jdbc;
    private final OrganisationCalendar calendar;
    private final Substitutes substitutes;
    private final InvoiceLetters letters;
    private final Outbox outbox;

    ParkedCases(JdbcClient jdbc, OrganisationCalendar calendar, Substitutes substitutes, InvoiceLetters letters, Outbox outbox) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.substitutes = substitutes;
        this.letters = letters;
        this.outbox = outbox;
    }

    /**
     * Opens a case for every member that the run has parked and that has none; a case that rests and whose member the run parked
     * after it was decided is the Treasurer's again.
     *
     * @return the cases that were opened; each wants a process
     */
    @Transactional
    public List<ParkedCase> open(long run) {
        jdbc.sql("""
                update parked_case c set state = 'WITH_TREASURER', run = l.run, reason_code = l.reason_code, reason = l.reason, untold = :again
                from invoicing_run_line l join invoicing_run r on r.id = l.run
                where l.run = :run and l.state = 'PARKED' and c.fee_year = r.fee_year and c.member_number = l.member_number
                  and c.state = 'SUBSTITUTED' and c.decided_at < r.prepared_at""")
                .param("run", run).param("again", PARKED_AGAIN).update();
        List<String> opened = jdbc.sql("""
                insert into parked_case as c (fee_year, member_number, run, state, reason_code, reason, opened_at)
                select r.fee_year, l.member_number, l.run, 'WITH_TREASURER', l.reason_code, l.reason, cast(:now as timestamptz)
                from invoicing_run_line l join invoicing_run r on r.id = l.run where l.run = :run and l.state = 'PARKED'
                on conflict (fee_year, member_number) do update set run = excluded.run, state = excluded.state, reason_code = excluded.reason_code,
                  reason = excluded.reason, opened_at = excluded.opened_at, question = null, asked_at = null, answer_until = null,
                  decided_by = null, decided_at = null, decision_reason = null, settled_at = null
                where c.untold is null and (c.state = 'LEFT_OUT' and c.run <> excluded.run
                  or c.state = 'SETTLED' and c.settled_at < (select prepared_at from invoicing_run where id = excluded.run))
                returning c.member_number""")
                .param("run", run).param("now", Rows.at(calendar.now())).query(String.class).list();
        return jdbc.sql(SELECT + "where c.run = :run and c.member_number = any (:opened) order by c.member_number")
                .param("run", run).param("opened", opened.toArray(String[]::new)).query(ParkedCases::parked).list();
    }

    /** Settles the cases of members whom the run has billed or exempted, or of whom it asks no fee. */
    @Transactional
    public void settle(long run) {
        jdbc.sql("""
                update parked_case c set state = 'SETTLED', settled_at = :now, untold = :settled
                from invoicing_run_line l join invoicing_run r on r.id = l.run
                where l.run = :run and l.state in ('INVOICED', 'EXEMPT', 'NOT_DUE') and c.fee_year = r.fee_year
                  and c.member_number = l.member_number and c.state in\s""" + OPEN)
                .param("run", run).param("now", Rows.at(calendar.now())).param("settled", SETTLED).update();
    }

    /** Settles the cases of that year for which no run stands that wasn't cancelled. */
    @Transactional
    public void settleCancelled(int feeYear) {
        jdbc.sql("""
                update parked_case c set state = 'SETTLED', settled_at = :now, untold = :settled
                where c.fee_year = :year and c.state in\s""" + OPEN + """
                  and not exists (select 1 from invoicing_run_line l join invoicing_run r on r.id = l.run
                    where r.fee_year = c.fee_year and r.state <> 'CANCELLED' and l.member_number = c.member_number and l.state = 'PARKED')""")
                .param("year", feeYear).param("now", Rows.at(calendar.now())).param("settled", SETTLED).update();
    }

    /** Marks as answered who was asked and of whom the register has said something else since. */
    @Transactional
    public void hearAnswers() {
        jdbc.sql("""
                update parked_case c set state = 'WITH_TREASURER', untold = :answered where c.state = 'ASKED' and c.untold is null
                  and exists (select 1 from member_change x where x.member_number = c.member_number and x.changed_at > c.asked_at)""")
                .param("answered", ANSWERED).update();
    }

    /** Runs that closed of late and have parked members without a case. */
    public List<Long> unfollowed() {
        return jdbc.sql("""
                select distinct r.id from invoicing_run r join invoicing_run_line l on l.run = r.id and l.state = 'PARKED'
                where r.state = 'CLOSED' and r.closed_at > cast(:now as timestamptz) - interval '7 days'
                  and not exists (select 1 from parked_case c where c.fee_year = r.fee_year and c.member_number = l.member_number)""")
                .param("now", Rows.at(calendar.now())).query(Long.class).list();
    }

    /** What processes haven't heard yet. */
    public List<Untold> untold() {
        return jdbc.sql("select fee_year, member_number, untold from parked_case where untold is not null order by fee_year, member_number")
                .query((row, i) -> new Untold(row.getInt(1), row.getString(2), row.getString(3))).list();
    }

    /** Notes that its process has heard it. */
    @Transactional
    public void told(Untold told) {
        jdbc.sql("update parked_case set untold = null where fee_year = :year and member_number = :member and untold = :message")
                .param("year", told.feeYear()).param("member", told.memberNumber()).param("message", told.message()).update();
    }

    /** A documented figure stands in for the missing one. */
    @Transactional
    public void substitute(String key, Substitute figure) {
        ParkedCase parked = get(key);
        substitutes.enter(parked.memberNumber(), parked.feeYear(), figure);
        decide(parked, ParkedState.SUBSTITUTED, figure.reason(), figure.by());
    }

    /** The member is asked, by a letter that goes out once. */
    @Transactional
    public void ask(String key, String question, LocalDate until, String by) {
        ParkedCase parked = get(key);
        decide(parked, ParkedState.ASKED, null, by);
        jdbc.sql("update parked_case set asked = asked + 1, question = :question, asked_at = decided_at, answer_until = :until where fee_year = :year and member_number = :member")
                .param("question", question).param("until", until).param("year", parked.feeYear()).param("member", parked.memberNumber()).update();
        letters.question(get(key)).ifPresent(outbox::post);
    }

    /** The run that parked the member leaves it out. */
    @Transactional
    public void leaveOut(String key, String reason, String by) {
        decide(get(key), ParkedState.LEFT_OUT, reason, by);
    }

    /** The case is the Treasurer's again, whether it was told so or the time for an answer is over: nothing else need bring it back. */
    @Transactional
    public void withTreasurer(String key) {
        ParkedCase parked = get(key);
        jdbc.sql("""
                update parked_case set state = case when state = 'ASKED' then 'WITH_TREASURER' else state end,
                  untold = case when untold in (:again, :answered) then null else untold end
                where fee_year = :year and member_number = :member and (state = 'ASKED' or untold in (:again, :answered))""")
                .param("again", PARKED_AGAIN).param("answered", ANSWERED).param("year", parked.feeYear()).param("member", parked.memberNumber()).update();
    }

    private void decide(ParkedCase parked, ParkedState state, String reason, String by) {
        jdbc.sql("""
                update parked_case set state = :state, decided_by = :by, decided_at = :now, decision_reason = :reason
                where fee_year = :year and member_number = :member and state <> 'SETTLED'""")
                .param("state", state.name()).param("by", by).param("now", Rows.at(calendar.now())).param("reason", reason)
                .param("year", parked.feeYear()).param("member", parked.memberNumber()).update();
    }

    /** The case of that business key, which must be there. */
    public ParkedCase get(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException("There is no case " + key));
    }

    /** The case of that business key. */
    public Optional<ParkedCase> find(String key) {
        int slash = key.indexOf('/');
        return jdbc.sql(SELECT + "where c.fee_year = :year and c.member_number = :member").param("year", Integer.parseInt(key.substring(0, slash)))
                .param("member", key.substring(slash + 1)).query(ParkedCases::parked).optional();
    }

    /** All cases of a year, those that wait for somebody first. */
    public List<ParkedCase> of(int feeYear) {
        return jdbc.sql(SELECT + """
                where c.fee_year = :year order by array_position(array['WITH_TREASURER', 'ASKED', 'SUBSTITUTED', 'LEFT_OUT', 'SETTLED'], c.state), m.name""")
                .param("year", feeYear).query(ParkedCases::parked).list();
    }

    /** The members that the Treasurer leaves out of that run, with the reason, by member number. */
    Map<String, String> leftOut(long run) {
        Map<String, String> out = new HashMap<>();
        jdbc.sql("select member_number, decision_reason from parked_case where run = :run and state = 'LEFT_OUT'").param("run", run)
                .query((row, i) -> out.put(row.getString(1), row.getString(2))).list();
        return out;
    }

    /** How many members that the run has parked were resolved since, or say something else of themselves: a new computation takes them in. */
    public int resolvedSince(long run) {
        return jdbc.sql("""
                select count(*) from invoicing_run_line l join invoicing_run r on r.id = l.run
                where l.run = :run and l.state = 'PARKED' and (
                  exists (select 1 from parked_case c where c.fee_year = r.fee_year and c.member_number = l.member_number
                    and (c.state = 'SUBSTITUTED' or c.state = 'LEFT_OUT' and c.run = l.run) and c.decided_at > r.prepared_at)
                  or exists (select 1 from member_change x where x.member_number = l.member_number and x.changed_at > r.prepared_at))""")
                .param("run", run).query(Integer.class).single();
    }

    private static ParkedCase parked(ResultSet row, int index) throws SQLException {
        return new ParkedCase(row.getInt("fee_year"), row.getString("member_number"), row.getString("member_name"), row.getLong("run"),
                ParkedState.valueOf(row.getString("state")), row.getString("reason_code"), row.getString("reason"), Rows.instant(row, "opened_at"),
                row.getInt("asked"), row.getString("question"), Rows.instant(row, "asked_at"), row.getObject("answer_until", LocalDate.class),
                row.getString("decided_by"), Rows.instant(row, "decided_at"), row.getString("decision_reason"));
    }
}
