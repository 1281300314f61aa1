package org.wego.membership.fee;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;

@HouseTest
class FeePagesTest {

    @Autowired WebApplicationContext context;
    MockMvc web;

    @BeforeEach
    void setUp() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    @Test
    void theApiIsAsPromised() throws Exception {
        web.perform(get("/api/fees?category=FULL&country=KOR&population=1190964&year=2027")).andExpect(status().isOk())
                .andExpect(jsonPath("$.year").value(2027)).andExpect(jsonPath("$.amount").value(5000)).andExpect(jsonPath("$.currency").value("USD"))
                .andExpect(jsonPath("$.chart").isString()).andExpect(jsonPath("$.chartConfirmed").value(false)).andExpect(jsonPath("$.rule").value("full-p3-g5"))
                .andExpect(jsonPath("$.gdp.country").value("KOR")).andExpect(jsonPath("$.gdp.year").value(2025)).andExpect(jsonPath("$.gdp.value").value(65080.293))
                .andExpect(jsonPath("$.gdp.estimate").value(true)).andExpect(jsonPath("$.gdp.edition").value("2025-10"))
                .andExpect(jsonPath("$.bands.population.from").value(1000000)).andExpect(jsonPath("$", hasKey("exemption")));
        web.perform(get("/api/fees?category=CORPORATE&employees=250&year=2027")).andExpect(status().isOk()).andExpect(jsonPath("$.amount").value(5000));
        web.perform(get("/api/fees").param("category", "FULL").param("country", "KOR").param("population", "1\u00a0190\u00a0964")).andExpect(status().isOk())
                .andExpect(jsonPath("$.year").value(2027));
    }

    @Test
    void badInputIsNamedAndUnknownIsNoFee() throws Exception {
        web.perform(get("/api/fees?category=FULL&country=KOR&population=0&year=2027")).andExpect(status().isBadRequest())
                .andExpect(content().contentTypeCompatibleWith("application/problem+json")).andExpect(jsonPath("$.errors[0].field").value("population"));
        for (String bad : new String[] {"category=KING", "category=FULL&population=5", "category=FULL&country=XX9&population=5", "category=CORPORATE&employees=-1",
                "category=FRIENDSHIP&country=KOR&year=20x7", "category=FRIENDSHIP&country=KOR&year=1990", ""}) {
            web.perform(get("/api/fees?" + bad)).andExpect(status().isBadRequest()).andExpect(jsonPath("$.errors[0].field").isNotEmpty());
        }
        for (String unknown : new String[] {"country=CUB&year=2027", "country=MCO&year=2027", "country=KOR&year=2050", "country=SYR&year=2027"}) {
            web.perform(get("/api/fees?category=FRIENDSHIP&" + unknown)).andExpect(status().isUnprocessableEntity())
                    .andExpect(content().contentTypeCompatibleWith("application/problem+json")).andExpect(jsonPath("$.detail").isNotEmpty());
        }
    }

    @Test
    void thePageAnswersWithItsReason() throws Exception {
        web.perform(get("/fees")).andExpect(status().isOk()).andExpect(content().string(containsString("not confirmed")))
                .andExpect(content().string(containsString("10,000")));
        web.perform(get("/fees?category=FULL&country=KOR&population=1,190,964&year=2027")).andExpect(status().isOk())
                .andExpect(content().string(containsString("<b>USD 5,000</b>"))).andExpect(content().string(containsString("your fee")))
                .andExpect(content().string(containsString("International Monetary Fund")));
        web.perform(get("/fees?category=FULL&country=CUB&population=10&year=2027")).andExpect(status().isOk())
                .andExpect(content().string(containsString("publishes no GDP per capita for Cuba")));
        web.perform(get("/fees?category=FULL&country=KOR&population=lots<")).andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("id=\"e-population\""))).andExpect(content().string(containsString("lots&lt;")));
    }

    @Test
    void theOfficeSeesFiguresAndReferrals() throws Exception {
        var treasurer = user("treasurer").roles("treasurer");
        web.perform(get("/office/figures").with(treasurer)).andExpect(status().isOk()).andExpect(content().string(containsString("2024-10")))
                .andExpect(content().string(containsString("World Economic Outlook Database, October 2025")));
        web.perform(get("/office/figures?edition=2024-10&year=2026&missing=true").with(treasurer)).andExpect(status().isOk())
                .andExpect(content().string(containsString("Cuba")));
        web.perform(get("/office/referrals").with(treasurer)).andExpect(status().isOk());
    }
}
