package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.wego.membership.letter.LetterDesk;

/**
 * What came of a run that is closed: whether what was approved was issued, who was not invoiced and why, and which letters have
 * not arrived. What the run did is frozen; what became of its invoices and letters is as of now.
 */
@Service
public class RunClosing {

    /** Invoices and what they come to, in USD. */
    public record Part(int invoices, BigDecimal sum) {

        static final Part NONE = new Part(0, BigDecimal.ZERO);

        Part plus(Part other) {
            return new Part(invoices + other.invoices, sum.add(other.sum));
        }

        boolean is(Part other) {
            return invoices == other.invoices && sum.compareTo(other.sum) == 0;
        }
    }

    /** Members that were not invoiced for one reason, and what they were asked the year before, in USD. */
    public record Group(LineState state, String code, int members, BigDecimal before) {
    }

    /** The letter of an invoice that has not arrived. */
    public record Undelivered(String invoice, String member, LetterDesk.State state, String to, String why) {
    }

    /**
     * The report.
     *
     * @param approved    null for a run that was approved before this was kept
     * @param issued      what the run's lines say was invoiced
     * @param putAside    approved, and not issued because the member met trouble
     * @param became      the issued invoices by what has become of them
     * @param groups      who was not invoiced, by reason
     * @param posted      letters by how they fared
     * @param withoutMail invoices that have no letter: nothing was sent, or they go by post
     * @param doubtful    letters that a crash may have sent twice
     */
    public record Report(Part approved, Part issued, Part putAside, Map<InvoiceState, Part> became, List<Group> groups, Map<LetterDesk.State, Long> posted,
            int withoutMail, long doubtful, List<Undelivered> undelivered) {

        /** Whether what was approved is what was issued and put aside, and what was issued is what became of it. */
        public boolean addsUp() {
            return (approved == null || approved.is(issued.plus(putAside))) && issued.is(became.values().stream().reduce(Part.NONE, Part::plus));
        }

        /** How many members were not invoiced. */
        public int notInvoiced() {
            return groups.stream().mapToInt(Group::members).sum();
        }
    }

    private final JdbcClient jdbc;
    private final RunList list;
    private final LetterDesk letters;

    RunClosing(JdbcClient jdbc, RunList list, LetterDesk letters) {
        this.jdbc = jdbc;
        this.list = list;
        this.letters = letters;
    }

    /** The report of a run. */
    public Report of(InvoicingRun run) {
        RunTotals totals = list.totals(run.id());
        Map<InvoiceState, Part> became = new EnumMap<>(InvoiceState.class);
        jdbc.sql("select state, count(*) as invoices, sum(amount) as sum from invoice where run = :run and replaces is null group by state").param("run", run.id())
                .query((row, i) -> became.put(InvoiceState.valueOf(row.getString("state")), new Part(row.getInt("invoices"), row.getBigDecimal("sum")))).list();
        Map<String, String> members = jdbc.sql("select number, member_name from invoice where run = :run and replaces is null").param("run", run.id())
                .query((row, i) -> Map.entry(row.getString("number"), row.getString("member_name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<LetterDesk.Fared> fared = letters.fared(InvoiceLetter.INVOICE.name(), members.keySet());
        Map<LetterDesk.State, Long> posted = fared.stream().collect(Collectors.groupingBy(LetterDesk.Fared::state, () -> new EnumMap<>(LetterDesk.State.class),
                Collectors.counting()));
        return new Report(run.approvedInvoices() == null ? null : new Part(run.approvedInvoices(), run.approvedSum()),
                new Part(totals.of(LineState.INVOICED), totals.invoiced()), putAside(run), became, groups(run), posted, members.size() - fared.size(),
                fared.stream().filter(LetterDesk.Fared::ambiguous).count(), fared.stream().filter(letter -> letter.state() != LetterDesk.State.SENT)
                        .map(letter -> new Undelivered(letter.about(), members.get(letter.about()), letter.state(), String.join(", ", letter.to()), letter.lastError()))
                        .toList());
    }

    private Part putAside(InvoicingRun run) {
        return jdbc.sql("""
                select count(*) as invoices, coalesce(sum(amount), 0) as sum from invoicing_run_line
                where run = :run and state = 'PARKED' and reason_code = 'TROUBLE'""").param("run", run.id())
                .query((row, i) -> new Part(row.getInt("invoices"), row.getBigDecimal("sum"))).single();
    }

    private List<Group> groups(InvoicingRun run) {
        return jdbc.sql("""
                select state, reason_code, count(*) as members, coalesce(sum(before_amount), 0) as before from invoicing_run_line
                where run = :run and state <> 'INVOICED' group by state, reason_code
                order by array_position(array['DUE', 'PARKED', 'EXEMPT', 'NOT_DUE'], state), count(*) desc, reason_code""").param("run", run.id())
                .query((row, i) -> new Group(LineState.valueOf(row.getString("state")), row.getString("reason_code"), row.getInt("members"),
                        row.getBigDecimal("before"))).list();
    }

    /**
     * Whoever was not invoiced and would usually be: parked, exempt, left out, or asked the year before. New members, Associates and
     * who has an invoice of this year are only counted.
     */
    public List<RunLine> missed(InvoicingRun run) {
        List<RunLine> missed = new ArrayList<>();
        for (LineState state : List.of(LineState.PARKED, LineState.EXEMPT, LineState.NOT_DUE)) {
            list.lines(run.id(), state, null).stream().filter(line -> state != LineState.NOT_DUE || "LEFT_OUT".equals(line.reasonCode())
                    || line.difference() != null && line.difference().kind() == LineDifference.Kind.LEFT).forEach(missed::add);
        }
        return missed;
    }
}
