package org.wego.membership.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.wego.membership.FormToken.formToken;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.weo.Edition;
import org.wego.membership.invoicing.Year;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;

/**
 * Editions by upload. What is taken here is older than what is shipped, so that other tests' fees stay as they are; figures are
 * those of the present, whatever year the house's clock has come to.
 */
@HouseTest
class GdpUploadsTest {

    private static final RequestPostProcessor TREASURER = user("treasurer").roles("treasurer");

    @Autowired WebApplicationContext context;
    @Autowired GdpUploads uploads;
    @Autowired GdpEditions editions;
    @Autowired Fees fees;
    @Autowired Members members;
    @Autowired OrganisationCalendar calendar;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager transactions;
    MockMvc web;
    int by;

    @BeforeEach
    void setUp() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        by = calendar.feeYear() - 2026;
    }

    private Edition edition(int year, int month) {
        return Edition.of(year, month, by);
    }

    private int serving() {
        return calendar.feeYear() - 1;
    }

    private MvcResult send(RequestPostProcessor who, String name, byte[] bytes) throws Exception {
        return web.perform(multipart("/office/figures/uploads").file(new MockMultipartFile("file", name, null, bytes)).with(formToken()).with(who)).andReturn();
    }

    /** Sends a file that is read, and gives the address of its page. */
    private String read(String name, byte[] bytes) throws Exception {
        MvcResult sent = send(TREASURER, name, bytes);
        assertThat(sent.getResponse().getStatus()).as(text(sent)).isEqualTo(302);
        return sent.getResponse().getRedirectedUrl();
    }

    private String page(String address) throws Exception {
        MvcResult shown = web.perform(get(address).with(TREASURER)).andReturn();
        assertThat(shown.getResponse().getStatus()).isEqualTo(200);
        return text(shown);
    }

    private static String text(MvcResult result) throws Exception {
        return Jsoup.parse(result.getResponse().getContentAsString()).text();
    }

    private MvcResult press(MockHttpServletRequestBuilder button) throws Exception {
        return web.perform(button.with(formToken()).with(TREASURER)).andReturn();
    }

    @Test
    void everyShapeIsShownAndTaken() throws Exception {
        int year = 2003;
        for (Map.Entry<String, byte[]> shape : Map.of("WEOOct2003all.xls", edition(2003, 10).classic(StandardCharsets.UTF_16LE, true),
                "a file without a telling name", edition(2004, 10).observations().getBytes(StandardCharsets.UTF_8),
                "series.csv", edition(2005, 10).series().getBytes(StandardCharsets.UTF_8), "book.xlsx", edition(2006, 10).workbook(),
                "ours.csv", edition(2007, 10).ours().getBytes(StandardCharsets.UTF_8)).entrySet()) {
            String address = read(shape.getKey(), shape.getValue());
            assertThat(page(address)).contains("Nothing has been taken yet", "the file says so", "would not go by these figures");
            MvcResult taken = press(post(address + "/take"));
            assertThat(taken.getResponse().getStatus()).as(shape.getKey() + text(taken)).isEqualTo(302);
            assertThat(page(taken.getResponse().getRedirectedUrl())).contains("is in.", "A later edition is here");
            assertThat(page(address)).contains("These figures were taken");
            year++;
        }
        for (int taken = 2003; taken < year; taken++) {
            GdpEdition edition = editions.find(taken + "-10").orElseThrow();
            assertThat(edition.economies()).isEqualTo(edition(taken, 10).economies.size());
            assertThat(edition.importedBy()).isEqualTo("treasurer");
            assertThat(editions.figure(edition.id(), "KOR", serving()).orElseThrow().value()).isEqualTo(new BigDecimal("65080.293"));
            assertThat(editions.figure(edition.id(), "XKX", serving())).as("Kosovo under the file's code").isPresent();
        }
        assertThat(editions.latest().orElseThrow().id()).as("an older one doesn't serve").isEqualTo("2025-10");
    }

    @Test
    void anEditionNeverChanges() throws Exception {
        String address = read("weo.csv", edition(2008, 4).ours().getBytes(StandardCharsets.UTF_8));
        press(post(address + "/take"));
        for (String change : new String[] {"update gdp_figure set value = 1 where edition = '2008-04'", "delete from gdp_figure where edition = '2008-04'",
                "truncate gdp_figure", "update gdp_economy set name = 'x' where edition = '2008-04'", "delete from gdp_economy where edition = '2008-04'",
                "update gdp_edition set sha256 = 'x' where id = '2008-04'", "truncate gdp_edition cascade",
                "insert into gdp_figure (edition, country, year, value) values ('2008-04', 'KOR', 1990, 5)",
                "insert into gdp_economy (edition, country, name) values ('2008-04', 'CUB', 'Cuba')",
                "insert into gdp_edition (id, name, attribution, file_name, sha256, layout, economies, figures, imported_at) "
                        + "values ('1999-01', 'x', 'x', 'x', 'x', 'OURS', 1, 1, now())"}) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).as(change).hasMessageContaining("edition");
        }
        // the same twice is the same, and nothing is done
        assertThat(press(post(address + "/take")).getResponse().getStatus()).isEqualTo(302);
        String again = read("again.xlsx", edition(2008, 4).workbook());
        assertThat(page(again)).contains("is here already, with the same figures").doesNotContain("Take these figures as");
        assertThat(press(post(again + "/take")).getResponse().getStatus()).isEqualTo(409);
        // an extract and the IMF's whole file are one edition as long as the figures that both hold agree
        String extract = read("extract.csv", edition(2008, 4).without("SUR").ours().getBytes(StandardCharsets.UTF_8));
        assertThat(page(extract)).contains("is here already, with the same figures", "figures that both hold agree", "there is nothing to take");
        assertThat(press(post(extract + "/take")).getResponse().getStatus()).isEqualTo(409);
        String other = read("other.csv", edition(2008, 4).set("KOR", serving(), "65081").without("SUR").ours().getBytes(StandardCharsets.UTF_8));
        assertThat(page(other)).contains("is here already, with other figures", "1 differ", "0 only in the file");
        assertThat(press(post(other + "/take")).getResponse().getStatus()).isEqualTo(409);
        assertThat(editions.figure("2008-04", "KOR", serving()).orElseThrow().value()).isEqualTo(new BigDecimal("65080.293"));
        press(post(other + "/discard"));
        assertThat(web.perform(get(other).with(TREASURER)).andReturn().getResponse().getStatus()).isEqualTo(404);
    }

    @Test
    void aFileThatDoesNotSayItsEditionIsNamedByAPersonAndNeverGuessed() throws Exception {
        byte[] silent = edition(2009, 4).observations().replaceAll(",2009-04-14T13:00:00Z\n", ",\n").getBytes(StandardCharsets.UTF_8);
        String address = read("WEOApr2009.csv", silent);
        assertThat(page(address)).contains("does not say which edition").doesNotContain("Take these figures as");
        assertThat(press(post(address + "/take")).getResponse().getStatus()).isEqualTo(409);
        YearMonth ahead = YearMonth.from(calendar.today()).plusMonths(1);
        for (String[] bad : new String[][] {{"", ""}, {"2009", "13"}, {"09", "04"}, {String.valueOf(ahead.getYear()), String.format("%02d", ahead.getMonthValue())}}) {
            assertThat(press(post(address + "/edition").param("editionYear", bad[0]).param("editionMonth", bad[1])).getResponse().getStatus()).isEqualTo(400);
        }
        assertThat(press(post(address + "/edition").param("editionYear", "2009").param("editionMonth", "04")).getResponse().getStatus()).isEqualTo(302);
        assertThat(page(address)).contains("April 2009", "named by treasurer");
        press(post(address + "/take"));
        assertThat(editions.find("2009-04")).isPresent();
    }

    @Test
    void aFileWithAFaultIsRefusedWholeWithItsLine() throws Exception {
        long before = jdbc.sql("select count(*) from gdp_upload").query(Long.class).single();
        byte[] absurd = edition(2010, 10).set("KOR", serving(), "-5").ours().getBytes(StandardCharsets.UTF_8);
        MvcResult refused = send(TREASURER, "weo.csv", absurd);
        assertThat(refused.getResponse().getStatus()).isEqualTo(400);
        assertThat(text(refused)).containsPattern("Nothing was taken\\. Line \\d+: KOR in \\d{4} has -5");
        byte[] jump = edition(2010, 10).set("KOR", serving(), "5").workbook();
        assertThat(text(send(TREASURER, "weo.xlsx", jump))).containsPattern("Sheet Countries, row \\d+: KOR goes from");
        for (String nothing : new String[] {"", "<html>Access Denied", "a,b\n1,2\n", "{}"}) {
            assertThat(send(TREASURER, "x", nothing.getBytes()).getResponse().getStatus()).isEqualTo(400);
        }
        byte[] old = Edition.of(2010, 10, by - 30).ours().getBytes(StandardCharsets.UTF_8);
        assertThat(text(send(TREASURER, "old.csv", old))).contains("has no figures of " + serving());
        assertThat(jdbc.sql("select count(*) from gdp_upload").query(Long.class).single()).isEqualTo(before);
    }

    @Test
    void whatWouldChangeIsShownBeforeItIsTaken() throws Exception {
        Year year = new Year(context);
        Member suwon = year.city("Uploadville", "KOR", 1_190_964L, LocalDate.of(2015, 5, 5));
        Member paramaribo = year.city("Parbo", "SUR", 250_000L, LocalDate.of(2015, 5, 5));
        Member lyon = year.city("Lugdunum", "FRA", 500_000L, LocalDate.of(2015, 5, 5));
        YearMonth now = YearMonth.from(calendar.today());
        // Korea falls below the edge of 30,000 in the year that serves; Suriname vanishes; Cuba isn't known to the IMF at all
        Edition edition = edition(now.getYear(), now.getMonthValue()).without("SUR");
        edition.get("KOR").figures.replaceAll((any, value) -> value.multiply(new BigDecimal("0.4")));
        String address = read("newest.xlsx", edition.workbook());
        String page = page(address);
        GdpUploads.Look look = uploads.look(address.substring(address.lastIndexOf('/') + 1)).orElseThrow();
        assertThat(look.serves()).isTrue();
        assertThat(page).contains("Fees of " + (calendar.feeYear() + 1) + " would go by these figures", "What differs from the edition of", suwon.name(), paramaribo.name())
                .contains("Codes that are left out: 1");
        if (by == 0) {
            assertThat(look.before().id()).isEqualTo("2025-10");
            assertThat(look.diff().vanished()).extracting(EditionDiff.Economy::country).containsExactly("SUR");
            assertThat(look.diff().moved()).extracting(EditionDiff.Move::country).containsExactly("KOR");
            assertThat(look.effects().changed()).extracting(changed -> changed.member().number()).contains(suwon.number()).doesNotContain(lyon.number());
            MemberEffects.Changed changed = look.effects().changed().stream().filter(one -> one.member().equals(suwon)).findFirst().orElseThrow();
            assertThat(changed.before().amount()).isEqualByComparingTo("5000");
            assertThat(changed.after().amount()).isEqualByComparingTo("3500");
            assertThat(look.effects().parked()).filteredOn(one -> one.member().equals(paramaribo)).singleElement()
                    .satisfies(parked -> assertThat(parked.already()).isFalse());
        }
        assertThat(editions.latest().orElseThrow().id()).as("nothing is taken by looking").isEqualTo("2025-10");
        // another browser, another person: the file is there, and may be looked at; only the Treasurer takes it
        MvcResult seen = web.perform(get(address).with(user("secretariat").roles("secretariat"))).andReturn();
        assertThat(text(seen)).contains("newest.xlsx", "The Treasurer brings in editions").doesNotContain("Take these figures as");
        assertThat(page("/office/figures")).contains("newest.xlsx");
        // taken, it serves from then on; given back here, since other tests go by the edition that is shipped
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            uploads.take(look.upload().sha256(), "treasurer");
            assertThat(editions.latest().orElseThrow().id()).isEqualTo(edition.id());
            assertThat(((FeeAssessment) fees.assess(suwon, calendar.feeYear() + 1, null)).amount()).isEqualByComparingTo("3500");
            assertThat(fees.assess(paramaribo, calendar.feeYear() + 1, null)).isInstanceOf(FeeUnknown.class);
            status.setRollbackOnly();
        });
        press(post(address + "/discard"));
    }

    @Test
    void onlyTheTreasurerBringsInEditions() throws Exception {
        byte[] file = edition(2011, 10).ours().getBytes(StandardCharsets.UTF_8);
        for (String group : new String[] {"secretariat", "owners", "camunda-admin"}) {
            RequestPostProcessor who = user(group).roles(group);
            assertThat(send(who, "x.csv", file).getResponse().getStatus()).isEqualTo(403);
            for (String button : new String[] {"/take", "/discard", "/edition"}) {
                assertThat(web.perform(post("/office/figures/uploads/abc" + button).with(formToken()).with(who)).andReturn().getResponse().getStatus()).isEqualTo(403);
            }
        }
        assertThat(web.perform(get("/office/figures").with(user("owner").roles("owners"))).andReturn().getResponse().getContentAsString())
                .doesNotContain("type=\"file\"");
    }

    @Test
    void whatNobodyTakesIsForgottenAndWhatIsTakenStays() throws Exception {
        String address = read("forgotten.csv", edition(2012, 10).ours().getBytes(StandardCharsets.UTF_8));
        String sha = address.substring(address.lastIndexOf('/') + 1);
        uploads.sweep();
        assertThat(uploads.find(sha)).isPresent();
        jdbc.sql("update gdp_upload set uploaded_at = uploaded_at - interval '31 days' where sha256 = :sha").param("sha", sha).update();
        uploads.sweep();
        assertThat(uploads.find(sha)).isEmpty();
    }

    @Test
    void anEditionIsStaleAfterTwelveMonths() {
        GdpEdition october = editions.find("2025-10").orElseThrow();
        assertThat(october.stale(LocalDate.of(2026, 10, 31))).isFalse();
        assertThat(october.stale(LocalDate.of(2026, 11, 1))).isTrue();
    }
}
