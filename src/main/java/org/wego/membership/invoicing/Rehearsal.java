package org.wego.membership.invoicing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.PeopleFirst;
import org.wego.membership.fee.FeeAnswer;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.FeeUnknown;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.site.Texts;

/**
 * What a run would do, said of every member before anything is done: due, not due, exempt or parked, each with its reason.
 * Every step may run twice or be broken off at any point; it goes on where it stopped.
 */
@Service
public class Rehearsal {

    /** A member whose fee can't be told, for the Treasurer. */
    public record Missing(String member, String reason) {
    }

    /** An invoice that a member has for the year, or that settled the year by being credited. */
    private record Billed(String invoice, boolean credited) {
    }

    /** What is asked for every member of a run. */
    private record Asked(Liability.OfYear liability, Map<String, String> leftOut, Function<Member, FeeAnswer> fees) {
    }

    private static final int ASSESSED_AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Members members;
    private final Contacts contacts;
    private final Fees fees;
    private final GdpEditions editions;
    private final Assessments assessments;
    private final InvoicingRuns runs;
    private final ParkedCases parked;
    private final RunDifferences differences;
    private final Liability liability;
    private final Texts texts;
    private final PeopleFirst people;
    private final TransactionTemplate own;

    Rehearsal(JdbcClient jdbc, JdbcTemplate batch, Members members, Contacts contacts, Fees fees, GdpEditions editions,
            Assessments assessments, InvoicingRuns runs, RunDifferences differences, ParkedCases parked, Liability liability, Texts texts, PeopleFirst people,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.members = members;
        this.contacts = contacts;
        this.fees = fees;
        this.editions = editions;
        this.assessments = assessments;
        this.runs = runs;
        this.parked = parked;
        this.differences = differences;
        this.liability = liability;
        this.texts = texts;
        this.people = people;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** How many members the run would look at as due: paying members without an invoice of that year. */
    public int dueMembers(int feeYear) {
        Map<String, Billed> invoiced = invoiced(feeYear);
        return (int) members.payingMembers(feeYear).stream().filter(member -> !invoiced.containsKey(member.number())).count();
    }

    /** Members of whom a figure or an address is missing, found without computing any fee. */
    public List<Missing> missing(int feeYear, String edition) {
        Map<String, Billed> invoiced = invoiced(feeYear);
        List<Member> paying = members.payingMembers(feeYear).stream().filter(member -> !invoiced.containsKey(member.number())).toList();
        Map<String, Map<ContactRole, Contact>> who = contacts.all(paying.stream().map(Member::number).toList());
        List<Missing> missing = new ArrayList<>();
        for (Member member : paying) {
            boolean gdp = member.category() != Category.CORPORATE
                    && editions.figure(edition, member.country(), Fees.gdpYear(feeYear)).isEmpty();
            boolean figure = member.category() == Category.FULL && member.population() == null
                    || member.category() == Category.CORPORATE && member.employees() == null;
            if ((gdp || figure) && fees.assess(member, feeYear, edition) instanceof FeeUnknown unknown) {
                missing.add(new Missing(member.name() + " (" + member.number() + ")", unknown.words()));
            } else if (!InvoiceLetters.deliverable(who.getOrDefault(member.number(), Map.of()))) {
                missing.add(new Missing(member.name() + " (" + member.number() + ")", texts.get("invoicing.reason.CONTACT_MISSING")));
            }
        }
        return missing;
    }

    /**
     * Writes what the run says of each member, some hundred at a time, each in a transaction of its own; members that have
     * their line are left as they are.
     */
    public void assess(int feeYear) {
        InvoicingRun run = runs.current(feeYear);
        List<Member> everyone = everyone(feeYear);
        List<String> done = jdbc.sql("select member_number from invoicing_run_line where run = :run").param("run", run.id()).query(String.class).list();
        Map<String, Integer> positions = new HashMap<>();
        everyone.forEach(member -> positions.put(member.number(), positions.size() + 1));
        Set<String> has = new HashSet<>(done);
        Asked asked = new Asked(liability.of(feeYear), parked.leftOut(run.id()), fees.assessor(feeYear, run.gdpEdition()));
        List<Member> rest = everyone.stream().filter(member -> !has.contains(member.number())).toList();
        Map<String, Billed> invoiced = invoiced(feeYear);
        for (int from = 0; from < rest.size(); from += ASSESSED_AT_ONCE) {
            List<Member> some = rest.subList(from, Math.min(rest.size(), from + ASSESSED_AT_ONCE));
            own.executeWithoutResult(status -> {
                Map<String, Map<ContactRole, Contact>> who = contacts.all(some.stream().map(Member::number).toList());
                List<Object[]> rows = some.stream().map(member -> row(run, positions.get(member.number()),
                        line(member, asked, invoiced.get(member.number()), who.getOrDefault(member.number(), Map.of())),
                        who.getOrDefault(member.number(), Map.of()))).toList();
                batch.batchUpdate("""
                        insert into invoicing_run_line (run, member_number, position, member_name, local_name, country_name, category, standing,
                          state, reason_code, reason, amount, currency, assessment, invoice_number, flags)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, cast(? as text[])) on conflict do nothing""", rows);
            });
        }
        differences.compare(run);
        jdbc.sql("update invoicing_run set state = 'ASSESSED' where id = :run and state = 'ASSESSING'").param("run", run.id()).update();
    }

    /** What the run that issued an invoice would say of its member now, by the same rules, for one that is to take its place. */
    RunLine replacement(Invoice invoice) {
        Member member = members.forFeeYear(invoice.memberNumber(), invoice.feeYear()).orElseThrow();
        Asked asked = new Asked(liability.of(invoice.feeYear()), Map.of(), fees.assessor(invoice.feeYear(), runs.get(invoice.run()).gdpEdition()));
        return line(member, asked, null, contacts.all(List.of(member.number())).getOrDefault(member.number(), Map.of()));
    }

    /** Everyone the list speaks of: present members, who pays although it left, who left in the year before. */
    private List<Member> everyone(int feeYear) {
        Map<String, Member> all = new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        members.endedIn(feeYear - 1).forEach(member -> all.put(member.number(), member));
        members.search(null, null, null).forEach(member -> all.put(member.number(), member));
        members.payingMembers(feeYear).forEach(member -> all.put(member.number(), member));
        return List.copyOf(all.values());
    }

    private RunLine line(Member member, Asked asked, Billed billed, Map<ContactRole, Contact> who) {
        people.giveWay();
        if (billed != null) {
            String code = billed.credited() ? "CREDITED" : "ALREADY_INVOICED";
            return line(member, LineState.NOT_DUE, code, texts.get("invoicing.reason." + code, billed.invoice()), null);
        }
        Liability.Answer liable = asked.liability().of(member);
        if (!liable.liable()) {
            return line(member, LineState.NOT_DUE, liable.reason(), liable.words(), null);
        }
        if (asked.leftOut().containsKey(member.number())) {
            return line(member, LineState.NOT_DUE, "LEFT_OUT", texts.get("invoicing.reason.LEFT_OUT", asked.leftOut().get(member.number())), null);
        }
        FeeAnswer answer = asked.fees().apply(member);
        if (answer instanceof FeeUnknown unknown) {
            return line(member, LineState.PARKED, unknown.reasonCode(), unknown.words(), null);
        }
        FeeAssessment fee = (FeeAssessment) answer;
        if (fee.exemption() != null) {
            return line(member, LineState.EXEMPT, "EXEMPT", fee.exemption().words(), fee);
        }
        if (fee.due().signum() == 0) {
            return line(member, LineState.EXEMPT, "WAIVED", fee.concession().words(), fee);
        }
        if (!InvoiceLetters.deliverable(who)) {
            return line(member, LineState.PARKED, "CONTACT_MISSING", texts.get("invoicing.reason.CONTACT_MISSING"), null);
        }
        return line(member, LineState.DUE, liable.words() == null ? null : liable.reason(), said(fee, liable.words()), fee);
    }

    /** The amount's sentence and what the reader of the list should look at. */
    private String said(FeeAssessment fee, String liable) {
        List<String> said = new ArrayList<>(List.of(fee.sentence()));
        fee.oldFigures().forEach(figure -> said.add(texts.get("invoicing.flag.old." + figure, fee.yearOf(figure).toString())));
        if (liable != null) {
            said.add(liable);
        }
        return String.join(". ", said);
    }

    private static RunLine line(Member member, LineState state, String code, String words, FeeAssessment fee) {
        return new RunLine(member.number(), member.name(), member.localName(), member.countryName(), member.category().name(),
                member.standing().name(), state, code, words, fee == null ? null : state == LineState.DUE ? fee.due() : fee.amount(), fee == null ? null : fee.currency(), fee, null);
    }

    private Object[] row(InvoicingRun run, int position, RunLine line, Map<ContactRole, Contact> who) {
        return new Object[] {run.id(), line.memberNumber(), position, line.memberName(), line.localName(), line.countryName(), line.category(),
                line.standing(), line.state().name(), line.reasonCode(), line.reason(), line.amount(), line.currency(),
                line.assessment() == null ? null : assessments.write(line.assessment()), null,
                LineFlag.of(line, who).stream().map(LineFlag::name).collect(Collectors.joining(",", "{", "}"))};
    }

    /** The invoice that each member has for that fee year, or that was credited for good, by member number. */
    private Map<String, Billed> invoiced(int feeYear) {
        Map<String, Billed> invoiced = new HashMap<>();
        jdbc.sql("""
                select member_number, number, state = 'CANCELLED' as credited from invoice
                where fee_year = :year and kind = 'ANNUAL_FEE' and (state <> 'CANCELLED' or settled_year) order by credited desc""")
                .param("year", feeYear).query((row, i) -> invoiced.put(row.getString(1), new Billed(row.getString(2), row.getBoolean(3)))).list();
        return invoiced;
    }
}
