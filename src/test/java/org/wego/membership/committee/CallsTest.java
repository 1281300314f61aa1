package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.FormToken.formToken;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.Rows;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.Level;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Moments;

/** The last day by telephone: whom the Secretariat calls, and what it enters for a caller. */
@HouseTest
class CallsTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    CallList calls;
    @Autowired
    VoteSessions sessions;
    @Autowired
    Members members;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    @Autowired
    Moments moments;
    MockMvc pages;

    @BeforeEach
    void pages() {
        pages = ground.pages();
    }

    @Test
    void theCallListHasWhoIsLeftTheTimeThereAndTheTelephone() throws Exception {
        List<Seat> seats = ground.committee(3);
        String city = "Callville " + System.nanoTime();
        members.admit(new NewMember(null, Category.FULL, Standing.FULL, MemberDetails.city(city, null, "KEN", Level.CITY, null, 10L, 2025, "test"),
                ground.today().minusYears(1), "Committee", false, new Contact("Ann Odhiambo", "Head of Relations", "ann@call.example", "+254 20 123 456", null),
                null, "test"));
        Seat called = ground.seats.keep(new Seat(0, city, null, List.of("call@call.example"), ground.today(), null, false, ZoneId.of("Africa/Nairobi")), "test");
        assertThat(called.memberNumber()).isNotNull();
        String only = ground.waits("Called");
        String round = ground.startBallot(10);
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), voter("Done"));
        sessions.open(CommitteePost.VOTE, round, seats.get(1).number(), "link");

        String page = page(get("/office/rounds/" + round + "/calls")).andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
        assertThat(page).contains(city).contains("+254 20 123 456").contains("tel:+25420123456").contains("Ann Odhiambo, Head of Relations")
                .contains("It is early to call").contains("Delivered<").contains("The agenda was opened on").contains("none in the register")
                .doesNotContain(seats.get(0).city() + "<");
        assertThat(calls.of(ground.round(round))).extracting(call -> call.seat().seat())
                .containsExactlyInAnyOrder(seats.get(1).number(), seats.get(2).number(), called.number());
        CallList.Call call = calls.of(ground.round(round)).stream().filter(one -> one.seat().seat() == called.number()).findFirst().orElseThrow();
        assertThat(call.now().getZone()).isEqualTo(ZoneId.of("Africa/Nairobi"));
        assertThat(Duration.between(call.now().toInstant(), ground.clock.instant())).isLessThan(Duration.ofMinutes(5));
        assertThat(call.left()).isEqualTo(1);

        // A telephone number is for those who call
        pages.perform(get("/office/rounds/" + round + "/calls").with(user("owner").roles("owners"))).andExpect(status().isForbidden());
        clock.advance(Duration.ofDays(9));
        page(get("/office/rounds/" + round + "/calls")).andExpect(content().string(not(containsString("It is early to call"))));
        clock.advance(Duration.ofDays(1));
        page(get("/office/rounds/" + round + "/calls")).andExpect(content().string(containsString("Nobody is waited for")));
    }

    @Test
    void aCallersAnswersAreReviewedRecordedAsACallAndReceiptedToTheSeat() throws Exception {
        List<Seat> seats = ground.committee(2);
        Seat seat = seats.get(1);
        String yes = ground.waits("Caller-Yes");
        String recused = ground.waits("Caller-Recused");
        String round = ground.startBallot(10);
        String way = "/office/rounds/" + round + "/seats/" + seat.number() + "/answer";
        Instant closes = ground.round(round).closesAt();
        page(get(way)).andExpect(status().isOk()).andExpect(content().string(containsString("Caller-Recused")))
                .andExpect(content().string(containsString("open until " + moments.words(closes))));
        // While an early close is announced, that is what a caller is told
        Instant early = closes.minus(Duration.ofDays(1));
        ground.jdbc.sql("update committee_round set early_close_at = ? where reference = ?").param(Rows.at(early)).param(round).update();
        page(get(way)).andExpect(content().string(containsString("open until " + moments.words(early))));
        page(get("/office/rounds/" + round + "/calls")).andExpect(content().string(containsString(moments.words(early))));
        ground.jdbc.sql("update committee_round set early_close_at = null where reference = ?").param(round).update();
        ballots.cast(round, seat.number(), Map.of(yes, Answer.REJECT, recused, Answer.REJECT), voter("Earlier Voter"));

        // Nothing said: every fault is named, and nothing is recorded
        page(post(way).param("action", "record")).andExpect(status().isBadRequest()).andExpect(content().string(containsString("Say how you know who it is")))
                .andExpect(content().string(containsString("Enter the name of the person")));
        page(answers(way, "record", yes, recused).param("known", "words")).andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Say how you made sure")));
        // Another seat's code, and the right one
        String others = ground.code(round, seats.get(0));
        page(answers(way, "record", yes, recused).param("known", "code").param("code", others)).andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("This is not the code of")));
        assertThat(ground.rounds.votes(round, seat.number())).allMatch(vote -> vote.answer() == Answer.REJECT);
        String code = ground.code(round, seat);
        page(answers(way, "review", yes, recused).param("known", "code").param("code", code.toLowerCase())).andExpect(status().isOk())
                .andExpect(content().string(containsString("Record these answers"))).andExpect(content().string(containsString("Earlier Voter")))
                .andExpect(content().string(containsString("Sister city")));
        assertThat(ground.rounds.votes(round, seat.number())).allMatch(vote -> vote.answer() == Answer.REJECT);

        page(answers(way, "record", yes, recused).param("known", "code").param("code", code)).andExpect(status().is3xxRedirection());
        RoundLog.Entry entry = ground.logged(round, RoundLog.Kind.CHANGED).get(0);
        assertThat(entry.detail()).containsEntry("via", "call").containsEntry("enteredBy", "sec").containsEntry("name", "Ben Otieno")
                .containsEntry("identified", "the code of the seat's letter was read out");
        assertThat(ground.rounds.votes(round, seat.number())).extracting(Vote::answer).containsExactlyInAnyOrder(Answer.APPROVE, Answer.RECUSE);
        assertThat(ground.addressees(round, CommitteeLetter.VOTE_RECEIPT)).hasSize(2).allMatch(to -> to.equals(seat.addresses()));
        page(get("/office/rounds/" + round)).andExpect(content().string(containsString("in a call, entered by sec")));

        clock.advance(Duration.ofDays(10));
        page(get(way)).andExpect(status().is3xxRedirection());
        page(answers(way, "record", yes, recused).param("known", "words").param("identified", "known voice")).andExpect(status().is3xxRedirection());
        assertThat(ground.rounds.votes(round, seat.number())).extracting(Vote::name).containsOnly("Ben Otieno");
    }

    @Test
    void onlyTheSecretariatEntersACallersAnswers() throws Exception {
        List<Seat> seats = ground.committee(1);
        String only = ground.waits("Not theirs");
        String round = ground.startBallot(10);
        String way = "/office/rounds/" + round + "/seats/" + seats.get(0).number() + "/answer";
        for (String group : List.of("owners", "treasurer")) {
            pages.perform(get(way).with(user(group).roles(group))).andExpect(status().isForbidden());
            pages.perform(post(way).with(formToken()).with(user(group).roles(group)).param("action", "record").param("vote." + only, "approve"))
                    .andExpect(status().isForbidden());
        }
        page(post("/office/rounds/" + round + "/seats/999999/answer").param("action", "record")).andExpect(status().isNotFound());
        assertThat(ground.rounds.votes(round)).isEmpty();
        clock.advance(Duration.ofDays(10));
    }

    @Test
    void aTieIsBrokenInACallToo() throws Exception {
        List<Seat> seats = ground.committee(2);
        String tied = ground.waits("Tied call");
        String round = ground.startBallot(1);
        ballots.cast(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE), voter("One"));
        ballots.cast(round, seats.get(1).number(), Map.of(tied, Answer.REJECT), voter("Two"));
        clock.advance(Duration.ofDays(1));
        page(get("/office/rounds/" + round + "/calls")).andExpect(content().string(containsString("The President City has not broken the tie")));
        String way = "/office/rounds/" + round + "/seats/" + seats.get(0).number() + "/answer";
        page(get(way)).andExpect(status().isOk()).andExpect(content().string(not(containsString("value=\"abstain\""))));
        page(get("/office/rounds/" + round + "/seats/" + seats.get(1).number() + "/answer")).andExpect(status().is3xxRedirection());
        page(post(way).param("action", "record").param("vote." + tied, "approve").param("name", "Mayor").param("title", "Mayor").param("known", "words")
                .param("identified", "called back at the number in the register")).andExpect(status().is3xxRedirection());
        quiet.drain();
        assertThat(ground.firstCase(round).outcome()).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(ground.logged(round, RoundLog.Kind.TIE_BROKEN).get(0).detail()).containsEntry("via", "call");
    }

    private MockHttpServletRequestBuilder answers(String way, String action, String yes, String recused) {
        return post(way).param("action", action).param("vote." + yes, "approve").param("vote." + recused, "recuse")
                .param("reason." + recused, "Sister city").param("name", "Ben Otieno").param("title", "Chief of Staff");
    }

    private ResultActions page(MockHttpServletRequestBuilder request) throws Exception {
        return pages.perform(request.with(formToken()).with(user("sec").roles("secretariat")));
    }
}
