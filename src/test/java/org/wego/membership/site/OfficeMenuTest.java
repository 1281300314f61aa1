package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.List;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;

/** The office's menu: what belongs together under one word, and nothing that the account may not enter. */
@HouseTest
class OfficeMenuTest {

    @Autowired
    WebApplicationContext context;
    @Autowired
    List<OfficeEntry> entries;
    MockMvc web;

    @BeforeEach
    void setUp() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    @Test
    void everyEntryStandsUnderItsPartAndOnTheStartPage() throws Exception {
        Document page = page("/office/seats", "secretariat", "secretariat", "secretariat-lead");
        assertThat(page.select("header nav a[href^=/office]").eachAttr("href")).containsExactlyInAnyOrderElementsOf(entries.stream().map(OfficeEntry::path).toList());
        assertThat(page.select("header nav summary").eachText()).hasSizeLessThanOrEqualTo(5).doesNotHaveDuplicates();
        assertThat(page.select("header nav details:has(summary:contains(Committee)) a").eachText()).containsExactly("Rounds", "Seats");
        Document start = page("/office", "secretariat", "secretariat", "secretariat-lead");
        assertThat(start.select("main .doors a[href^=/office]").eachAttr("href")).containsExactlyElementsOf(page.select("header nav a[href^=/office]").eachAttr("href"));
    }

    @Test
    void thePartThatThePageBelongsToIsMarked() throws Exception {
        Document page = page("/office/seats", "secretariat", "secretariat");
        assertThat(page.select("header nav [aria-current]").eachText()).containsExactly("Committee", "Seats");
        assertThat(page.select("header nav details[open]")).as("what is closed covers nothing").isEmpty();
        assertThat(page("/office/letters", "secretariat", "secretariat").select("header nav [aria-current]").eachText())
                .as("what stands alone is a link").containsExactly("Letters");
    }

    @Test
    void whatAnAccountMayNotEnterIsNotOffered() throws Exception {
        assertThat(page("/office/seats", "treasurer", "treasurer").select("header nav a[href=/office/persons]")).isEmpty();
        assertThat(page("/office/seats", "lead", "secretariat-lead").select("header nav a[href=/office/persons]")).hasSize(1);
    }

    private Document page(String path, String account, String... groups) throws Exception {
        var response = web.perform(get(path).with(user(account).roles(groups))).andReturn().getResponse();
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString());
    }
}
