package org.wego.membership.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.wego.membership.FormToken.formToken;
import static org.wego.membership.fee.ChartFileTest.SHIPPED;
import static org.wego.membership.fee.ChartFileTest.amount;
import static org.wego.membership.fee.ChartFileTest.entry;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.task.Task;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.invoicing.Year;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Standing;
import org.wego.membership.site.InvalidInput;

/** A chart on its way: uploaded, shown, decided in Tasklist, and serving from its year on. */
@HouseTest
class FeeChartTest {

    private static final RequestPostProcessor TREASURER = user("treasurer").roles("treasurer");
    private static final String DEARER = amount(amount(SHIPPED, "full-p5-g5", 12_000), "corporate-e1", 1_200);

    @Autowired WebApplicationContext context;
    @Autowired FeeCharts charts;
    @Autowired FeeChartUploads uploads;
    @Autowired Fees fees;
    @Autowired DecisionTables tables;
    @Autowired RepositoryService repository;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired PlatformTransactionManager transactions;
    MockMvc web;
    Year year;

    @BeforeEach
    void setUp() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        year = new Year(context);
        // A chart serves on and on: a fence keeps those of these tests from years that others have computed
        jdbc.sql("""
                insert into fee_chart (key, from_year, ordinal, file_name, sha256, content, written, fingerprint, state, uploaded_by, uploaded_at, decided_by,
                  decided_at, version) values ('fence', 2050, 1, 'x', 'x', '', 'x', 'x', 'CONFIRMED', 'x', now(), 'x', now(), :version)""")
                .param("version", charts.inForce(2027).version()).update();
    }

    /** Other tests' years go by the shipped chart. */
    @AfterEach
    void tidy() {
        year.tasks.createTaskQuery().taskDefinitionKey("confirmFeeChart").list()
                .forEach(task -> year.runtime.deleteProcessInstance(task.getProcessInstanceId(), "test is over"));
        forget();
        jdbc.sql("delete from shipped_chart where from_year > 0").update();
        jdbc.sql("delete from invoicing_run where fee_year between 2041 and 2049").update();
    }

    private void forget() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql("delete from fee_chart").update();
        });
    }

    private MvcResult send(RequestPostProcessor who, String file, String fromYear) throws Exception {
        return web.perform(multipart("/office/charts/uploads").file(new MockMultipartFile("file", "C:\\fees\\membership-fee.dmn", null, file.getBytes(StandardCharsets.UTF_8)))
                .param("fromYear", fromYear).with(formToken()).with(who)).andReturn();
    }

    private String upload(String file, int fromYear) throws Exception {
        MvcResult sent = send(TREASURER, file, String.valueOf(fromYear));
        assertThat(sent.getResponse().getStatus()).as(text(sent)).isEqualTo(302);
        return sent.getResponse().getRedirectedUrl().replaceAll(".*/", "");
    }

    private String page(String address) throws Exception {
        MvcResult shown = web.perform(get(address).with(TREASURER)).andReturn();
        assertThat(shown.getResponse().getStatus()).isEqualTo(200);
        return text(shown);
    }

    private static String text(MvcResult result) throws Exception {
        return Jsoup.parse(result.getResponse().getContentAsString(StandardCharsets.UTF_8)).text();
    }

    private Task task(String key) {
        return year.task(key, "confirmFeeChart");
    }

    private void decide(String key, Map<String, Object> values) {
        year.complete("treasurer", task(key), values);
        year.quiet.drain();
    }

    private void confirmed(String file, int fromYear) throws Exception {
        decide(upload(file, fromYear), Map.of("decision", "confirm"));
    }

    private FeeAssessment company(long employees, int feeYear) {
        return (FeeAssessment) fees.assess(new FeeQuestion(Category.CORPORATE, "KOR", null, null, null, employees, 2025, feeYear, null));
    }

    @Test
    void aChartIsShownDecidedInTasklistAndServesFromItsYearOn() throws Exception {
        Member small = company("Chartley Sensors", 12);
        Member large = company("Chartham Systems", 50_000);
        Member city = year.city("Chartville", "KOR", 6_000_000L, LocalDate.of(2016, 1, 1));
        String key = upload(DEARER, 2043);
        assertThat(key).isEqualTo("fee-chart-2043-1");

        // shown before anything changes, by cell and by member, with what it comes to
        FeeChartUploads.Look look = uploads.look(key).orElseThrow();
        assertThat(look.cells()).containsExactly(
                new ChartDiff.Change(Category.FULL, new Band(5_000_000L, null), new Band(30_000L, null), BigDecimal.valueOf(10_000), BigDecimal.valueOf(12_000)),
                new ChartDiff.Change(Category.CORPORATE, new Band(null, 50L), null, BigDecimal.valueOf(1_000), BigDecimal.valueOf(1_200)));
        assertThat(look.members().ahead()).as("no figures of 2041 are published").isTrue();
        assertThat(look.members().gdpYear()).isEqualTo(2030);
        assertThat(look.members().changed()).contains(new ChartEffects.Changed(small, BigDecimal.valueOf(1_000), BigDecimal.valueOf(1_200)),
                new ChartEffects.Changed(city, BigDecimal.valueOf(10_000), BigDecimal.valueOf(12_000)))
                .extracting(ChartEffects.Changed::member).doesNotContain(large);
        assertThat(look.members().after().subtract(look.members().before())).isEqualByComparingTo(look.members().changed().stream()
                .map(one -> one.after().subtract(one.before())).reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(page("/office/charts/" + key)).contains("Fee chart from 2043 on", "Nothing has changed yet", "membership-fee.dmn", "2043–2049",
                "Cities and local governments: 5 million or more inhabitants × GDP 30,000 or more 10,000 12,000 +2,000",
                "Companies: 1–49 employees 1,000 1,200 +200", small.name(), city.name(), "was 10,000").doesNotContain(large.name(), "C:");
        assertThat(page("/office/charts")).contains("A chart for 2043 waits to be decided", "waits for the Treasurer");
        assertThat(charts.inForce(2043).key()).isNull();
        assertThat(company(12, 2043).amount()).isEqualByComparingTo("1000");

        // the same in Tasklist
        Map<String, Object> shown = year.tasks.getVariables(task(key).getId());
        assertThat(task(key).getName()).isEqualTo("Confirm fee chart from 2043 on");
        assertThat(shown.get("facts").toString()).contains("Cells whose fee changes", "version " + look.before());
        assertThat(shown.get("cells").toString()).contains("5 million or more inhabitants", "12,000");
        assertThat(shown.get("members").toString()).contains(small.number(), "1,200");
        assertThat(shown.get("caseLink").toString()).endsWith("/office/charts/" + key);

        decide(key, Map.of("decision", "confirm"));
        FeeChart chart = charts.inForce(2043);
        assertThat(chart.key()).isEqualTo(key);
        assertThat(chart.confirmed()).isTrue();
        assertThat(chart.confirmedBy()).isEqualTo("treasurer");
        assertThat(charts.inForce(2048).version()).as("and later years").isEqualTo(chart.version());
        assertThat(charts.inForce(2048).confirmed()).isTrue();
        assertThat(charts.inForce(2042).version()).as("earlier years keep theirs").isEqualTo(look.before());
        FeeAssessment fee = company(12, 2043);
        assertThat(fee.amount()).isEqualByComparingTo("1200");
        assertThat(fee.chartVersion()).isEqualTo(chart.version());
        assertThat(fee.chartConfirmed()).isTrue();
        assertThat(fee.ruleId()).isEqualTo("corporate-e1");
        assertThat(fee.sentence()).isEqualTo("USD 1,200: 12 employees worldwide (1–49)");
        assertThat(company(12, 2042).amount()).isEqualByComparingTo("1000");
        assertThat(page("/office/charts/" + key)).contains("This chart serves from 2043 on, as version " + chart.version(), "+2,000", "which served 2043 when it was decided");
        assertThat(uploads.look(key).orElseThrow().cells()).as("still against what served before").isEqualTo(look.cells());
    }

    private Member company(String name, long employees) {
        return year.admit(Category.CORPORATE, Standing.CORPORATE, MemberDetails.company(Year.unique(name), null, "KOR", null, employees, 2025), LocalDate.of(2020, 1, 1), true);
    }

    @Test
    void everyPageAndProgramSaysWhatComputesForItsYear() throws Exception {
        confirmed(DEARER, 2043);
        confirmed(amount(DEARER, "corporate-e1", 1_300), 2046);
        for (var expected : Map.of(2042, "1000", 2043, "1200", 2045, "1200", 2046, "1300", 2049, "1300").entrySet()) {
            int feeYear = expected.getKey();
            String amount = expected.getValue();
            assertThat(company(12, feeYear).amount()).as("%d", feeYear).isEqualByComparingTo(amount);
            String answer = web.perform(get("/api/fees?category=CORPORATE&employees=12&year=" + feeYear)).andReturn().getResponse().getContentAsString();
            assertThat(json.readTree(answer).get("amount").asInt()).isEqualTo(Integer.parseInt(amount));
            assertThat(json.readTree(answer).get("chartConfirmed").asBoolean()).isEqualTo(feeYear >= 2043);
            assertThat(json.readTree(answer).get("chart").asText()).isEqualTo("membership-fee v" + charts.inForce(feeYear).version());
            String fees = web.perform(get("/fees?category=CORPORATE&employees=12&year=" + feeYear)).andReturn().getResponse().getContentAsString();
            String sum = "1," + amount.substring(1);
            assertThat(Jsoup.parse(fees).select(".cell-now").text()).as("%d", feeYear).startsWith(sum);
            assertThat(Jsoup.parse(fees).text()).contains("USD " + sum + " ").contains(feeYear < 2043 ? "not confirmed" : "The Treasurer confirmed it");
            assertThat(page("/office/charts?year=" + feeYear)).contains("The chart of " + feeYear, "1–49 " + sum);
        }
        assertThat(page("/office/charts")).contains("Until 2042", "2043–2045", "2046–2049", "From 2050 on");
        assertThat(charts.periods()).extracting(FeeCharts.Period::from).containsExactly(null, 2043, 2046, 2050);
        assertThat(page("/")).as("who joins now pays by the chart of the next year").contains("USD 400 – 10,000", "USD 500 – 3,000", "USD 1,000 – 10,000");
        // one chart in the middle, laid up later than the one after it
        confirmed(amount(DEARER, "corporate-e1", 1_250), 2045);
        assertThat(company(12, 2044).amount()).isEqualByComparingTo("1200");
        assertThat(company(12, 2045).amount()).isEqualByComparingTo("1250");
        assertThat(company(12, 2046).amount()).isEqualByComparingTo("1300");
        // and another for the same year takes its place
        confirmed(amount(DEARER, "corporate-e1", 1_260), 2045);
        assertThat(charts.inForce(2045).key()).isEqualTo("fee-chart-2045-2");
        assertThat(company(12, 2045).amount()).isEqualByComparingTo("1260");
        assertThat(charts.periods()).hasSize(5);
    }

    @Test
    void theDeployedTableAnswersAsTheChartIsShownOverItsWholeSpace() throws Exception {
        // other bands than the shipped ones, one of them for the poorest countries only, and one fee for all companies
        String file = entry(SHIPPED.replace("500000", "400000").replace("20000..30000", "20000..35000").replace("&gt;= 30000", "&gt;= 35000"), "corporate-e1-employees", "-");
        for (int e = 2; e <= 5; e++) {
            file = file.replaceAll("(?s)\\s*<rule id=\"corporate-e" + e + "\">.*?</rule>", "");
        }
        confirmed(file, 2044);
        int version = charts.inForce(2044).version();
        List<FeeCharts.Grid> grids = charts.grids(version);
        assertThat(grids).isEqualTo(ChartFileTest.read(file));
        int asked = 0;
        for (FeeCharts.Grid grid : grids) {
            for (BigDecimal row : edges(grid.rows(), BigDecimal.ONE)) {
                for (BigDecimal column : edges(grid.columns(), new BigDecimal("0.001"))) {
                    boolean company = grid.category() == Category.CORPORATE;
                    Map<String, Object> question = new HashMap<>();
                    question.put("category", grid.category().name());
                    question.put("population", company || row == null ? null : row.longValue());
                    question.put("gdpPerCapita", column == null ? null : column.doubleValue());
                    question.put("employees", company ? row.longValue() : null);
                    Decision decision = tables.decide("membership-fee", version, question);
                    assertThat(decision.ruleIds()).as("%s", question).hasSize(1);
                    FeeCharts.Cell cell = grid.at(row, column);
                    assertThat(decision.text("amount")).as("%s", question).isEqualTo(cell.amount().toPlainString());
                    assertThat(decision.rule()).isEqualTo(cell.ruleId());
                    asked++;
                }
            }
        }
        assertThat(asked).isGreaterThan(200);
        assertThat(company(50_000, 2044).sentence()).isEqualTo("USD 1,000: 50,000 employees worldwide (0 or more)");
    }

    private static List<BigDecimal> edges(List<Band> bands, BigDecimal step) {
        List<BigDecimal> edges = new ArrayList<>();
        for (Band band : bands) {
            if (band == null) {
                edges.add(null);
            } else if (band.to() != null) {
                BigDecimal to = BigDecimal.valueOf(band.to());
                edges.addAll(List.of(to.subtract(step), to, to.add(step)));
            } else {
                edges.addAll(List.of(BigDecimal.ONE, new BigDecimal("99999999")));
            }
        }
        return edges;
    }

    @Test
    void whatTheProgramBringsAgainOrSomebodyDeploysPastThePageDisplacesNothing() throws Exception {
        confirmed(DEARER, 2043);
        int own = charts.inForce(2027).version();
        int laidUp = charts.inForce(2043).version();
        // a new release deploys its models again: the same table under a higher version
        repository.createDeployment().name("a new release").addString("processes/membership-fee.dmn", SHIPPED).deploy();
        charts.noteShipped(tables.shipped("membership-fee"));
        assertThat(tables.shipped("membership-fee").version()).isGreaterThan(laidUp);
        assertThat(charts.inForce(2027).version()).as("the same chart is the same").isEqualTo(own);
        assertThat(charts.inForce(2043).version()).isEqualTo(laidUp);
        assertThat(company(12, 2043).amount()).isEqualByComparingTo("1200");
        // straight into the engine
        repository.createDeployment().name("past the page").addString("membership-fee.dmn", amount(SHIPPED, "corporate-e1", 1)).deploy();
        charts.noteShipped(tables.shipped("membership-fee"));
        assertThat(company(12, 2027).amount()).isEqualByComparingTo("1000");
        assertThat(company(12, 2043).amount()).isEqualByComparingTo("1200");
        // a release with another chart of its own: from the next year on that hasn't begun and isn't computed, but not where one was laid up
        repository.createDeployment().name("another release").addString("processes/membership-fee.dmn", amount(SHIPPED, "corporate-e1", 900)).deploy();
        charts.noteShipped(tables.shipped("membership-fee"));
        charts.noteShipped(tables.shipped("membership-fee"));
        assertThat(company(12, 2043).amount()).isEqualByComparingTo("1200");
        List<Integer> from = jdbc.sql("select from_year from shipped_chart order by id").query(Integer.class).list();
        assertThat(from).hasSize(2).startsWith(0);
        assertThat(from.get(1)).isGreaterThan(year.calendar.feeYear());
        assertThat(jdbc.sql("select count(*) from invoicing_run where state not in ('PREPARING', 'CANCELLED') and fee_year >= :from").param("from", from.get(1))
                .query(Integer.class).single()).isZero();
        forget();
        assertThat(company(12, from.get(1) - 1).amount()).isEqualByComparingTo("1000");
        assertThat(company(12, from.get(1)).amount()).isEqualByComparingTo("900");
        // given back, since other tests go by the shipped chart
        repository.createDeployment().name("the shipped one").addString("processes/membership-fee.dmn", SHIPPED).deploy();
    }

    @Test
    void aFrozenAssessmentFindsItsChartYearsLater() throws Exception {
        confirmed(DEARER, 2043);
        FeeAssessment frozen = json.readValue(json.writeValueAsString(company(12, 2043)), FeeAssessment.class);
        confirmed(amount(DEARER, "corporate-e1", 1_300), 2043);
        assertThat(company(12, 2043).amount()).isEqualByComparingTo("1300");
        Decision again = tables.decide(frozen.chart(), frozen.chartVersion(), company(frozen.employees()));
        assertThat(new BigDecimal(again.text("amount"))).isEqualByComparingTo(frozen.amount());
        assertThat(again.rule()).isEqualTo(frozen.ruleId());
        assertThat(charts.bands(frozen.chartVersion(), frozen.ruleId())).isEqualTo(frozen.bands());
        assertThat(fees.recompute(frozen).differences()).isEmpty();
    }

    private static Map<String, Object> company(Long employees) {
        Map<String, Object> question = new HashMap<>();
        question.put("category", "CORPORATE");
        question.put("population", null);
        question.put("gdpPerCapita", null);
        question.put("employees", employees);
        return question;
    }

    @Test
    void aFaultIsRefusedOnThePageWithItsCellAndNothingIsKept() throws Exception {
        MvcResult refused = send(TREASURER, amount(amount(SHIPPED, "full-p3-g3", 1400), "friendship-g2", "1,000"), "2043");
        assertThat(refused.getResponse().getStatus()).isEqualTo(400);
        assertThat(text(refused)).contains("Nothing was taken. Associations and agencies: GDP 5,000–10,000 (rule 27): \"1,000\" is no amount");
        refused = send(TREASURER, amount(amount(SHIPPED, "full-p3-g3", 1400), "friendship-g2", 400), String.valueOf(year.calendar.feeYear()));
        assertThat(refused.getResponse().getStatus()).isEqualTo(400);
        assertThat(text(refused)).contains(
                "The fee year " + year.calendar.feeYear() + " has begun and keeps its chart. Choose " + (year.calendar.feeYear() + 1) + " or later",
                "Cities and local governments: 1–3 million inhabitants × GDP 10,000–20,000 (rule 13): USD 1,400 is less than the USD 1,500 of a lower GDP (rule 12)",
                "USD 1,400 is less than the USD 1,500 of a smaller member (rule 8)",
                "Associations and agencies: GDP 5,000–10,000 (rule 27): USD 400 is less than the USD 500");
        refused = send(TREASURER, entry(SHIPPED, "full-p2-g3-population", "[600000..1100000)"), "2043");
        assertThat(text(refused)).contains("Cities and local governments: 500,000–600,000 inhabitants × GDP 10,000–20,000 (next to rule 7, 9): No rule says what to pay here",
                "Cities and local governments: 1,000,000–1,100,000 inhabitants × GDP 10,000–20,000 (rules 8, 13): More than one rule");
        for (String bad : new String[] {"", "soon", "20430", "2100", "0000", "1999"}) {
            assertThat(send(TREASURER, SHIPPED, bad).getResponse().getStatus()).as(bad).isEqualTo(400);
        }
        for (String bad : new String[] {"", "<x/>", "${7*7}", "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>"}) {
            assertThat(send(TREASURER, bad, "2043").getResponse().getStatus()).as(bad).isEqualTo(400);
        }
        assertThat(web.perform(multipart("/office/charts/uploads").param("fromYear", "2043").with(formToken()).with(TREASURER)).andReturn().getResponse().getStatus()).isEqualTo(400);
        assertThat(jdbc.sql("select count(*) from fee_chart where key <> 'fence'").query(Integer.class).single()).isZero();
        assertThat(year.has("fee-chart-2043-1", "confirmFeeChart")).isFalse();
    }

    @Test
    void everyFaultHasItsWords() {
        for (ChartFault.Why why : ChartFault.Why.values()) {
            String words = new ChartWords(context.getBean(org.wego.membership.site.Texts.class)).of(ChartFault.at(why,
                    new ChartFault.Place(Category.FULL, null, null, List.of(3)), "a", "b", "c"));
            assertThat(words).as(why.name()).startsWith("Cities and local governments (").doesNotContain("{");
        }
    }

    @Test
    void aDeclinedChartIsKeptWithItsReasonAndServesNoYear() throws Exception {
        String key = upload(DEARER, 2043);
        for (Map<String, Object> missing : List.of(Map.<String, Object>of(), Map.<String, Object>of("decision", "maybe"), Map.<String, Object>of("decision", "reject"),
                Map.<String, Object>of("decision", "reject", "reason", " "), Map.<String, Object>of("decision", "reject", "reason", "x".repeat(2001)))) {
            Task task = task(key);
            assertThatThrownBy(() -> year.complete("treasurer", task, missing)).hasMessageMatching("(?s).*\"(decision|reason)\".*");
        }
        decide(key, Map.of("decision", "reject", "reason", "The Committee wants to see <b>Seoul</b> first."));
        assertThat(charts.inForce(2043).key()).isNull();
        assertThat(page("/office/charts/" + key)).contains("This chart was declined", "The Committee wants to see <b>Seoul</b> first.", "+2,000");
        assertThat(page("/office/charts")).contains(key, "declined");
        for (String change : List.of("update fee_chart set state = 'CONFIRMED', version = 1", "update fee_chart set from_year = 2030", "delete from fee_chart")) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).as(change).hasMessageContaining("decided once and then kept");
        }
        // the way is free for the next
        assertThat(upload(DEARER, 2043)).isEqualTo("fee-chart-2043-2");
    }

    @Test
    void oneChartWaitsAtATimeAndTheSameTwiceIsOne() throws Exception {
        String key = upload(DEARER, 2043);
        assertThat(upload(DEARER, 2043)).isEqualTo(key);
        assertThat(text(send(TREASURER, SHIPPED, "2043"))).contains("Another chart waits to be decided (fee-chart-2043-1)");
        assertThat(text(send(TREASURER, DEARER, "2044"))).contains("Another chart waits to be decided");
        assertThat(year.tasks.createTaskQuery().processInstanceBusinessKey(key).count()).isEqualTo(1);
        decide(key, Map.of("decision", "confirm"));
        assertThat(uploads.publish(key, "somebody else")).as("twice is once").isTrue();
        assertThat(charts.inForce(2043).confirmedBy()).isEqualTo("treasurer");
    }

    @Test
    void aYearThatIsComputedKeepsItsChart() throws Exception {
        run(2045, "ASSESSED");
        for (int from : new int[] {2043, 2045}) {
            assertThat(text(send(TREASURER, DEARER, String.valueOf(from)))).contains("The fees of 2045 are computed already");
        }
        String later = upload(DEARER, 2046);
        decide(later, Map.of("decision", "confirm"));
        jdbc.sql("update invoicing_run set state = 'CANCELLED' where fee_year = 2045").update();
        String key = upload(DEARER, 2045);
        // computed meanwhile: the task says so and stays; sent back, it is confirmed
        run(2045, "ISSUING");
        assertThatThrownBy(() -> decide(key, Map.of("decision", "confirm"))).hasMessageContaining("The fees of 2045 are computed already");
        assertThat(page("/office/charts/" + key)).contains("As things stand it can not be confirmed");
        jdbc.sql("update invoicing_run set state = 'PREPARING' where fee_year = 2045 and state = 'ISSUING'").update();
        // computed between the Treasurer's word and the deployment: back to the Treasurer, nothing deployed
        year.complete("treasurer", task(key), Map.of("decision", "confirm"));
        jdbc.sql("update invoicing_run set state = 'ASSESSING' where fee_year = 2045 and state = 'PREPARING'").update();
        long deployed = repository.createDecisionDefinitionQuery().decisionDefinitionKey("membership-fee").count();
        year.quiet.drain();
        assertThat(repository.createDecisionDefinitionQuery().decisionDefinitionKey("membership-fee").count()).isEqualTo(deployed);
        assertThat(charts.inForce(2045).key()).isNull();
        assertThat(year.tasks.getVariables(task(key).getId()).get("facts").toString()).contains("Not confirmed before", "computed already");
        jdbc.sql("update invoicing_run set state = 'CANCELLED' where fee_year = 2045").update();
        decide(key, Map.of("decision", "confirm"));
        assertThat(charts.inForce(2045).key()).isEqualTo(key);
        assertThat(uploads.look(key).orElseThrow().until()).as("until the later one").isEqualTo(2045);
    }

    private void run(int feeYear, String state) {
        jdbc.sql("""
                insert into invoicing_run (fee_year, ordinal, state, opened_at)
                select :year, coalesce(max(ordinal), 0) + 1, :state, now() from invoicing_run where fee_year = :year""")
                .param("year", feeYear).param("state", state).update();
    }

    @Test
    void onlyTheTreasurerLaysUpAChartAndAllStaffLook() throws Exception {
        String key = upload(DEARER, 2043);
        for (String group : new String[] {"secretariat", "owners", "camunda-admin"}) {
            RequestPostProcessor who = user(group).roles(group);
            assertThat(send(who, SHIPPED, "2044").getResponse().getStatus()).isEqualTo(403);
            for (String address : List.of("/office/charts", "/office/charts/" + key, "/office/charts/" + key + "/membership-fee.dmn", "/office/charts/membership-fee.dmn?year=2027")) {
                assertThat(web.perform(get(address).with(who)).andReturn().getResponse().getStatus()).isEqualTo(200);
            }
            assertThat(web.perform(get("/office/charts").with(who)).andReturn().getResponse().getContentAsString()).doesNotContain("type=\"file\"");
        }
        assertThat(web.perform(get("/office/charts")).andReturn().getResponse().getStatus()).isEqualTo(302);
        assertThat(web.perform(get("/office/charts/fee-chart-2043-99").with(TREASURER)).andReturn().getResponse().getStatus()).isEqualTo(404);
        assertThat(web.perform(get("/office/charts/x/membership-fee.dmn").with(TREASURER)).andReturn().getResponse().getStatus()).isEqualTo(404);
        assertThat(web.perform(get("/office/charts?year=soon").with(TREASURER)).andReturn().getResponse().getStatus()).isEqualTo(200);
    }

    @Test
    void theChartOfAYearIsTakenAsAFileChangedAndUploadedAgain() throws Exception {
        var answer = web.perform(get("/office/charts/membership-fee.dmn?year=2027").with(TREASURER)).andReturn().getResponse();
        assertThat(answer.getHeader("Content-Disposition")).contains("attachment").contains("membership-fee-2027.dmn");
        String file = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(ChartFileTest.read(file)).isEqualTo(charts.grids(charts.inForce(2027).version()));
        String key = upload(file, 2043);
        assertThat(page("/office/charts/" + key)).contains("No cell asks another fee", "No member’s fee changes");
        decide(key, Map.of("decision", "confirm"));
        assertThat(charts.inForce(2043).confirmed()).as("the same amounts, confirmed for good").isTrue();
    }

    @Test
    void aChartThatWaitsHasItsTaskWhateverIsDeleted() throws Exception {
        String key = upload(DEARER, 2043);
        uploads.sweep();
        assertThat(year.tasks.createTaskQuery().processInstanceBusinessKey(key).count()).isEqualTo(1);
        year.runtime.deleteProcessInstance(task(key).getProcessInstanceId(), "by mistake");
        uploads.sweep();
        decide(key, Map.of("decision", "confirm"));
        assertThat(charts.inForce(2043).key()).isEqualTo(key);
        uploads.sweep();
        assertThat(year.runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).count()).isZero();
    }

    @Test
    void twoAtOnceAreOneAndTheOtherIsTold() {
        jdbc.sql("""
                insert into fee_chart (key, from_year, ordinal, file_name, sha256, content, written, fingerprint, uploaded_by, uploaded_at)
                values ('other', 2047, 7, 'x', 'x', '', 'x', 'x', 'x', now())""").update();
        assertThatThrownBy(() -> uploads.upload("x.dmn", DEARER.getBytes(StandardCharsets.UTF_8), "2043", "treasurer")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("Another chart waits");
    }
}
