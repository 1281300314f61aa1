package org.wego.membership.member;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.wego.membership.FormToken.formToken;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;

@HouseTest
class MemberPagesTest {

    @Autowired WebApplicationContext context;
    @Autowired Members members;
    MockMvc web;
    Member city;

    @BeforeEach
    void setUp() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        city = members.admit(new NewMember("TEST-PAGES", Category.FULL, Standing.FULL,
                MemberDetails.city("Pageville <b>", "페이지", "KOR", Level.CITY, "https://page.example", 1_190_964L, 2025, "census"), LocalDate.of(2020, 1, 1),
                "Committee", false, new Contact("Secret Clerk", null, "secret@page.example", null, null), null, "test"));
    }

    @Test
    void theDirectoryIsPublicAndTellsNoContacts() throws Exception {
        web.perform(get("/members").param("q", "pageville").param("standing", "FULL").param("country", "KOR")).andExpect(status().isOk())
                .andExpect(content().string(containsString("Pageville &lt;b&gt;"))).andExpect(content().string(containsString("페이지")))
                .andExpect(content().string(not(containsString("secret@"))));
        web.perform(get("/members").param("q", "no such member").param("page", "99x")).andExpect(status().isOk())
                .andExpect(content().string(containsString("Nobody here goes by these words")));
        web.perform(get("/members/" + city.number())).andExpect(status().isOk()).andExpect(content().string(containsString("1,190,964")))
                .andExpect(content().string(containsString("census, 2025"))).andExpect(content().string(not(containsString("Secret Clerk"))));
        web.perform(get("/members/M-0")).andExpect(status().isNotFound());
    }

    @Test
    void theApiHasItsShape() throws Exception {
        web.perform(get("/api/members").param("q", "pageville")).andExpect(status().isOk()).andExpect(jsonPath("$[0].number").value(city.number()))
                .andExpect(jsonPath("$[0].standing").value("FULL")).andExpect(jsonPath("$[0].country").value("KOR"))
                .andExpect(jsonPath("$[0].since").value("2020-01-01")).andExpect(jsonPath("$[0].population.value").value(1190964))
                .andExpect(jsonPath("$[0].contact").doesNotExist());
        web.perform(get("/api/members/" + city.number())).andExpect(status().isOk()).andExpect(jsonPath("$.name").value("Pageville <b>"));
        web.perform(get("/api/members/M-0")).andExpect(status().isNotFound()).andExpect(content().contentTypeCompatibleWith("application/problem+json"));
        web.perform(get("/api/members").param("standing", "KING").param("country", "XXX")).andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[*].field", hasItem("standing"))).andExpect(jsonPath("$.errors[*].field", hasItem("country")));
    }

    @Test
    void theOfficeKeepsFiguresAndContacts() throws Exception {
        web.perform(get("/office/members").with(user("owner").roles("owners"))).andExpect(status().isOk()).andExpect(content().string(containsString("secret@page.example")));
        web.perform(get("/office/members/" + city.number()).with(user("owner").roles("owners"))).andExpect(status().isOk());
        web.perform(post("/office/members/" + city.number()).with(user("owner").roles("owners")).with(formToken()).param("population", "5"))
                .andExpect(status().isForbidden());
        web.perform(post("/office/members/" + city.number()).with(user("treasurer").roles("treasurer")).with(formToken()).param("population", "1 200 000"))
                .andExpect(status().is3xxRedirection());
        web.perform(post("/office/members/" + city.number()).with(user("treasurer").roles("treasurer")).with(formToken()).param("population", "0")
                .param("contactEmail", "x@y\r\nBcc: z@z.example").param("name", "Kept as typed")).andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Kept as typed"))).andExpect(content().string(containsString("id=\"e-population\"")))
                .andExpect(content().string(containsString("id=\"e-contactEmail\"")));
        Member after = members.find(city.number()).orElseThrow();
        org.assertj.core.api.Assertions.assertThat(after.population()).isEqualTo(1_200_000L);
        org.assertj.core.api.Assertions.assertThat(members.changes(city.number()).get(0).by()).isEqualTo("treasurer");
        members.revise(city.number(), city.details(), "test");
    }

    @Test
    void aMemberIsEnteredOnce() throws Exception {
        for (int time = 1; time <= 2; time++) {
            var answer = web.perform(post("/office/members").with(user("secretariat").roles("secretariat")).with(formToken()).param("name", "Enterville")
                    .param("category", "FULL").param("standing", "FULL").param("country", "KOR").param("since", "2015-01-01").param("basis", "Committee"));
            if (time == 1) {
                answer.andExpect(redirectedUrlPattern("/office/members/M-*"));
            } else {
                answer.andExpect(status().isBadRequest()).andExpect(content().string(containsString("already a member")));
            }
        }
    }

    @Test
    void filesAreForAdministrators() throws Exception {
        var file = new MockMultipartFile("file", "members.csv", "text/csv",
                "name,country,standing,since,basis\nUploadville,KOR,FULL,2019-01-01,Committee\n".getBytes(StandardCharsets.UTF_8));
        for (String role : new String[] {"secretariat", "treasurer", "owners"}) {
            web.perform(multipart("/office/members/import").file(file).with(user(role).roles(role)).with(formToken())).andExpect(status().isForbidden());
            web.perform(get("/office/members/import").with(user(role).roles(role))).andExpect(status().isForbidden());
        }
        var admin = user("admin").roles("camunda-admin");
        web.perform(get("/office/members/import/template.csv").with(admin)).andExpect(status().isOk()).andExpect(content().string(containsString("population_source")));
        String dryRun = web.perform(multipart("/office/members/import").file(file).with(admin).with(formToken())).andExpect(status().is3xxRedirection())
                .andReturn().getResponse().getRedirectedUrl();
        web.perform(get(dryRun).with(admin)).andExpect(status().isOk()).andExpect(content().string(containsString("Uploadville")))
                .andExpect(content().string(containsString("Apply exactly this file")));
        web.perform(post(dryRun).with(admin).with(formToken())).andExpect(status().is3xxRedirection());
        web.perform(get(dryRun).with(admin)).andExpect(status().isOk()).andExpect(content().string(not(containsString("Apply exactly this file"))));
        web.perform(multipart("/office/members/import").file(new MockMultipartFile("file", "x.csv", "text/csv", new byte[] {1, 2, 0})).with(admin).with(formToken()))
                .andExpect(status().isBadRequest()).andExpect(content().string(containsString("id=\"e-file\"")));
    }

    @Test
    void countriesAreNamedByTheSecretariat() throws Exception {
        var secretariat = user("secretariat").roles("secretariat");
        web.perform(get("/office/countries").with(secretariat)).andExpect(status().isOk()).andExpect(content().string(containsString("Kosovo")));
        web.perform(get("/office/countries/BVT").with(secretariat)).andExpect(status().isOk());
        web.perform(post("/office/countries/BVT").with(secretariat).with(formToken()).param("name", " ")).andExpect(status().isBadRequest());
        web.perform(post("/office/countries/BVT").with(secretariat).with(formToken()).param("name", "Bouvetøya")).andExpect(status().is3xxRedirection());
        web.perform(get("/office/countries").with(secretariat)).andExpect(content().string(containsString("Bouvetøya")));
        web.perform(post("/office/countries/BVT").with(user("owner").roles("owners")).with(formToken()).param("name", "Mine")).andExpect(status().isForbidden());
    }
}
