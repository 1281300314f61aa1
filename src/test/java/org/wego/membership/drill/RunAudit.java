package org.wego.membership.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must hold of a run when all is quiet, whatever happened on the way: one invoice a member, numbers without a gap, the
 * same sums in the rows, on the papers and in the letters, each letter once or with a record of doubt, nothing in others' hands.
 */
final class RunAudit {

    /** At most so many letters are in doubt after a crash: as many as are claimed at once. */
    static final int DOUBTS_A_CRASH = 10;

    private static final Pattern USD = Pattern.compile("USD\\s([\\d,]+(?:\\.\\d\\d)?)");

    private record Line(String member, String state, BigDecimal amount, String invoice) {
    }

    private record Issued(String number, String member, String memberName, BigDecimal amount, String state, UUID document, String seal, String stored,
            byte[] paper, String letter, boolean ambiguous, String messageId, String[] recipients) {
    }

    private final JdbcClient jdbc;
    private final long run;
    private int doubts;

    private RunAudit(JdbcClient jdbc, long run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /**
     * Holds a run to all of it.
     *
     * @param mails   what the mail server took, of other runs too
     * @param crashes how many broke in on it
     * @return how many letters are in doubt
     */
    static int hold(JdbcClient jdbc, long run, Collection<Mail> mails, int crashes) {
        RunAudit audit = new RunAudit(jdbc, run);
        Map<String, Issued> issued = audit.oneInvoiceAMember();
        audit.numbersHaveNoGap();
        audit.oneInstanceAnInvoice(issued.keySet());
        audit.papersAndLetters(issued.values(), mails);
        assertThat(audit.doubts).as("letters in doubt after %d crashes", crashes).isLessThanOrEqualTo(DOUBTS_A_CRASH * crashes);
        return audit.doubts;
    }

    private Map<String, Issued> oneInvoiceAMember() {
        assertThat(jdbc.sql("select state from invoicing_run where id = ?").param(run).query(String.class).single()).isEqualTo("CLOSED");
        List<Line> lines = jdbc.sql("select member_number, state, amount, invoice_number from invoicing_run_line where run = ?").param(run)
                .query((row, i) -> new Line(row.getString(1), row.getString(2), row.getBigDecimal(3), row.getString(4))).list();
        assertThat(lines).as("nobody is forgotten").extracting(Line::state).doesNotContain("DUE");
        assertThat(jdbc.sql("select count(*) from invoicing_run_line where run = ? and reason_code = 'TROUBLE'").param(run).query(Integer.class).single())
                .as("nobody is parked for a crash").isZero();
        Map<String, Issued> issued = new HashMap<>();
        Set<String> members = new HashSet<>();
        for (Issued invoice : issued()) {
            issued.put(invoice.number(), invoice);
            assertThat(members.add(invoice.member())).as("one invoice of %s", invoice.member()).isTrue();
        }
        List<Line> invoiced = lines.stream().filter(line -> line.state().equals("INVOICED")).toList();
        assertThat(invoiced).as("a run of nobody shows nothing").isNotEmpty();
        assertThat(invoiced).extracting(Line::invoice).containsExactlyInAnyOrderElementsOf(issued.keySet());
        for (Line line : invoiced) {
            Issued invoice = issued.get(line.invoice());
            assertThat(invoice.member()).isEqualTo(line.member());
            assertThat(invoice.amount()).isEqualByComparingTo(line.amount());
        }
        return issued;
    }

    private List<Issued> issued() {
        return jdbc.sql("""
                select i.number, i.member_number, i.member_name, i.amount, i.document, i.document_sha256, d.sha256, d.content, i.sent_at, i.send_trouble,
                  l.state as letter_state, l.ambiguous, l.message_id, l.recipients || l.copies as everybody, l.content::text as letter_content
                from invoice i left join document d on d.id = i.document left join letter l on l.natural_key = i.number || '/INVOICE'
                where i.run = ? order by i.number""").param(run).query((row, i) -> {
                    String number = row.getString("number");
                    assertThat(row.getObject("sent_at")).as("%s is sent; trouble: %s", number, row.getString("send_trouble")).isNotNull();
                    assertThat(row.getString("letter_state")).as("letter of %s", number).isNotNull();
                    assertThat(row.getString("letter_content")).as("the letter of %s carries the paper that the invoice names", number)
                            .contains(row.getString("document"));
                    return new Issued(number, row.getString("member_number"), row.getString("member_name"), row.getBigDecimal("amount"),
                            row.getString("letter_state"), row.getObject("document", UUID.class), row.getString("document_sha256"), row.getString("sha256"),
                            row.getBytes("content"), number + "/INVOICE", row.getBoolean("ambiguous"), row.getString("message_id"),
                            (String[]) row.getArray("everybody").getArray());
                }).list();
    }

    private void numbersHaveNoGap() {
        jdbc.sql("select year_of_issue, last from invoice_counter").query((row, i) -> Map.entry(row.getInt(1), row.getInt(2))).list().forEach(counter -> {
            List<Integer> serials = jdbc.sql("select cast(substring(number from 6) as integer) from invoice where number like ? order by 1")
                    .param(counter.getKey() + "-______").query(Integer.class).list();
            assertThat(serials).as("numbers of %d", counter.getKey()).isEqualTo(IntStream.rangeClosed(1, counter.getValue()).boxed().toList());
        });
    }

    private void oneInstanceAnInvoice(Set<String> numbers) {
        List<String> running = jdbc.sql("""
                select e.business_key_ from act_ru_execution e join act_re_procdef p on p.id_ = e.proc_def_id_
                where p.key_ = 'member-invoice' and e.parent_id_ is null and e.business_key_ = any (?)""")
                .param(numbers.toArray(String[]::new)).query(String.class).list();
        assertThat(running).as("one instance an invoice").containsExactlyInAnyOrderElementsOf(numbers);
        List<String> timers = jdbc.sql("""
                select e.business_key_ from act_ru_job j join act_ru_execution e on e.id_ = j.process_instance_id_
                where j.type_ = 'timer' and j.duedate_ is not null and e.business_key_ = any (?)""")
                .param(numbers.toArray(String[]::new)).query(String.class).list();
        assertThat(timers).as("one next step an invoice").containsExactlyInAnyOrderElementsOf(numbers);
        assertThat(jdbc.sql("""
                select i.incident_msg_ from act_ru_incident i join act_ru_execution e on e.id_ = i.proc_inst_id_ where e.business_key_ = any (?)""")
                .param(numbers.toArray(String[]::new)).query(String.class).list()).as("incidents").isEmpty();
    }

    private void papersAndLetters(Collection<Issued> issued, Collection<Mail> mails) {
        Map<String, List<Mail>> taken = new HashMap<>();
        mails.forEach(mail -> taken.computeIfAbsent(mail.id(), any -> new ArrayList<>()).add(mail));
        BigDecimal rows = BigDecimal.ZERO;
        BigDecimal papers = BigDecimal.ZERO;
        BigDecimal letters = BigDecimal.ZERO;
        int read = 0;
        for (Issued invoice : issued) {
            String about = invoice.number() + " of " + invoice.memberName();
            rows = rows.add(invoice.amount());
            String paper = text(invoice.paper());
            assertThat(invoice.seal()).as("seal of %s", about).isEqualTo(invoice.stored());
            assertThat(paper).as("paper of %s", about).contains(invoice.number(), invoice.memberName(), invoice.member());
            papers = papers.add(theAmount(paper, about));

            List<Mail> copies = taken.getOrDefault(invoice.messageId(), List.of());
            boolean doubt = invoice.ambiguous();
            doubts += doubt ? 1 : 0;
            // Taken twice by a crash between the server's answer and ours: after the second time somebody has to look
            assertThat(invoice.state()).as("letter of %s", about).isIn(doubt ? List.of("SENT", "REFUSED") : List.of("SENT"));
            assertThat(copies).as("letters of %s; in doubt: %s", about, doubt).hasSizeLessThanOrEqualTo(doubt ? 2 : 1);
            if (invoice.state().equals("SENT")) {
                assertThat(copies).as("letters of %s", about).isNotEmpty();
            }
            List<String> own = jdbc.sql("select email from contact where member_number = ? and email is not null").param(invoice.member())
                    .query(String.class).list();
            assertThat(Arrays.asList(invoice.recipients())).as("addressees of %s", about).isSubsetOf(own);
            for (Mail copy : copies) {
                assertThat(copy.to()).as("addressees of the mail of %s", about).containsExactlyInAnyOrder(invoice.recipients());
                assertThat(copy.text()).as("letter of %s", about).contains(invoice.number(), invoice.memberName());
                assertThat(copy.pdf()).as("paper in the letter of %s", about).hasSize(1);
                assertThat(copy.pdf().get(0)).as("paper in the letter of %s", about).isEqualTo(invoice.paper());
            }
            letters = letters.add(copies.isEmpty() ? invoice.amount() : theAmount(copies.get(0).text(), about));
            read++;
        }
        assertThat(papers).as("sum of %d papers", read).isEqualByComparingTo(rows);
        assertThat(letters).as("sum of %d letters", read).isEqualByComparingTo(rows);
        assertThat(rows).isEqualByComparingTo(jdbc.sql("select sum(amount) from invoicing_run_line where run = ? and state = 'INVOICED'").param(run)
                .query(BigDecimal.class).single());
    }

    /** The one sum of money that a text speaks of. */
    private static BigDecimal theAmount(String text, String about) {
        Set<BigDecimal> amounts = new TreeSet<>();
        Matcher matcher = USD.matcher(text);
        while (matcher.find()) {
            amounts.add(new BigDecimal(matcher.group(1).replace(",", "")));
        }
        assertThat(amounts).as("amounts in the text of %s: %s", about, text).hasSize(1);
        return amounts.iterator().next();
    }

    private static String text(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
