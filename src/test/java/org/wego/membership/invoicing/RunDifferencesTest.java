package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.site.FileHeadersTest;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Processes;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Standing;

/** A run held against the year before, with companies, whose fees need no figure of the IMF. */
@HouseTest
class RunDifferencesTest {

    private static final int BEFORE = 2061;
    private static final int NOW = 2062;
    private static final RequestPostProcessor TREASURER = user("treasurer").roles("treasurer");

    @Autowired
    WebApplicationContext house;
    @Autowired
    InvoicingRuns runs;
    @Autowired
    Rehearsal rehearsal;
    @Autowired
    RunDifferences differences;
    @Autowired
    RunList list;
    @Autowired
    RunWords words;
    @Autowired
    InvoiceNumbers numbers;
    @Autowired
    Processes processes;

    MockMvc web;
    Year year;
    String country = "ISL";

    @BeforeEach
    void begin() {
        web = MockMvcBuilders.webAppContextSetup(house).apply(springSecurity()).build();
        year = new Year(house);
    }

    @AfterEach
    void close() {
        year.jdbc.sql("update invoicing_run set state = 'CLOSED' where fee_year in (2061, 2062) and state not in ('CLOSED', 'CANCELLED')").update();
        year.tidy();
    }

    private Member company(String name, Long employees, int since) {
        return year.admit(Category.CORPORATE, Standing.CORPORATE, MemberDetails.company(Year.unique(name), null, country, null, employees, 2060),
                LocalDate.of(since, 3, 1), true);
    }

    private void employ(Member member, Long employees) {
        year.members.revise(member.number(), MemberDetails.company(member.name(), null, country, null, employees, employees == null ? null : 2061), "test");
    }

    private InvoicingRun assess(int feeYear) {
        assertThat(runs.open(feeYear)).isTrue();
        runs.prepared(feeYear, "2025-10", null, "treasurer");
        rehearsal.assess(feeYear);
        return runs.current(feeYear);
    }

    private void invoice(InvoicingRun run, Member... members) {
        runs.approved(run.feeYear(), "owner", null);
        processes.apart(() -> numbers.number(run.id(), java.util.Arrays.stream(members).map(Member::number).toList()));
        runs.close(run.feeYear());
    }

    private RunLine line(InvoicingRun run, Member member) {
        return list.lines(run.id(), null, member.number()).stream().filter(line -> line.memberNumber().equals(member.number())).findFirst().orElseThrow();
    }

