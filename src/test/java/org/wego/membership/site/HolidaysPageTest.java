package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.FormToken.formToken;

import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Holidays;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.WorkingDays;

/** The table of holidays in the office: shown, taken in, taken out, each with its trace. */
@HouseTest
class HolidaysPageTest {

    @Autowired
    WebApplicationContext context;
    @Autowired
    WorkingDays workingDays;
    @Autowired
    Holidays holidays;
    @Autowired
    OrganisationCalendar calendar;
    MockMvc web;

    @BeforeEach
    void setUp() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    @Test
    void showsTheShippedHolidaysWithTheirSource() throws Exception {
        page("owner", "owners", "2027").andExpect(status().isOk()).andExpect(content().string(containsString("Substitute for Seollal")))
                .andExpect(content().string(containsString("9 February 2027"))).andExpect(content().string(containsString("Act on Public Holidays")))
                .andExpect(content().string(not(containsString("<textarea"))));
        page("secretariat", "secretariat", "9999x").andExpect(status().isOk()).andExpect(content().string(containsString("<textarea")));
        page("secretariat", "secretariat", "2071").andExpect(status().isOk()).andExpect(content().string(containsString("There are no holidays of 2071")));
    }

    @Test
    void takesDaysInAndOutWithTheirTrace() throws Exception {
        LocalDate day = LocalDate.of(2072, 3, 1);
        assertThat(workingDays.isWorking(day)).isTrue();
        take("2072-03-01 Independence <b>Movement</b> Day\n\n2072-05-05; 어린이날", "Almanac of 2072")
                .andExpect(redirectedUrl("/office/holidays?year=2072"));
        assertThat(workingDays.isWorking(day)).isFalse();
        page("owner", "owners", "2072").andExpect(content().string(containsString("Independence &lt;b&gt;Movement&lt;/b&gt; Day")))
                .andExpect(content().string(containsString("어린이날"))).andExpect(content().string(containsString("taken in by secretariat")));

        web.perform(post("/office/holidays/2072-03-01/remove").with(user("secretariat").roles("secretariat")).with(formToken()))
                .andExpect(redirectedUrl("/office/holidays?year=2072"));
        assertThat(workingDays.isWorking(day)).isTrue();
        page("owner", "owners", "2072").andExpect(content().string(containsString("Taken out by secretariat")));

        take("2072-03-01, Independence Movement Day", "Almanac of 2072").andExpect(status().is3xxRedirection());
        assertThat(workingDays.isWorking(day)).isFalse();
    }

    @Test
    void badLinesAreNamedAndNothingTypedIsLost() throws Exception {
        for (String bad : new String[] {"2073-02-30 No such day", "Christmas 2073", "2073-01-01", "1066-10-14 Hastings", "", "2073-01-01 " + "x".repeat(200),
                "2073-01-01 Bell\u0007", "2073-01-01 Turned \u202Eround", "2073-01-01 One\n2073-01-01 Two"}) {
            take("2073-12-25 Kept as typed\n" + bad, bad.isEmpty() ? "" : "Almanac").andExpect(status().isBadRequest())
                    .andExpect(content().string(containsString("Kept as typed")));
        }
        page("owner", "owners", "2073").andExpect(content().string(containsString("There are no holidays of 2073")));
        for (String day : new String[] {"yesterday", "2073-02-30", "-999999999-01-01", "+999999999-12-31"}) {
            web.perform(post("/office/holidays/{day}/remove", day).with(user("secretariat").roles("secretariat")).with(formToken()))
                    .andExpect(status().isNotFound());
        }
    }

    /** A single day that a government declares early is no almanac. */
    @Test
    void asksForNextYearsAlmanacUntilItIsThere() throws Exception {
        int next = calendar.today().getYear() + 1;
        String missing = "The holidays of " + next + " are not here yet";
        boolean there = holidays.hasAlmanac(next);
        page("owner", "owners", "").andExpect(content().string(there ? not(containsString(missing)) : containsString(missing)));
        int bare = 2099;
        assertThat(holidays.hasAlmanac(bare)).isFalse();
        take(bare + "-06-03 Election", "Declared").andExpect(status().is3xxRedirection());
        assertThat(holidays.hasAlmanac(bare)).isFalse();
        take(IntStream.rangeClosed(1, 12).mapToObj(month -> String.format("%d-%02d-01 Holiday", bare, month)).collect(Collectors.joining("\r\n")), "Almanac")
                .andExpect(status().is3xxRedirection());
        assertThat(holidays.hasAlmanac(bare)).isTrue();
    }

    @Test
    void onlyTheSecretariatWrites() throws Exception {
        for (String role : new String[] {"treasurer", "owners"}) {
            web.perform(post("/office/holidays").with(user(role).roles(role)).with(formToken()).param("days", "2074-01-01 X").param("source", "y"))
                    .andExpect(status().isForbidden());
            web.perform(post("/office/holidays/2027-01-01/remove").with(user(role).roles(role)).with(formToken())).andExpect(status().isForbidden());
        }
    }

    private ResultActions page(String account, String role, String year) throws Exception {
        return web.perform(get("/office/holidays").param("year", year).with(user(account).roles(role)));
    }

    private ResultActions take(String days, String source) throws Exception {
        return web.perform(post("/office/holidays").with(user("secretariat").roles("secretariat")).with(formToken())
                .param("days", days).param("source", source));
    }
}
