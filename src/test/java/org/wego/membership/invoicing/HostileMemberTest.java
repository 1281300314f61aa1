package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.wego.membership.Hostile.harmless;
import static org.wego.membership.Hostile.prints;
import static org.wego.membership.Hostile.shows;
import static org.wego.membership.Hostile.squeezed;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import javax.xml.parsers.DocumentBuilderFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.Hostile;
import org.wego.membership.HouseTest;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Standing;

/** Members of hostile names through a fee year: the run's pages and files, Tasklist, invoices on paper and by mail. */
@HouseTest
class HostileMemberTest {

    /** A year that no other test invoices. */
    private static final int FEE_YEAR = 2022;

    @Autowired
    WebApplicationContext house;
    @Autowired
    ObjectMapper json;

    private MockMvc web;
    private Year year;

    @BeforeEach
    void begin() {
        web = MockMvcBuilders.webAppContextSetup(house).apply(springSecurity()).build();
        year = new Year(house);
    }

    @AfterEach
    void close() {
        year.tidy();
    }

    @Test
    void areCalledAsTheyAreInEveryListAndOnEveryPaper() throws Exception {
        List<String> payloads = new ArrayList<>(Hostile.TEXTS);
        payloads.addAll(Hostile.FOUR_BYTES);
        payloads.addAll(List.of("+1+1|cmd", "-2+3", "a,b;c\"d", "＝1+1"));
        Map<String, Member> members = new LinkedHashMap<>();
        for (String payload : payloads) {
            members.put(payload, year.admit(Category.CORPORATE, Standing.CORPORATE, MemberDetails.company(Year.unique(payload), payload, "EST", null, 20L, 2021),
                    LocalDate.of(2015, 3, 1), true));
        }
        year.prepare(FEE_YEAR);
        String run = "/office/runs/" + FEE_YEAR;
        String[] names = members.values().stream().map(Member::name).toArray(String[]::new);
        shows(page(run), "the run", names);
        year.complete("owner", year.task(String.valueOf(FEE_YEAR), "approveInvoicingRun"), Year.APPROVE);
        year.quiet.drain();

        listed(new String(bytes(run + "/list.csv"), StandardCharsets.UTF_8), members);
        workbook(bytes(run + "/list.xlsx"), names);
        harmless(page(run + "/closing"), "the closing report");
        for (Map.Entry<String, Member> one : members.entrySet()) {
            String name = one.getValue().name();
            String number = year.jdbc.sql("select number from invoice where member_number = ? and fee_year = ?").params(one.getValue().number(), FEE_YEAR)
                    .query(String.class).single();
            shows(page("/office/invoices/" + number), name, name);
            shows(page("/office/invoices?q=" + number), name, name);
            prints(bytes("/office/invoices/" + number + "/invoice.pdf"), name, number);
        }
        Map<String, Integer> mailed = new LinkedHashMap<>();
        for (JsonNode letter : json.readTree(caught())) {
            String text = letter.get("text").asText();
            Document html = Jsoup.parse(letter.get("html").asText());
            for (String name : names) {
                if (squeezed(text).contains(squeezed(name))) {
                    mailed.merge(name, 1, Integer::sum);
                    shows(html, name, name);
                    assertThat(letter.get("subject").asText()).doesNotContain("\r", "\n");
                }
            }
        }
        assertThat(mailed.keySet()).contains(names);
    }

    /** A spreadsheet reads each name as a text: what would be a formula has a sign before it, and no cell breaks out of its own. */
    private static void listed(String csv, Map<String, Member> members) throws Exception {
        Map<String, CSVRecord> rows = new LinkedHashMap<>();
        try (CSVParser parser = CSVParser.parse(csv.substring(1), CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
            parser.forEach(row -> {
                assertThat(row.isConsistent()).as(row.toString()).isTrue();
                rows.put(row.get("member"), row);
                row.forEach(cell -> assertThat(cell).as(row.toString()).doesNotStartWith("=").doesNotStartWith("+").doesNotStartWith("@").doesNotStartWith("\t"));
            });
        }
        members.forEach((payload, member) -> {
            String cell = rows.get(member.number()).get("name");
            assertThat(cell).isIn(member.name(), "'" + member.name());
            assertThat(cell).as(payload).doesNotMatch("(?s)[=+\\-@\\t\\r].*");
        });
    }

    private static void workbook(byte[] book, String... names) throws Exception {
        Map<String, String> parts = new LinkedHashMap<>();
        // Its entries say their sizes only in the directory at the end, as a spreadsheet reads it
        Path file = Files.write(Files.createTempFile("run", ".xlsx"), book);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".xml")) {
                    byte[] part = zip.getInputStream(entry).readAllBytes();
                    parts.put(entry.getName(), DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(part))
                            .getDocumentElement().getTextContent());
                    assertThat(new String(part, StandardCharsets.UTF_8)).as("no cell is computed").doesNotContain("<f>", "<f ");
                }
            }
        } finally {
            Files.delete(file);
        }
        String all = String.join("\n", parts.values());
        for (String name : names) {
            assertThat(all).contains(name);
        }
    }

    private Document page(String path) throws Exception {
        return Jsoup.parse(new String(bytes(path), StandardCharsets.UTF_8));
    }

    private byte[] bytes(String path) throws Exception {
        MockHttpServletResponse answer = web.perform(get(URI.create(path)).with(user("treasurer").roles("treasurer"))).andReturn().getResponse();
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return answer.getContentAsByteArray();
    }

    private byte[] caught() throws Exception {
        return web.perform(get("/demo/mailbox.json").header("Host", "localhost")).andReturn().getResponse().getContentAsByteArray();
    }
}
