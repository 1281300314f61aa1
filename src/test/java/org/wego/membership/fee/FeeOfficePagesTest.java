package org.wego.membership.fee;

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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;

/** What the office takes in that fees depend on: the Committee's decisions, corrections, and the ledger of referrals. */
@HouseTest
class FeeOfficePagesTest {

    private static final RequestPostProcessor TREASURER = user("treasurer").roles("treasurer");
    private static final RequestPostProcessor SECRETARIAT = user("secretariat").roles("secretariat");
    private static final RequestPostProcessor OWNER = user("owner").roles("owners");

    @Autowired
    WebApplicationContext context;
    @Autowired
    Members members;
    @Autowired
    Referrals referrals;
    MockMvc web;

    @BeforeEach
    void open() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    private Member admit(String origin, Category category, MemberDetails details) {
        return members.admit(new NewMember(origin, category, Standing.approved(category), details, LocalDate.of(2015, 1, 1), "Committee", false, null, null, "test"));
    }

    private MockHttpServletRequestBuilder waiver(Member member) {
        return post("/office/concessions").with(formToken()).param("member", member.number()).param("fromYear", "2027").param("toYear", "2029")
                .param("percent", "50").param("off", "").param("reason", "<b>Flood</b>").param("resolution", "EC-2026-009");
    }

    @Test
    void theTreasurerTakesWaiversInAndBack() throws Exception {
        Member member = admit("OFFICE-WAIVER", Category.FULL, MemberDetails.city("Waiverton", null, "KOR", null, null, 77_000L, 2025, "census"));
        web.perform(get("/office/concessions").with(OWNER)).andExpect(status().isOk()).andExpect(content().string(not(containsString("name=\"percent\""))));
        web.perform(get("/office/concessions").with(TREASURER)).andExpect(status().isOk()).andExpect(content().string(containsString("name=\"percent\"")));
        web.perform(waiver(member).with(SECRETARIAT)).andExpect(status().isForbidden());
        web.perform(waiver(member).with(TREASURER)).andExpect(redirectedUrl("/office/concessions"));
        web.perform(waiver(member).with(TREASURER)).andExpect(status().isBadRequest()).andExpect(content().string(containsString("holds already")));
        String page = web.perform(get("/office/concessions").with(TREASURER)).andExpect(content().string(containsString("&lt;b&gt;Flood")))
                .andExpect(content().string(containsString("2027–2029"))).andReturn().getResponse().getContentAsString();
        String revoke = page.substring(page.indexOf("/office/concessions/", page.indexOf("Waiverton")));
        revoke = revoke.substring(0, revoke.indexOf('"'));
        web.perform(post(revoke).with(OWNER).with(formToken())).andExpect(status().isForbidden());
        web.perform(post(revoke).with(TREASURER).with(formToken())).andExpect(redirectedUrl("/office/concessions"));
        web.perform(get("/office/concessions").with(TREASURER)).andExpect(content().string(containsString("Taken back by treasurer")));
    }

