package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.HouseTest;
import org.wego.membership.committee.CaseStanding;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.committee.Seat;
import org.wego.membership.committee.Seats;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;

/** The ten minutes in which a decision's letter is held, and the taking back of decisions. */
@HouseTest
class SecondLookTest {

    private static final Duration HOLD = Duration.ofMinutes(10);

    @Autowired
    CaseGround ground;
    @Autowired
    Applications applications;
    @Autowired
    Decisions decisions;
    @Autowired
    Members members;
    @Autowired
    CommitteeCases committee;
    @Autowired
    OrganisationCalendar calendar;
    @Autowired
    SecondLook look;
    @Autowired
    Seats seats;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transactions;

    @Test
    void aDecisionTakesEffectAtOnceAndItsLetterWaitsTenMinutes() {
        String reference = ground.city("Held");
        ground.review(reference, Map.of("decision", "accept"));
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITH_COMMITTEE);
        assertThat(ground.letter(reference, "ASSOCIATE_ADMITTED").state()).isEqualTo(LetterDesk.State.QUEUED);

        // The letter whole, but for what only the applicant may have
        assertThat(ground.task(reference, "lookAtDecision").getName()).startsWith("Look at decision: Held");
        assertThat(ground.shown(reference, "lookAtDecision", "facts").toString()).contains(applications.get(reference).email(), "Welcome as an Associate Member");
        assertThat(ground.shown(reference, "lookAtDecision", "letter").toString()).contains("is an Associate Member of WeGO now", "the applicant’s own link")
                .doesNotContain("/status/");

