package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.wego.membership.FormToken.formToken;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.letter.LetterDesk;

/** What an applicant reads while the letter of a decision is held, and after it was stopped. */
@HouseTest
class ToldCasesTest {

    private static final Duration HOLD = Duration.ofMinutes(11);
    private static final String READING = "The Secretariat has your application since";

    @Autowired
    CaseGround ground;
    @Autowired
    Applications applications;
    @Autowired
    WebApplicationContext context;

    private MockMvc web;

    @BeforeEach
    void open() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    @Test
    void anAcceptanceIsToldByItsLetterFirst() throws Exception {
        String reference = ground.city("Quiet");
        String own = applications.ownPath(reference);
        ground.review(reference, Map.of("decision", "accept"));
        String number = applications.get(reference).memberNumber();
        assertThat(page(own)).contains(READING).doesNotContain("has accepted", "Associate Membership", number);
        assertThat(page(own + "/copy.json")).contains("IN_REVIEW").doesNotContain("Accepted", number, "Put before");
        assertThat(office(reference)).as("the office knows").contains("With the Committee", number);

        ground.clock.advance(HOLD);
        assertThat(page(own)).contains("has accepted your application", number).doesNotContain(READING);
        assertThat(page(own + "/copy.json")).contains("WITH_COMMITTEE", number);
    }

    @Test
    void aDeclineIsToldByItsLetterFirstAndOneThatWasStoppedNever() throws Exception {
        String reference = ground.city("Slipped");
        String own = applications.ownPath(reference);
        ground.review(reference, Map.of("decision", "decline", "reason", "You are no city."));
        assertThat(page(own)).contains(READING, "/withdraw").doesNotContain("You are no city", "did not accept");
        assertThat(page(own + "/copy")).doesNotContain("You are no city", "Declined");
        ground.complete(reference, "lookAtDecision", Map.of("decision", "stop", "reason", "Meant the other one."));
        assertThat(page(own + "/copy.json")).doesNotContain("You are no city", "Declined", "Decline taken back", "Meant the other one");
        assertThat(office(reference)).contains("You are no city", "Meant the other one");

        ground.review(reference, Map.of("decision", "decline", "reason", "Not signed by the mayor."));
        ground.clock.advance(HOLD);
        assertThat(page(own)).contains("did not accept", "Not signed by the mayor.");
        assertThat(page(own + "/copy.json")).contains("Declined", "Not signed by the mayor.").doesNotContain("You are no city");
    }

    @Test
    void whatIsAskedForOpensOnThePageWithItsLetter() throws Exception {
        String asked = ground.city("Asked quietly");
        ground.review(asked, Map.of("decision", "requestChanges", "reason", "Which year?"));
        assertThat(page(applications.ownPath(asked))).contains(READING).doesNotContain("Which year?", "/amend");
        ground.complete(asked, "lookAtDecision", Map.of("decision", "send"));
        assertThat(page(applications.ownPath(asked))).contains("Which year?", "/amend");

        String filed = ground.city("Filed quietly");
        ground.review(filed, Map.of("decision", "changeCategory", "reason", "An agency.", "newCategory", "FRIENDSHIP"));
        assertThat(page(applications.ownPath(filed) + "/copy.json")).contains("\"category\" : \"FULL\"").doesNotContain("FRIENDSHIP", "An agency.");
        ground.clock.advance(HOLD);
        assertThat(page(applications.ownPath(filed) + "/copy.json")).contains("FRIENDSHIP", "An agency.");
    }

    @Test
    void anAcceptanceThatWasToldAndTakenBackIsToldToo() throws Exception {
        String reference = ground.city("Told and taken back");
        ground.review(reference, Map.of("decision", "accept"));
        ground.clock.advance(HOLD);
        ground.askTakeBack(reference, "The wrong register.");
        assertThat(page(applications.ownPath(reference))).contains(READING);
        assertThat(page(applications.ownPath(reference) + "/copy.json")).contains("Accepted", "Acceptance taken back");
    }

    @Test
    void whoIsDeclinedAndDoesNotKnowMayWithdraw() throws Exception {
        String reference = ground.city("Withdrawn in the hold");
        String own = applications.ownPath(reference);
        ground.review(reference, Map.of("decision", "decline", "reason", "Not signed."));
        assertThat(page(own + "/withdraw")).contains("<button");
        web.perform(post(own + "/withdraw").with(formToken())).andReturn();
        ground.quiet.drain();
        ground.clock.advance(HOLD);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(ground.letter(reference, "APPLICATION_DECLINED").state()).isEqualTo(LetterDesk.State.STOPPED);
        assertThat(ground.letter(reference, "APPLICATION_WITHDRAWN").state()).isEqualTo(LetterDesk.State.SENT);
        assertThat(ground.instance(reference)).isNull();
        assertThat(applications.withdraw(reference)).isFalse();

        String late = ground.city("Too late to withdraw");
        ground.review(late, Map.of("decision", "decline", "reason", "Not signed."));
        ground.clock.advance(HOLD);
        assertThat(applications.withdraw(late)).isFalse();
    }

    private String page(String path) throws Exception {
        return web.perform(get(path)).andReturn().getResponse().getContentAsString();
    }

    private String office(String reference) throws Exception {
        return web.perform(get("/office/cases/" + reference).with(org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors
                .user("secretariat").roles("secretariat"))).andReturn().getResponse().getContentAsString();
    }
}