    @Test
    void everyLineSaysHowItDiffersFromTheYearBeforeAndTheSumsAddUp() throws Exception {
        Member same = company("=SUM(A1) Same", 40L, 2050);
        Member other = company("Band", 40L, 2050);
        Member within = company("Within", 40L, 2050);
        Member fee = company("Fee", 40L, 2050);
        Member left = company("Left", 40L, 2050);
        Member parked = company("Parked", 40L, 2050);
        Member spared = company("Spared", 40L, 2050);
        Member forgotten = company("Forgotten", 40L, 2050);
        InvoicingRun last = assess(BEFORE);
        assertThat(line(last, same).difference().kind()).as("no run of the year before").isEqualTo(LineDifference.Kind.UNBILLED);
        // exempt by hand: no referral counts in so far a year
        year.jdbc.sql("update invoicing_run_line set state = 'EXEMPT' where run = ? and member_number = ?").params(last.id(), spared.number()).update();
        invoice(last, same, other, within, fee, left, parked);
        year.jdbc.sql("update invoice set amount = 900 where member_number = ? and fee_year = ?").params(fee.number(), BEFORE).update();

        employ(other, 300L);
        employ(within, 45L);
        employ(parked, null);
        year.members.end(left.number(), LocalDate.of(BEFORE, 6, 30), "left");
        Member fresh = company("New", 5_000L, BEFORE);
        year.jdbc.sql("delete from contact where member_number = ? and role = 'BILLING'").param(fresh.number()).update();
        InvoicingRun run = assess(NOW);

        assertThat(line(run, same)).satisfies(line -> {
            assertThat(line.difference().kind()).isEqualTo(LineDifference.Kind.SAME);
            assertThat(line.difference().before()).isEqualByComparingTo("1000");
            assertThat(line.difference().invoice()).isNotNull();
            assertThat(line.flags()).isEmpty();
        });
        assertThat(line(run, other)).satisfies(line -> {
            assertThat(line.difference().kind()).isEqualTo(LineDifference.Kind.BAND);
            assertThat(words.difference(line, NOW)).isEqualTo("USD 1,000 → USD 5,000: employees 1–49 → 250–999");
        });
        assertThat(line(run, within).difference().kind()).as("more people, the same band").isEqualTo(LineDifference.Kind.SAME);
        assertThat(words.difference(line(run, fee), NOW)).isEqualTo("USD 900 → USD 1,000 in the same band");
        assertThat(words.difference(line(run, left), NOW)).isEqualTo("No longer due: USD 1,000 for 2061");
        assertThat(words.difference(line(run, parked), NOW)).isEqualTo("Parked: USD 1,000 for 2061");
        assertThat(words.difference(line(run, spared), NOW)).isEqualTo("Exempt the year before → USD 1,000");
        assertThat(words.difference(line(run, forgotten), NOW)).isEqualTo("Not invoiced for 2061");
        assertThat(line(run, fresh)).satisfies(line -> {
            assertThat(line.difference().kind()).isEqualTo(LineDifference.Kind.NEW);
            assertThat(line.flags()).containsExactly(LineFlag.NO_BILLING_CONTACT);
        });

        // The way from the sum of the year before to this one, whichever way it is cut
        BigDecimal due = list.totals(run.id()).sum();
        BigDecimal before = year.jdbc.sql("select sum(amount) from invoice where fee_year = ? and state in ('OPEN', 'PAID')").param(BEFORE)
                .query(BigDecimal.class).single();
        for (List<RunSum> sums : List.of(differences.movement(run), differences.byCategory(run), differences.byCountry(run))) {
            assertThat(RunDifferences.total(sums).sum()).isEqualByComparingTo(due);
            assertThat(RunDifferences.total(sums).before()).isEqualByComparingTo(before);
            assertThat(RunDifferences.total(sums).change()).isEqualByComparingTo(due.subtract(before));
        }
        assertThat(differences.byCountry(run)).filteredOn(sum -> sum.key().equals(line(run, same).countryName())).singleElement()
                .satisfies(sum -> assertThat(sum.before()).isEqualByComparingTo("5900"));
        theFilesSayTheSame(run, same, other);
        thePageFindsAndOrders(run, same, other, fresh);

        // A supplementary run counts what the first has asked
        invoice(run, same, other);
        InvoicingRun more = assess(NOW);
        assertThat(line(more, same).difference()).as("invoiced already").isNull();
        RunSum all = RunDifferences.total(differences.movement(more));
        assertThat(all.earlier()).isEqualByComparingTo("6000");
        assertThat(all.year()).isEqualByComparingTo(due);
        assertThat(all.before()).isEqualByComparingTo(before);
        assertThat(RunDifferences.total(differences.byCategory(more)).year()).isEqualByComparingTo(due);
        web.perform(get("/office/runs/" + NOW).with(TREASURER)).andExpect(content().string(containsString("Earlier runs")));
    }