    @Test
    void theSecretariatTakesSuspensionsAndCategoriesIn() throws Exception {
        Member member = admit("OFFICE-SUSPENDED", Category.FRIENDSHIP, MemberDetails.friend("Suspendia", null, "KOR", OrganisationType.AGENCY, null));
        String page = "/office/members/" + member.number();
        web.perform(get(page).with(OWNER)).andExpect(status().isOk()).andExpect(content().string(not(containsString("suspendedFrom"))));
        web.perform(get(page).with(SECRETARIAT)).andExpect(content().string(containsString("suspendedFrom")));
        web.perform(post(page + "/suspension").with(TREASURER).with(formToken()).param("suspendedFrom", "2026-05-01").param("suspensionResolution", "EC-1"))
                .andExpect(status().isForbidden());
        web.perform(post(page + "/suspension").with(SECRETARIAT).with(formToken()).param("suspendedFrom", "soon").param("suspensionResolution", ""))
                .andExpect(status().isBadRequest()).andExpect(content().string(containsString("Write the day")))
                .andExpect(content().string(containsString("reference of the resolution"))).andExpect(content().string(containsString("value=\"soon\"")));
        web.perform(post(page + "/suspension").with(SECRETARIAT).with(formToken()).param("suspendedFrom", "2026-05-01").param("suspensionResolution", "EC-1"))
                .andExpect(redirectedUrl(page));
        web.perform(get(page).with(OWNER)).andExpect(content().string(containsString("stays liable for the fee")));
        web.perform(post(page + "/suspension").with(SECRETARIAT).with(formToken()).param("suspendedFrom", "2026-06-01").param("suspensionResolution", "EC-2"))
                .andExpect(status().isBadRequest());
        web.perform(post(page + "/suspension/end").with(SECRETARIAT).with(formToken()).param("suspendedTo", "2026-04-01")).andExpect(status().isBadRequest());
        web.perform(post(page + "/suspension/end").with(SECRETARIAT).with(formToken()).param("suspendedTo", "2026-05-31")).andExpect(redirectedUrl(page));
        web.perform(get(page).with(OWNER)).andExpect(content().string(not(containsString("stays liable"))));
        web.perform(post(page + "/category").with(SECRETARIAT).with(formToken()).param("newCategory", "FRIENDSHIP").param("categorySince", "2026-05-01")
                .param("categoryResolution", "EC-3")).andExpect(status().isBadRequest());
        web.perform(post(page + "/category").with(SECRETARIAT).with(formToken()).param("newCategory", "CORPORATE").param("categorySince", "2026-05-01")
                .param("categoryResolution", "EC-3")).andExpect(redirectedUrl(page));
        web.perform(get(page).with(OWNER)).andExpect(content().string(containsString("EC-3")));
    }

    @Test
    void whatStillCountsForTheYearIsSaid() throws Exception {
        Member member = admit("OFFICE-GROWN", Category.FULL, MemberDetails.city("Growthville", null, "KOR", null, null, 600_000L, 2020, "census"));
        String page = "/office/members/" + member.number();
        web.perform(get(page).with(OWNER)).andExpect(content().string(not(containsString("still goes by"))));
        web.perform(post(page).with(TREASURER).with(formToken()).param("population", "1200000").param("populationYear", "2025")).andExpect(redirectedUrl(page));
        web.perform(get(page).with(OWNER)).andExpect(content().string(containsString("still goes by: 600,000 inhabitants (2020)")));
        web.perform(post(page).with(TREASURER).with(formToken()).param("population", "1250000").param("populationYear", "2025").param("correction", "true"))
                .andExpect(redirectedUrl(page));
        web.perform(get(page).with(OWNER)).andExpect(content().string(not(containsString("still goes by"))));
    }

    @Test
    void theLedgerTellsWhatReferralsAddUpTo() throws Exception {
        Member friend = admit("OFFICE-LEDGER", Category.FRIENDSHIP, MemberDetails.friend("Ledgerline", null, "KOR", OrganisationType.AGENCY, null));
        for (int i = 0; i < 5; i++) {
            referrals.claim(friend.number(), "LEDGER-" + i, "Ledger City " + i, "KOR");
            referrals.confirm("LEDGER-" + i);
            referrals.cityBecameFull("LEDGER-" + i, LocalDate.of(2095, 2, 1), false);
        }
        referrals.claim(friend.number(), "LEDGER-x", "Ledger City x", "KOR");
        web.perform(get("/office/referrals").with(OWNER)).andExpect(status().isOk()).andExpect(content().string(containsString("Ledgerline")))
                .andExpect(content().string(containsString("earned for 2096; no run has taken it up yet")))
                .andExpect(content().string(containsString("claimed, not confirmed"))).andExpect(content().string(containsString("1 February 2095")));
    }
}
