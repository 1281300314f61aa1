package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;

/**
 * The Committee's letters as their readers get them, in plain text. Each stands in {@code target/letters-committee} too, to
 * be read aloud.
 */
@HouseTest
class CommitteeLettersTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    CommitteePost post;
    @Autowired
    VoteSessions sessions;
    @Autowired
    RoundLog log;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    TestRestTemplate http;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;

    /** Other tests leave letters by the thousand, and every look into the mailbox reads them all. */
    @BeforeEach
    void emptyTheMailbox() {
        http.delete("/demo/mailbox");
    }

    @Test
    void aReminderSaysWhatItsSeatDidSoFar() {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("Reminded");
        String round = start(Map.of("days", 10));
        String invitation = letter(seats.get(0), "Please answer by");
        assertThat(first(invitation)).startsWith("Please answer for " + seats.get(0).city() + " by").contains("one case");
        sessions.open(CommitteePost.VOTE, round, seats.get(1).number(), "link");
        ballots.cast(round, seats.get(2).number(), Map.of(only, Answer.APPROVE), voter("Done"));
        clock.advance(Duration.ofDays(3));
        assertThat(first(letter(seats.get(0), "Still to answer"))).contains("nobody has opened its agenda");
        assertThat(first(letter(seats.get(1), "Still to answer"))).contains("was opened on").contains("no answer was cast");
        assertThat(letter(seats.get(0), "Still to answer")).doesNotContain("may call you");
        assertThat(mail(seats.get(2)).stream().map(one -> one.path("subject").asText())).noneMatch(subject -> subject.startsWith("Still to answer"));
        clock.advance(Duration.ofDays(6));
        assertThat(letter(seats.get(0), "Still to answer")).contains("last reminder");
        clock.advance(Duration.ofDays(1));
        assertThat(first(letter(seats.get(0), "Outcomes of round"))).startsWith("Nothing needs to be done");
    }

    @Test
    void aReminderAfterAReopeningNamesOnlyWhatIsLeft() {
        List<Seat> seats = ground.committee(2);
        String kept = ground.waits("Kept case");
        String changed = ground.waits("Changed case");
        String round = start(Map.of("days", 10));
        ballots.cast(round, seats.get(0).number(), Map.of(kept, Answer.APPROVE, changed, Answer.APPROVE), voter("One"));
        ground.jdbc.sql("delete from vote where round = ? and reference = ?").param(round).param(changed).update();
        clock.advance(Duration.ofDays(3));
        String reminder = letter(seats.get(0), "Still to answer");
        assertThat(first(reminder)).startsWith("Please answer the rest for").contains("one case waits for your answer");
        assertThat(reminder).contains("Still to answer: Changed case");
        clock.advance(Duration.ofDays(7));
    }

    @Test
    void aReceiptHasAnswersReasonsPositionAndHashAndNamesWhoAnsweredBefore() {
        List<Seat> seats = ground.committee(2);
        Seat seat = ground.seats.keep(new Seat(seats.get(1).number(), seats.get(1).city(), null,
                List.of("one@" + seats.get(1).number() + ".example", "two@" + seats.get(1).number() + ".example"), seats.get(1).from(), null, false,
                ZoneId.of("Africa/Nairobi")), "test");
        String only = ground.waits("Receipted");
        String round = start(Map.of("days", 10));
        ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("Ann Odhiambo"));
        quiet.drain();
        String receipt = letter(seat, "Recorded:");
        assertThat(first(receipt)).isEqualTo("Nothing needs to be done if these answers are yours: Ann Odhiambo, Mayor, has cast them for " + seat.city() + ".");
        assertThat(receipt).contains("in Nairobi").doesNotContain("Before that");
        JsonNode mail = mail(seat).stream().filter(one -> one.path("subject").asText().startsWith("Recorded:")).findFirst().orElseThrow();
        assertThat(mail.path("to").toString()).contains(seat.addresses().get(0)).contains(seat.addresses().get(1));

        ballots.cast(round, seat.number(), Map.of(only, Answer.RECUSE), Map.of(only, "The applicant is our sister city."),
                Ballots.Voter.caller("Ben Otieno", "Chief of Staff", "secretariat", "read the code out"));
        quiet.drain();
        receipt = letter(seat, "Recorded:");
        assertThat(receipt).contains("Ben Otieno, Chief of Staff, gave them for").contains("in a call").contains("account secretariat")
                .contains("Before that, Ann Odhiambo, Mayor, had answered on").contains("Receipted: Recuse (The applicant is our sister city.)");
        RoundLog.Entry entry = log.of(round).stream().filter(one -> one.kind() == RoundLog.Kind.CHANGED).findFirst().orElseThrow();
        assertThat(receipt).contains("Entry in the log: " + entry.position() + "\n").contains(entry.hash());
        clock.advance(Duration.ofDays(10));
    }

    @Test
    void lettersOfAnEarlyCloseSayToEachSeatWhatItMeans() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Early");
        String round = start(Map.of("days", 10));
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), voter("One"));
        transaction.executeWithoutResult(status -> {
            Round open = ground.rounds.lock(round);
            post.closingEarly(open, ground.rounds.cases(round), ground.rounds.roll(round), open.closesAt().minus(Duration.ofDays(2)));
        });
        quiet.drain();
        assertThat(first(letter(seats.get(0), "Closes early"))).startsWith("Nothing needs to be done: the answers of");
        assertThat(first(letter(seats.get(1), "Closes early"))).startsWith("Please answer for " + seats.get(1).city());
        transaction.executeWithoutResult(status -> post.closeCalledOff(ground.rounds.lock(round), ground.rounds.cases(round), ground.rounds.roll(round)));
        quiet.drain();
        assertThat(first(letter(seats.get(0), "Open until"))).startsWith("Nothing needs to be done").contains("after all. It does not close early");
        assertThat(first(letter(seats.get(1), "Open until"))).startsWith("Please answer for " + seats.get(1).city());
        clock.advance(Duration.ofDays(10));
    }

    @Test
    void lettersOfAReopeningAskOnlyWhoHasSomethingToAnswer() {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("Reopened");
        String round = start(Map.of("days", 10));
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), voter("One"));
        ground.jdbc.sql("update roll_seat set entitled = false, ground = 'NO_MEMBER' where round = ? and seat = ?").param(round)
                .param(seats.get(2).number()).update();
        transaction.executeWithoutResult(status -> post.reopened(ground.rounds.lock(round), ground.rounds.cases(round), ground.rounds.roll(round),
                "the seat of Alpha passed to Beta.", Set.of()));
        quiet.drain();
        String stands = letter(seats.get(0), "Your answers stand");
        assertThat(first(stands)).startsWith("Nothing needs to be done").contains("still stand");
        assertThat(stands).contains("What changed: the seat of Alpha passed to Beta.");
        assertThat(first(letter(seats.get(1), "Please answer by"))).contains("was opened anew, and one case waits for your answer.");
        assertThat(first(letter(seats.get(2), "No vote for"))).startsWith("You need not answer");
        clock.advance(Duration.ofDays(10));
    }

    @Test
    void aMeetingsAgendaAsksToPrepareAndToExcuse() {
        List<Seat> seats = ground.committee(2);
        ground.waits("Meeting one");
        ground.waits("Meeting two");
        start(Map.of("mode", "meeting", "meetingDate", ground.today().plusDays(30).toString()));
        String agenda = letter(seats.get(1), "Please prepare");
        assertThat(first(agenda)).startsWith("Please prepare the position of " + seats.get(1).city() + " on 2 cases").contains("the meeting of");
        assertThat(agenda).contains("If nobody can attend").contains("/vote#");
    }

    @Test
    void aTieIsAskedInOneSentence() {
        List<Seat> seats = ground.committee(2);
        String tied = ground.waits("Tied letter");
        String round = start(Map.of("days", 1));
        ballots.cast(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE), voter("One"));
        ballots.cast(round, seats.get(1).number(), Map.of(tied, Answer.REJECT), voter("Two"));
        clock.advance(Duration.ofDays(1));
        assertThat(first(letter(seats.get(0), "Please break a tie"))).startsWith("Please decide for the Executive Committee by");
        ballots.breakTie(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE), voter("President"));
        quiet.drain();
        assertThat(first(letter(seats.get(0), "Recorded: "))).startsWith("Nothing needs to be done if this is your decision: President, Mayor, broke the tie");
    }

    /** The newest letter to a seat whose subject begins so, as plain text. */
    private String letter(Seat seat, String subject) {
        return mail(seat).stream().filter(one -> one.path("subject").asText().startsWith(subject)).map(one -> one.path("text").asText().replace("\r\n", "\n"))
                .findFirst().orElseThrow(() -> new AssertionError("No letter \"" + subject + "…\" to " + seat.city() + ": "
                        + mail(seat).stream().map(one -> one.path("subject").asText()).toList()));
    }

    /** What the reader meets first, after the greeting. */
    private static String first(String text) {
        return text.split("\n\n")[1].replace("\n", " ");
    }

    private List<JsonNode> mail(Seat seat) {
        List<JsonNode> mine = new ArrayList<>();
        http.getForObject("/demo/mailbox.json", JsonNode.class).forEach(one -> {
            if (one.path("to").toString().contains("\"" + seat.addresses().get(0) + "\"")) {
                mine.add(one);
            }
        });
        keep(mine);
        return mine;
    }

    private static void keep(List<JsonNode> mail) {
        Path folder = Path.of("target", "letters-committee");
        try {
            Files.createDirectories(folder);
            for (JsonNode one : mail) {
                Files.writeString(folder.resolve(one.path("id").asText() + ".txt"), "Subject: " + one.path("subject").asText() + "\nTo: "
                        + one.path("to") + "\n\n" + one.path("text").asText(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String start(Map<String, Object> variables) {
        var instance = runtime.startProcessInstanceByKey("executive-committee-vote", variables.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        String round = runtime.createProcessInstanceQuery().processInstanceId(instance.getId()).singleResult().getBusinessKey();
        quiet.drain();
        return round;
    }
}