    private void theFilesSayTheSame(InvoicingRun run, Member formula, Member other) throws Exception {
        String csv = file("/list.csv", "text/csv");
        Map<String, CSVRecord> rows = new LinkedHashMap<>();
        try (CSVParser parser = CSVParser.parse(csv.substring(1), CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
            parser.forEach(row -> rows.put(row.get("member"), row));
        }
        assertThat(rows).hasSize(list.found(run.id(), RunFilter.ALL).lines());
        assertThat(rows.get(formula.number()).get("name")).isEqualTo("'" + formula.name());
        assertThat(rows.get(other.number()).toMap()).containsEntry("amount", "5000.00").containsEntry("year before", "1000.00")
                .containsEntry("change", "4000.00").containsEntry("difference", "USD 1,000 → USD 5,000: employees 1–49 → 250–999");
        assertThat(rows.values().stream().filter(row -> row.get("name").startsWith("Left")).findFirst().orElseThrow().get("change"))
                .as("a number stays a number").isEqualTo("-1000.00");
        assertThat(file("/list.csv?difference=BAND&country=" + "Iceland", "text/csv").lines()).hasSize(2);
        assertThat(file("/totals.csv", "text/csv")).contains("\"Corporate Member\"", "\"New: first fee year\"", "\"In all\"");

        byte[] book = web.perform(get("/office/runs/" + NOW + "/list.xlsx").with(TREASURER)).andExpect(status().isOk())
                .andExpect(FileHeadersTest.saved("application/vnd.openxmlformats", "wego-invoicing-2062-1.xlsx")).andReturn().getResponse().getContentAsByteArray();
        Map<String, String> parts = parts(book);
        String sheet = parts.get("xl/worksheets/sheet1.xml");
        assertThat(parts.get("xl/workbook.xml")).contains("Members", "By category", "By country", "Against the year before");
        assertThat(sheet).contains("=SUM(A1) Same", other.name()).doesNotContain("<f>", "<f ");
        assertThat(sheet.split("<row ").length - 1).isEqualTo(rows.size() + 1);
    }

    private String file(String path, String type) throws Exception {
        return web.perform(get("/office/runs/" + NOW + path).with(TREASURER)).andExpect(status().isOk()).andExpect(FileHeadersTest.saved(type, ".csv"))
                .andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private static Map<String, String> parts(byte[] book) throws Exception {
        Map<String, String> parts = new LinkedHashMap<>();
        // Its entries say their sizes only in the directory at the end, as a spreadsheet reads it
        Path file = Files.write(Files.createTempFile("run", ".xlsx"), book);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                parts.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
        return parts;
    }

    private void thePageFindsAndOrders(InvoicingRun run, Member same, Member other, Member fresh) throws Exception {
        String page = "/office/runs/" + NOW;
        web.perform(get(page).with(TREASURER)).andExpect(status().isOk()).andExpect(content().string(containsString("How the sum came about")))
                .andExpect(content().string(containsString("No billing contact")));
        web.perform(get(page).param("difference", "band").param("country", "Iceland").with(TREASURER))
                .andExpect(content().string(containsString(other.name()))).andExpect(content().string(not(containsString(fresh.name()))))
                .andExpect(content().string(containsString("list.xlsx?run=1&amp;difference=BAND&amp;country=Iceland")));
        web.perform(get(page).param("flag", "NO_BILLING_CONTACT").param("country", "Iceland").with(TREASURER))
                .andExpect(content().string(containsString(fresh.name()))).andExpect(content().string(not(containsString(other.name()))));
        web.perform(get(page).param("show", "nothing").param("sort", "'; drop table invoice").param("difference", "ALL").param("from", "999999").with(TREASURER))
                .andExpect(status().isOk());
        List<RunLine> falling = list.lines(run.id(), RunFilter.of(Map.of("country", line(run, same).countryName(), "sort", "change-down")), 0, 3);
        assertThat(falling).extracting(RunLine::memberNumber).startsWith(fresh.number(), other.number());
        web.perform(get(page).param("sort", "change-down").with(TREASURER)).andExpect(content().string(containsString("aria-sort=\"descending\"")));
    }

    @Test
    void theFigureThatIsOldOrAnEstimateIsFlagged() {
        Contact reachable = new Contact("A", null, "a@member.example", null, null);
        var gdp = new org.wego.membership.fee.FeeAssessment.Gdp("KOR", "Korea", 2025, BigDecimal.TEN, true, "2025-10", "IMF");
        for (int populationYear : new int[] {2021, 2022}) {
            var fee = new org.wego.membership.fee.FeeAssessment(Category.FULL, 2027, BigDecimal.TEN, "USD", "membership-fee", 1, true, "full-p1-g1", gdp, 5L,
                    populationYear, "census", null, null, null, null, "why", null, null);
            RunLine line = new RunLine("M-1", "A", null, "Korea", "FULL", "FULL", LineState.DUE, null, "why", BigDecimal.TEN, "USD", fee, null);
            assertThat(LineFlag.of(line, Map.of(ContactRole.BILLING, reachable)).contains(LineFlag.OLD_FIGURE)).as("%d for 2027", populationYear)
                    .isEqualTo(populationYear == 2021);
            assertThat(LineFlag.of(line, Map.of(ContactRole.WORKING, reachable))).contains(LineFlag.ESTIMATE, LineFlag.NO_BILLING_CONTACT);
        }
    }

    @Test
    void aCellIsNeverComputed() {
        assertThat(RunFiles.cell("=1+2")).isEqualTo("\"'=1+2\"");
        assertThat(RunFiles.cell("-5\" ")).isEqualTo("\"'-5\"\" \"");
        assertThat(RunFiles.cell(" \u00a0=1+2")).startsWith("\"'");
        assertThat(RunFiles.cell("\u200b@A1".substring(1))).startsWith("\"'");
        assertThat(RunFiles.cell("＝1+2")).startsWith("\"'");
        assertThat(RunFiles.cell("\t=1")).startsWith("\"'");
        assertThat(RunFiles.cell("Suwon")).isEqualTo("\"Suwon\"");
        assertThat(RunFiles.cell(new BigDecimal("-5.00"))).isEqualTo("-5.00");
        assertThat(RunFiles.cell(null)).isEmpty();
    }
}