        ground.clock.advance(HOLD.minusSeconds(30));
        assertThat(ground.letter(reference, "ASSOCIATE_ADMITTED").state()).isEqualTo(LetterDesk.State.QUEUED);
        ground.clock.advance(Duration.ofMinutes(1));
        assertThat(ground.letter(reference, "ASSOCIATE_ADMITTED").state()).isEqualTo(LetterDesk.State.SENT);
        assertThat(ground.task(reference, "lookAtDecision")).isNull();
    }

    @Test
    void itGoesAtOnceWhenSomebodyHasLookedAtIt() {
        String reference = ground.city("Released");
        ground.review(reference, Map.of("decision", "decline", "reason", "Not signed."));
        ground.refused(reference, "lookAtDecision", Map.of(), "\"decision\"");
        ground.refused(reference, "lookAtDecision", Map.of("decision", "perhaps"), "\"decision\"");
        ground.refused(reference, "lookAtDecision", Map.of("decision", "stop"), "\"reason\"");
        ground.complete(reference, "lookAtDecision", Map.of("decision", "send"));
        assertThat(ground.letter(reference, "APPLICATION_DECLINED").state()).isEqualTo(LetterDesk.State.SENT);
        ground.clock.advance(HOLD);
        assertThat(ground.instance(reference)).isNull();
        assertThat(decisions.last(reference).orElseThrow().finalAt()).isNotNull();
    }

    @Test
    void aStoppedAcceptanceLeavesNothingButItsTrace() {
        String reference = ground.city("Mistaken");
        ground.review(reference, Map.of("decision", "accept"));
        String number = applications.get(reference).memberNumber();
        ground.completeAs("secretariat", ground.task(reference, "lookAtDecision"), Map.of("decision", "stop", "reason", "The wrong city of that name."));

        Application application = applications.get(reference);
        assertThat(application.state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(application.memberNumber()).isNull();
        assertThat(application.associateOn()).isNull();
        assertThat(ground.task(reference, "reviewApplication")).isNotNull();
        assertThat(ground.letter(reference, "ASSOCIATE_ADMITTED").state()).isEqualTo(LetterDesk.State.STOPPED);
        assertThat(ground.letter(reference, "DECISION_CORRECTED")).as("nothing went out that could be corrected").isNull();
        assertThat(committee.standing(reference).orElseThrow().state()).isEqualTo(CaseStanding.State.WITHDRAWN);
        Member annulled = members.find(number).orElseThrow();
        assertThat(annulled.endedOn()).isEqualTo(calendar.today());
        assertThat(annulled.origin()).isNull();
        Decisions.Decision taken = decisions.of(reference).get(0);
        assertThat(taken.takenBackWhy()).isEqualTo("The wrong city of that name.");
        assertThat(taken.takenBackBy()).isEqualTo("secretariat");
        assertThat(ground.events(reference)).contains("takenBack.accept", "associateAnnulled");
        assertThat(members.published(number)).as("nobody was told of it").isEmpty();

        // Accepted again: another entry, not a returning city, and another letter
        ground.review(reference, Map.of("decision", "accept"));
        Member again = members.find(applications.get(reference).memberNumber()).orElseThrow();
        assertThat(again.number()).isNotEqualTo(number);
        assertThat(again.returning()).isFalse();
        assertThat(ground.letter(reference, "ASSOCIATE_ADMITTED").naturalKey()).endsWith("/again-1");
        ground.clock.advance(HOLD.plusMinutes(1));
        assertThat(ground.letter(reference, "ASSOCIATE_ADMITTED").state()).isEqualTo(LetterDesk.State.SENT);
    }

    @Test
    void aStoppedDeclineIsReviewedAgain() {
        String reference = ground.city("Spared");
        ground.review(reference, Map.of("decision", "decline", "reason", "A slip."));
        ground.complete(reference, "lookAtDecision", Map.of("decision", "stop", "reason", "Meant the other one."));
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(applications.get(reference).reason()).isNull();
        ground.clock.advance(HOLD.plusMinutes(1));
        assertThat(ground.letter(reference, "APPLICATION_DECLINED").state()).isEqualTo(LetterDesk.State.STOPPED);
        assertThat(ground.task(reference, "reviewApplication")).isNotNull();
    }

    @Test
    void aStoppedRequestAndAStoppedChangeOfCategoryCloseThePageAgain() {
        String request = ground.city("Asked by mistake");
        ground.review(request, Map.of("decision", "requestChanges", "reason", "Which year?"));
        ground.complete(request, "lookAtDecision", Map.of("decision", "stop", "reason", "It says so."));
        assertThat(applications.get(request).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(applications.amendable(applications.get(request))).isFalse();
        assertThat(ground.task(request, "reviewApplication")).isNotNull();

        String filed = ground.city("Filed by mistake");
        ground.review(filed, Map.of("decision", "changeCategory", "reason", "An agency.", "newCategory", "FRIENDSHIP"));
        ground.complete(filed, "lookAtDecision", Map.of("decision", "stop", "reason", "It is a city."));
        assertThat(applications.get(filed).category()).isEqualTo(Category.FULL);
        assertThat(ground.runtime.getVariable(ground.instance(filed).getId(), "category")).isEqualTo("FULL");
        ground.review(filed, Map.of("decision", "accept"));
        assertThat(members.byOrigin(filed)).isPresent();
    }

    @Test
    void anAcceptanceIsTakenBackLaterAndALetterCorrectsTheOneThatWent() {
        String reference = ground.inReview(Writing.company(Writing.name("Later")));
        refusedStart(reference, "x", "none stands");
        ground.review(reference, Map.of("decision", "accept"));
        ground.clock.advance(HOLD.plusMinutes(1));
        assertThat(ground.letter(reference, "GOES_TO_COMMITTEE").state()).isEqualTo(LetterDesk.State.SENT);
        refusedStart("WEGO-1999-0001", "x", "no case");
        refusedStart(reference, " ", "\"reason\"");

        assertThat(ground.askTakeBack(reference, "We had not read the register of companies.").getBusinessKey()).isEqualTo(reference);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(ground.task(reference, "reviewApplication")).isNotNull();
        assertThat(ground.letter(reference, "DECISION_CORRECTED").state()).isEqualTo(LetterDesk.State.SENT);
        assertThat(ground.letters.words(ground.letter(reference, "DECISION_CORRECTED").id()).text())
                .contains("accepted your application", "We had not read the register of companies.");
        refusedStart(reference, "Again", "none stands");
    }

    @Test
    void onceInAnOpenRoundNothingIsTakenBack() {
        boolean president = seats.on(calendar.today()).stream().noneMatch(Seat::president);
        Seat seat = seats.keep(new Seat(0, Writing.name("Seat"), null, List.of("seat@second-look.example"), calendar.today(), null, president), "test");
        try {
            String reference = ground.city("In a round");
            ground.review(reference, Map.of("decision", "accept", "committee", "now"));
            assertThat(committee.standing(reference).orElseThrow().state()).isEqualTo(CaseStanding.State.IN_ROUND);
            refusedStart(reference, "Too late", "open round EC-");
            ground.refused(reference, "lookAtDecision", Map.of("decision", "stop", "reason", "Too late"), "open round EC-");
        } finally {
            jdbc.sql("update seat set held_from = date '2000-01-01', held_to = date '2000-01-02' where number = ?").param(seat.number()).update();
        }
    }

    @Test
    void aRoundThatOpensInTheSameMomentIsSeen() throws Exception {
        String reference = ground.city("Just taken");
        ground.review(reference, Map.of("decision", "accept"));
        long decision = decisions.last(reference).orElseThrow().id();
        CompletableFuture<Boolean> takenBack = new CompletableFuture<>();
        transactions.executeWithoutResult(opening -> {
            ground.runtime.startProcessInstanceByKey("executive-committee-vote", Map.of("cases", List.of(reference), "days", 7));
            new Thread(() -> {
                try {
                    takenBack.complete(look.takeBack(decision, "Too late", "secretariat"));
                } catch (RuntimeException fault) {
                    takenBack.completeExceptionally(fault);
                }
            }).start();
            await().atMost(Duration.ofSeconds(20)).until(() -> jdbc.sql(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%agenda_case%'").query(Integer.class).single() > 0);
        });
        assertThat(takenBack.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(committee.standing(reference).orElseThrow().state()).isEqualTo(CaseStanding.State.IN_ROUND);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITH_COMMITTEE);
    }

    @Test
    void whoWithdrawsWhileALetterIsBeingStoppedGetsItNoMore() {
        String reference = ground.city("Quicker than both");
        ground.review(reference, Map.of("decision", "accept"));
        ground.tasks.complete(ground.task(reference, "lookAtDecision").getId(), Map.of("decision", "stop", "reason", "The wrong city."));
        applications.withdraw(reference);
        ground.quiet.drain();
        ground.clock.advance(HOLD.plusMinutes(1));
        assertThat(ground.letter(reference, "ASSOCIATE_ADMITTED").state()).isEqualTo(LetterDesk.State.STOPPED);
        assertThat(ground.letter(reference, "APPLICATION_WITHDRAWN").state()).isEqualTo(LetterDesk.State.SENT);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITHDRAWN);
    }

    @Test
    void aTakingBackThatTheProcessNeedsNoMoreDoesNotUndoTheNextDecision() {
        String reference = ground.city("Late news");
        ground.review(reference, Map.of("decision", "accept"));
        applications.tell(reference, CaseNews.DECISION_TAKEN_BACK);
        ground.quiet.drain();
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITH_COMMITTEE);
        assertThat(ground.task(reference, "reviewApplication")).isNull();
        assertThat(ground.runtime.getActiveActivityIds(ground.instance(reference).getId())).containsExactly("committeeDecided");
        assertThat(applications.untold(reference)).isEmpty();
    }

    @Test
    void whatTheReviewerWritesWithAnAcceptanceReachesTheApplicant() {
        String city = ground.city("With a word");
        ground.review(city, Map.of("decision", "accept", "reason", "Please send the statute of your council."));
        String company = ground.inReview(Writing.company(Writing.name("With a word")));
        ground.review(company, Map.of("decision", "accept", "committee", "now", "reason", "Please send your register's extract."));
        assertThat(ground.letters.words(ground.letter(city, "ASSOCIATE_ADMITTED").id()).text()).contains("Please send the statute of your council.");
        assertThat(ground.letters.words(ground.letter(company, "GOES_TO_COMMITTEE").id()).text()).contains("Please send your register's extract.");
        assertThat(decisions.last(city).orElseThrow().reason()).isEqualTo("Please send the statute of your council.");
    }

    @Test
    void whoWithdrawsOrAnswersFirstGetsNoLetterThatSaysNothingAnyMore() {
        String leaving = ground.city("Leaving at once");
        ground.review(leaving, Map.of("decision", "accept"));
        applications.withdraw(leaving);
        ground.quiet.drain();
        assertThat(ground.letter(leaving, "ASSOCIATE_ADMITTED").state()).isEqualTo(LetterDesk.State.STOPPED);
        assertThat(ground.task(leaving, "lookAtDecision")).isNull();

        Map<String, String> answers = Writing.city(Writing.name("Quick to answer"));
        String quick = ground.inReview(answers);
        ground.review(quick, Map.of("decision", "requestChanges", "reason", "Which year?"));
        applications.amend(quick, Writing.answers(answers), Map.of());
        ground.quiet.drain();
        assertThat(ground.letter(quick, "CHANGES_ASKED").state()).isEqualTo(LetterDesk.State.STOPPED);
        assertThat(ground.task(quick, "lookAtDecision")).isNull();
        assertThat(ground.task(quick, "reviewApplication")).isNotNull();
    }

    @Test
    void aDeclineThatIsFinalStays() {
        String reference = ground.city("Final");
        ground.review(reference, Map.of("decision", "decline", "reason", "Not signed."));
        ground.clock.advance(HOLD.plusMinutes(1));
        assertThat(ground.instance(reference)).isNull();
        refusedStart(reference, "x", "none stands");
    }

    private void refusedStart(String reference, String reason, String words) {
        assertThatThrownBy(() -> ground.askTakeBack(reference, reason)).hasMessageContaining(words);
    }
}
