package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.PeopleFirst;
import org.wego.membership.fee.FeeAnswer;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.FeeCharts;
import org.wego.membership.fee.FeeQuestion;
import org.wego.membership.fee.FeeUnknown;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.GdpEdition;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.letter.Letter;
import org.wego.membership.letter.Outbox;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Texts;

/**
 * The invoicing runs: who owes what for a fee year, and the numbering of what was approved. Every step may run twice or be
 * broken off at any point; it goes on where it stopped.
 */
@Service
public class InvoicingRuns {

    /** A member whose fee can't be told, for the Treasurer. */
    public record Missing(String member, String reason) {
    }

    /** An invoice that was numbered: what its process needs to begin. */
    public record Numbered(String number, Instant firstStep) {
    }

    private static final int ASSESSED_AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final OrganisationCalendar calendar;
    private final Members members;
    private final Contacts contacts;
    private final Fees fees;
    private final FeeCharts charts;
    private final GdpEditions editions;
    private final Assessments assessments;
    private final InvoiceSchedule schedule;
    private final InvoicePaper paper;
    private final InvoiceLetters letters;
    private final Outbox outbox;
    private final InvoicingSettings settings;
    private final Texts texts;
    private final PeopleFirst people;
    private final TransactionTemplate own;

    InvoicingRuns(JdbcClient jdbc, JdbcTemplate batch, OrganisationCalendar calendar, Members members, Contacts contacts, Fees fees,
            FeeCharts charts, GdpEditions editions, Assessments assessments, InvoiceSchedule schedule, InvoicePaper paper,
            InvoiceLetters letters, Outbox outbox, InvoicingSettings settings, Texts texts, PeopleFirst people,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.calendar = calendar;
        this.members = members;
        this.contacts = contacts;
        this.fees = fees;
        this.charts = charts;
        this.editions = editions;
        this.assessments = assessments;
        this.schedule = schedule;
        this.paper = paper;
        this.letters = letters;
        this.outbox = outbox;
        this.settings = settings;
        this.texts = texts;
        this.people = people;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Opens the yearly run, by the clock; not if the year has had one, or nobody pays. A run that was cancelled before its
     * year began does not stand for it; one cancelled since then was meant.
     *
     * @return whether it was opened
     */
    @Transactional
    public boolean openYearly(int feeYear) {
        return anybodyPays(feeYear) && jdbc.sql("""
                insert into invoicing_run (fee_year, ordinal, state, opened_at)
                select cast(:year as integer), coalesce(max(ordinal), 0) + 1, 'PREPARING', cast(:at as timestamptz) from invoicing_run
                where fee_year = :year having not coalesce(bool_or(state <> 'CANCELLED' or closed_at >= :begin), false)
                on conflict do nothing""")
                .param("year", feeYear).param("begin", begin(feeYear)).param("at", Invoices.utc(calendar.now())).update() == 1;
    }

    /**
     * Opens a run that a person asks for: the first of the year, or a supplementary one; not while another of the year is open.
     *
     * @return whether it was opened
     */
    @Transactional
    public boolean open(int feeYear) {
        return jdbc.sql("""
                insert into invoicing_run (fee_year, ordinal, state, opened_at)
                select cast(:year as integer), coalesce(max(ordinal), 0) + 1, 'PREPARING', cast(:at as timestamptz) from invoicing_run
                where fee_year = :year on conflict do nothing""")
                .param("year", feeYear).param("at", Invoices.utc(calendar.now())).update() == 1;
    }

    /** Whether the yearly run of the present year was missed: the year began after this house was set up, has no run, and somebody pays. */
    @Transactional
    public boolean yearlyRunIsMissing() {
        int year = calendar.feeYear();
        jdbc.sql("insert into invoicing_watch (id, since) values (1, :today) on conflict do nothing").param("today", calendar.today()).update();
        LocalDate since = jdbc.sql("select since from invoicing_watch where id = 1").query(LocalDate.class).single();
        return since.getYear() < year && !held(year) && anybodyPays(year);
    }

    private boolean held(int feeYear) {
        return jdbc.sql("select count(*) from invoicing_run where fee_year = :year and (state <> 'CANCELLED' or closed_at >= :begin)")
                .param("year", feeYear).param("begin", begin(feeYear)).query(Integer.class).single() > 0;
    }

    private OffsetDateTime begin(int feeYear) {
        return Invoices.utc(calendar.startOf(LocalDate.of(feeYear, 1, 1)));
    }

    private boolean anybodyPays(int feeYear) {
        return !members.payingMembers(feeYear).isEmpty();
    }

    /** The open run of that year, if there is one. */
    public Optional<InvoicingRun> openRun(int feeYear) {
        return jdbc.sql("select * from invoicing_run where fee_year = :year and state not in ('CLOSED', 'CANCELLED')").param("year", feeYear)
                .query(InvoicingRuns::run).optional();
    }

    /** The open run of that year, which must be there. */
    public InvoicingRun current(int feeYear) {
        return openRun(feeYear).orElseThrow(() -> new IllegalStateException("No run of " + feeYear + " is open"));
    }

    /** The latest run of that year, open or not. */
    public Optional<InvoicingRun> latest(int feeYear) {
        return all(feeYear).stream().findFirst();
    }

    /** The runs of that year, the latest first. */
    public List<InvoicingRun> all(int feeYear) {
        return jdbc.sql("select * from invoicing_run where fee_year = :year order by ordinal desc").param("year", feeYear)
                .query(InvoicingRuns::run).list();
    }

    /** All runs, the latest first. */
    public List<InvoicingRun> all() {
        return jdbc.sql("select * from invoicing_run order by fee_year desc, ordinal desc").query(InvoicingRuns::run).list();
    }

    /** How many members the run would look at as due: paying members without an invoice of that year. */
    public int dueMembers(int feeYear) {
        Map<String, String> invoiced = invoiced(feeYear);
        return (int) members.payingMembers(feeYear).stream().filter(member -> !invoiced.containsKey(member.number())).count();
    }

    /** Members of whom a figure or an address is missing, found without computing any fee. */
    public List<Missing> missing(int feeYear, String edition) {
        Map<String, String> invoiced = invoiced(feeYear);
        List<Member> paying = members.payingMembers(feeYear).stream().filter(member -> !invoiced.containsKey(member.number())).toList();
        Map<String, Map<ContactRole, Contact>> who = contacts.all(paying.stream().map(Member::number).toList());
        List<Missing> missing = new ArrayList<>();
        for (Member member : paying) {
            boolean gdp = member.category() != Category.CORPORATE
                    && editions.figure(edition, member.country(), Fees.gdpYear(feeYear)).isEmpty();
            boolean figure = member.category() == Category.FULL && member.population() == null
                    || member.category() == Category.CORPORATE && member.employees() == null;
            if ((gdp || figure) && fees.assess(FeeQuestion.of(member, feeYear, edition)) instanceof FeeUnknown unknown) {
                missing.add(new Missing(member.name() + " (" + member.number() + ")", unknown.words()));
            } else if (!InvoiceLetters.reachable(who.getOrDefault(member.number(), Map.of()))) {
                missing.add(new Missing(member.name() + " (" + member.number() + ")", texts.get("invoicing.reason.CONTACT_MISSING")));
            }
        }
        return missing;
    }

    /**
     * The Treasurer has prepared the run; what was assessed before is computed anew.
     *
     * @param editionReason why the figures aren't the latest; null where they are
     */
    @Transactional
    public void prepared(int feeYear, String gdpEdition, String editionReason, String by) {
        InvoicingRun run = current(feeYear);
        jdbc.sql("delete from invoicing_run_line where run = :run").param("run", run.id()).update();
        jdbc.sql("""
                update invoicing_run set state = 'ASSESSING', gdp_edition = :edition, edition_reason = :reason, prepared_by = :by, prepared_at = :at, approved_by = null,
                  approved_at = null, approval_note = null where id = :run""")
                .param("edition", gdpEdition).param("reason", editionReason).param("by", by).param("at", Invoices.utc(calendar.now())).param("run", run.id()).update();
    }

    /**
     * Writes what the run says of each member, some hundred at a time, each in a transaction of its own; members that have
     * their line are left as they are.
     */
    public void assess(int feeYear) {
        InvoicingRun run = current(feeYear);
        List<Member> everyone = everyone(feeYear);
        List<String> done = jdbc.sql("select member_number from invoicing_run_line where run = :run").param("run", run.id()).query(String.class).list();
        Map<String, Integer> positions = new HashMap<>();
        everyone.forEach(member -> positions.put(member.number(), positions.size() + 1));
        Set<String> has = new HashSet<>(done);
        List<Member> rest = everyone.stream().filter(member -> !has.contains(member.number())).toList();
        Map<String, String> invoiced = invoiced(feeYear);
        for (int from = 0; from < rest.size(); from += ASSESSED_AT_ONCE) {
            List<Member> some = rest.subList(from, Math.min(rest.size(), from + ASSESSED_AT_ONCE));
            own.executeWithoutResult(status -> {
                Map<String, Map<ContactRole, Contact>> who = contacts.all(some.stream().map(Member::number).toList());
                List<Object[]> rows = some.stream().map(member -> row(run, positions.get(member.number()),
                        line(member, run, invoiced.get(member.number()), who.getOrDefault(member.number(), Map.of())))).toList();
                batch.batchUpdate("""
                        insert into invoicing_run_line (run, member_number, position, member_name, local_name, country_name, category, standing,
                          state, reason_code, reason, amount, currency, assessment, invoice_number)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?) on conflict do nothing""", rows);
            });
        }
        jdbc.sql("update invoicing_run set state = 'ASSESSED' where id = :run and state = 'ASSESSING'").param("run", run.id()).update();
    }

    /** Everyone the list speaks of: present members, who pays although it left, who left in the year before. */
    private List<Member> everyone(int feeYear) {
        Map<String, Member> all = new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        members.endedIn(feeYear - 1).forEach(member -> all.put(member.number(), member));
        members.search(null, null, null).forEach(member -> all.put(member.number(), member));
        members.payingMembers(feeYear).forEach(member -> all.put(member.number(), member));
        return List.copyOf(all.values());
    }

    private RunLine line(Member member, InvoicingRun run, String invoice, Map<ContactRole, Contact> who) {
        people.giveWay();
        int year = run.feeYear();
        if (invoice != null) {
            return line(member, LineState.NOT_DUE, "ALREADY_INVOICED", texts.get("invoicing.reason.ALREADY_INVOICED", invoice), null);
        }
        if (member.standing() == Standing.ASSOCIATE) {
            return line(member, LineState.NOT_DUE, "ASSOCIATE", texts.get("invoicing.reason.ASSOCIATE"), null);
        }
        if (member.endedOn() != null && member.endedOn().getYear() < year) {
            return line(member, LineState.NOT_DUE, "LEFT", texts.get("invoicing.reason.LEFT", Usd.day(member.endedOn())), null);
        }
        if (member.joined().getYear() >= year) {
            return line(member, LineState.NOT_DUE, "JOINED", texts.get("invoicing.reason.JOINED", Usd.day(member.joined()),
                    String.valueOf(member.joined().getYear() + 1)), null);
        }
        FeeAnswer answer = fees.assess(member, year, run.gdpEdition());
        if (answer instanceof FeeUnknown unknown) {
            return line(member, LineState.PARKED, unknown.reasonCode(), unknown.words(), null);
        }
        FeeAssessment fee = (FeeAssessment) answer;
        if (fee.exemption() != null) {
            return line(member, LineState.EXEMPT, "EXEMPT", fee.exemption().words(), fee);
        }
        if (!InvoiceLetters.reachable(who)) {
            return line(member, LineState.PARKED, "CONTACT_MISSING", texts.get("invoicing.reason.CONTACT_MISSING"), null);
        }
        return line(member, LineState.DUE, null, fee.sentence(), fee);
    }

    private static RunLine line(Member member, LineState state, String code, String words, FeeAssessment fee) {
        return new RunLine(member.number(), member.name(), member.localName(), member.countryName(), member.category().name(),
                member.standing().name(), state, code, words, fee == null ? null : fee.amount(), fee == null ? null : fee.currency(), fee, null);
    }

    private Object[] row(InvoicingRun run, int position, RunLine line) {
        return new Object[] {run.id(), line.memberNumber(), position, line.memberName(), line.localName(), line.countryName(), line.category(),
                line.standing(), line.state().name(), line.reasonCode(), line.reason(), line.amount(), line.currency(),
                line.assessment() == null ? null : assessments.write(line.assessment()), null};
    }

    /** The invoice that each member has for that fee year, by member number. */
    private Map<String, String> invoiced(int feeYear) {
        Map<String, String> invoiced = new HashMap<>();
        jdbc.sql("select member_number, number from invoice where fee_year = :year and kind = 'ANNUAL_FEE' and state <> 'CANCELLED'")
                .param("year", feeYear).query((row, i) -> invoiced.put(row.getString(1), row.getString(2))).list();
        return invoiced;
    }

    /** A process owner approved the list: from now on it is frozen. */
    @Transactional
    public void approved(int feeYear, String by, String note) {
        jdbc.sql("""
                update invoicing_run set state = 'ISSUING', approved_by = :by, approved_at = :at, approval_note = :note
                where fee_year = :year and state = 'ASSESSED'""")
                .param("by", by).param("at", Invoices.utc(calendar.now())).param("note", note).param("year", feeYear).update();
    }

    /** The approver sends the run back to the Treasurer. */
    @Transactional
    public void sentBack(int feeYear, String note) {
        jdbc.sql("update invoicing_run set state = 'PREPARING', approval_note = :note where fee_year = :year and state = 'ASSESSED'")
                .param("note", note).param("year", feeYear).update();
    }

    /** Members that are due in that run and have no number yet, the next chunk of them. */
    public List<String> nextToNumber(long run) {
        return jdbc.sql("select member_number from invoicing_run_line where run = :run and state = 'DUE' order by position limit :chunk")
                .param("run", run).param("chunk", settings.chunk()).query(String.class).list();
    }

    /** Whether members of that run are due and have no number yet. */
    public boolean moreToNumber(long run) {
        return jdbc.sql("select exists (select 1 from invoicing_run_line where run = :run and state = 'DUE')").param("run", run)
                .query(Boolean.class).single();
    }

    /**
     * Numbers these members' frozen assessments, in the caller's short transaction: whoever numbers at the same time waits for
     * its end. The numbers have no gap, since a transaction that is given up gives its numbers back.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Numbered> number(long run, List<String> memberNumbers) {
        String[] due = jdbc.sql("""
                select member_number from invoicing_run_line where run = :run and state = 'DUE' and member_number = any (:members)
                order by position for update""")
                .param("run", run).param("members", memberNumbers.toArray(String[]::new)).query(String.class).list().toArray(String[]::new);
        if (due.length == 0) {
            return List.of();
        }
        Instant now = calendar.now();
        LocalDate issued = calendar.today();
        LocalDate dueOn = issued.plusDays(settings.dueDays());
        int last = jdbc.sql("""
                insert into invoice_counter (year_of_issue, last) values (:year, :count)
                on conflict (year_of_issue) do update set last = invoice_counter.last + :count returning last""")
                .param("year", issued.getYear()).param("count", due.length).query(Integer.class).single();
        String[] numbers = new String[due.length];
        List<Numbered> numbered = new ArrayList<>();
        Instant firstStep = schedule.first(dueOn);
        for (int i = 0; i < due.length; i++) {
            numbers[i] = String.format("%d-%06d", issued.getYear(), last - due.length + 1 + i);
            numbered.add(new Numbered(numbers[i], firstStep));
        }
        jdbc.sql("""
                with given as (
                  update invoicing_run_line l set state = 'INVOICED', invoice_number = x.number
                  from unnest(cast(:numbers as text[]), cast(:members as text[])) as x (number, member)
                  where l.run = :run and l.member_number = x.member
                  returning l.*)
                insert into invoice (number, member_number, member_name, local_name, country_name, fee_year, amount, currency, issued_at,
                  issued_on, first_due_on, due_on, assessment, run)
                select g.invoice_number, g.member_number, g.member_name, g.local_name, g.country_name, r.fee_year, g.amount, g.currency,
                  cast(:at as timestamptz), cast(:issued as date), cast(:due as date), cast(:due as date), g.assessment, g.run
                from given g join invoicing_run r on r.id = g.run""")
                .param("numbers", numbers).param("members", due).param("run", run).param("at", Invoices.utc(now)).param("issued", issued)
                .param("due", dueOn).update();
        return numbered;
    }

    /** Puts a member aside that could not be numbered; it never keeps the others. */
    @Transactional
    public void park(long run, String memberNumber, String why) {
        jdbc.sql("""
                update invoicing_run_line set state = 'PARKED', reason_code = 'TROUBLE', reason = :why, assessment = null, amount = null
                where run = :run and member_number = :member and state = 'DUE'""")
                .param("why", texts.get("invoicing.reason.TROUBLE", why)).param("run", run).param("member", memberNumber).update();
    }

    /** Closes the run and writes to exempt members. */
    @Transactional
    public void close(int feeYear) {
        Optional<InvoicingRun> open = openRun(feeYear);
        if (open.isEmpty()) {
            return;
        }
        InvoicingRun run = open.get();
        List<Letter> exempt = lines(run.id(), LineState.EXEMPT, null).stream().map(line -> letters.exempt(line, feeYear)).flatMap(Optional::stream).toList();
        outbox.postAll(exempt);
        jdbc.sql("update invoicing_run set state = 'CLOSED', closed_at = :at where id = :run").param("at", Invoices.utc(calendar.now()))
                .param("run", run.id()).update();
    }

    /** Gives the run up; nothing was issued. */
    @Transactional
    public void cancel(int feeYear) {
        jdbc.sql("""
                update invoicing_run set state = 'CANCELLED', closed_at = :at where fee_year = :year and state in ('PREPARING', 'ASSESSING', 'ASSESSED')""")
                .param("at", Invoices.utc(calendar.now())).param("year", feeYear).update();
    }

    /**
     * The list of a run, by country and name.
     *
     * @param state null for all
     * @param q     part of a member's name, number or country; may be null
     */
    public List<RunLine> lines(long run, LineState state, String q) {
        String like = q == null || q.isBlank() ? null : "%" + q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        return jdbc.sql("""
                select * from invoicing_run_line where run = :run and (cast(:state as text) is null or state = :state)
                  and (cast(:q as text) is null or member_name ilike :q or local_name ilike :q or member_number ilike :q or country_name ilike :q)
                order by country_name, member_name, position""")
                .param("run", run).param("state", state == null ? null : state.name()).param("q", like).query(this::line).list();
    }

    /** The run in figures. */
    public RunTotals totals(long run) {
        Map<LineState, Integer> counts = new EnumMap<>(LineState.class);
        Map<LineState, BigDecimal> sums = new EnumMap<>(LineState.class);
        jdbc.sql("select state, count(*) as count, coalesce(sum(amount), 0) as sum from invoicing_run_line where run = :run group by state")
                .param("run", run).query((row, i) -> {
                    counts.put(LineState.valueOf(row.getString("state")), row.getInt("count"));
                    return sums.put(LineState.valueOf(row.getString("state")), row.getBigDecimal("sum"));
                }).list();
        return new RunTotals(counts, sums.getOrDefault(LineState.DUE, BigDecimal.ZERO), sums.getOrDefault(LineState.INVOICED, BigDecimal.ZERO));
    }

    /** What each category and country comes to: label, members, sum. */
    public Map<String, RunTotals> totalsByCategory(long run) {
        Map<String, RunTotals> totals = new LinkedHashMap<>();
        jdbc.sql("""
                select category, count(*) as count, coalesce(sum(amount), 0) as sum from invoicing_run_line
                where run = :run and state in ('DUE', 'INVOICED') group by category order by category desc""")
                .param("run", run).query((row, i) -> totals.put(row.getString("category"), new RunTotals(
                        Map.of(LineState.DUE, row.getInt("count")), row.getBigDecimal("sum"), BigDecimal.ZERO))).list();
        return totals;
    }

    /** Invoices of the run that could not be sent with it and still aren't. */
    public List<String> unsent(long run) {
        return jdbc.sql("select number from invoice where run = :run and sent_at is null and state <> 'CANCELLED' order by number").param("run", run)
                .query(String.class).list();
    }

    /**
     * An example of an invoice that the run would issue.
     *
     * @param memberNumber null for the first one that is due
     */
    public Optional<byte[]> preview(long run, String memberNumber) {
        return lines(run, null, null).stream()
                .filter(line -> line.state() == LineState.DUE || line.state() == LineState.INVOICED)
                .filter(line -> memberNumber == null || line.memberNumber().equals(memberNumber)).findFirst()
                .map(line -> {
                    LocalDate today = calendar.today();
                    LocalDate due = today.plusDays(settings.dueDays());
                    Invoice example = new Invoice(texts.get("invoicing.paper.noNumber"), line.memberNumber(), line.memberName(), line.localName(),
                            line.countryName(), line.assessment().feeYear(), line.amount(), line.currency(), BigDecimal.ZERO, calendar.now(), today,
                            due, due, line.assessment(), run, InvoiceState.OPEN, null, null, null, null, 0, 0, null, null, 0, null, null, null);
                    return paper.draw(example, InvoiceLetters.billing(contacts.all(List.of(line.memberNumber()))
                            .getOrDefault(line.memberNumber(), Map.of())), true);
                });
    }

    /** The edition that serves unless the Treasurer names another. */
    public Optional<GdpEdition> latestEdition() {
        return editions.latest();
    }

    /** Whether the run's figures were published more than twelve months before it was prepared. */
    public boolean editionIsStale(InvoicingRun run) {
        LocalDate day = run.preparedAt() == null ? calendar.today() : calendar.dayOf(run.preparedAt());
        return editions.find(run.gdpEdition()).filter(edition -> edition.stale(day)).isPresent();
    }

    /** All editions, the latest first. */
    public List<GdpEdition> editions() {
        return editions.all();
    }

    /** Whether the fee chart is confirmed for that year. */
    public boolean chartConfirmed(int feeYear) {
        return charts.inForce(feeYear).confirmed();
    }

    /** Confirms the fee chart for that year in this account's name; what was confirmed stays as it is. */
    @Transactional
    public void confirmChart(int feeYear, String by) {
        charts.confirm(feeYear, by);
    }

    private RunLine line(ResultSet row, int index) throws SQLException {
        return new RunLine(row.getString("member_number"), row.getString("member_name"), row.getString("local_name"), row.getString("country_name"),
                row.getString("category"), row.getString("standing"), LineState.valueOf(row.getString("state")), row.getString("reason_code"),
                row.getString("reason"), row.getBigDecimal("amount"), row.getString("currency"), assessments.read(row.getString("assessment")),
                row.getString("invoice_number"));
    }

    private static InvoicingRun run(ResultSet row, int index) throws SQLException {
        return new InvoicingRun(row.getLong("id"), row.getInt("fee_year"), row.getInt("ordinal"), RunState.valueOf(row.getString("state")),
                Invoices.instant(row, "opened_at"), row.getString("gdp_edition"), row.getString("edition_reason"), row.getString("prepared_by"),
                Invoices.instant(row, "prepared_at"), row.getString("approved_by"), Invoices.instant(row, "approved_at"), row.getString("approval_note"), Invoices.instant(row, "closed_at"));
    }
}
