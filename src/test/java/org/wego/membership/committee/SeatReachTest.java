package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.LetterRefused;

/** A seat that can't be reached is a task of the Secretariat, never silently skipped. */
@HouseTest
class SeatReachTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    SeatReach reach;
    @Autowired
    Misdirected misdirected;
    @Autowired
    LetterDesk letters;
    @Autowired
    TaskService tasks;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;

    @Test
    void oneOfSeveralAddressesThatRefuseIsToldOnceAndReplaced() {
        List<Seat> seats = ground.committee(2);
        Seat seat = ground.readdress(seats.get(1), "good@several.example", "gone@several.example");
        String only = ground.waits("Several");
        String round = ground.startBallot(10);
        refuse(round, "VOTE_INVITATION", seat, "gone@several.example", true);
        Task task = ground.task(round, "reachSeat");
        assertThat(facts(task)).contains("good@several.example").contains("gone@several.example").contains("550 gone").contains("Please answer by");
        assertThat(variable(task, "trouble")).contains("the others took it");

        // The next letter is refused there too: it is noted, and no second task made of what is known
        ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("One"));
        refuse(round, "VOTE_RECEIPT", seat, "gone@several.example", true);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(round).taskDefinitionKey("reachSeat").count()).isEqualTo(1);
        assertThat(ground.logged(round, RoundLog.Kind.REFUSED)).hasSize(2)
                .allSatisfy(entry -> assertThat(entry.seat()).isEqualTo(seat.number()));

        ground.complete(task, Map.of("decision", "resend", "email", "right@several.example"));
        assertThat(ground.rounds.rollSeat(round, seat.number()).orElseThrow().addresses())
                .containsExactly("right@several.example", "good@several.example");
        assertThat(ground.seats.find(seat.number()).orElseThrow().addresses()).containsExactly("right@several.example", "good@several.example");
        assertThat(letters.about(round).stream().filter(line -> line.to().equals(List.of("right@several.example"))).map(LetterDesk.Line::kind))
                .containsExactly("VOTE_INVITATION");
    }

    @Test
    void aLetterThatNobodyTookIsATaskEachTime() {
        List<Seat> seats = ground.committee(2);
        Seat seat = seats.get(1);
        String address = seat.addresses().get(0);
        ground.waits("Nobody");
        String round = ground.startBallot(10);
        refuse(round, "VOTE_INVITATION", seat, address, false);
        Task task = ground.task(round, "reachSeat");
        assertThat(variable(task, "trouble")).startsWith("No address of this seat took the letter");
        assertThat(facts(task)).contains("nobody");
        tasks.complete(task.getId(), Map.of("decision", "setAside"));
        clock.advance(Duration.ofDays(4));
        refuse(round, "VOTE_REMINDER", seat, address, false);
        assertThat(ground.task(round, "reachSeat")).isNotNull();
    }

    @Test
    void anAgendaThatCameToTheWrongPersonGoesToTheRightOneWithANewLink() {
        List<Seat> seats = ground.committee(2);
        Seat seat = ground.readdress(seats.get(1), "wrong@person.example", "also@person.example");
        ground.waits("Misdirected");
        String round = ground.startBallot(10);
        String code = ground.code(round, seat);
        misdirected.say(round, seat.number(), "I left the city hall; ask Ms Kim.", "code");
        misdirected.say(round, seat.number(), "I left the city hall; ask Ms Kim.", "code");
        quiet.drain();
        assertThat(misdirected.untold()).noneMatch(said -> said.round().equals(round));
        Task task = ground.task(round, "reachSeat");
        assertThat(task.getName()).isEqualTo("Reach seat: " + seat.city());
        assertThat(facts(task)).contains("ask Ms Kim").contains("wrong@person.example");
        assertThat(variable(task, "trouble")).contains("not for them").contains("new link");

        tasks.complete(task.getId(), Map.of("decision", "resend", "email", "kim@person.example; also@person.example"));
        quiet.drain();
        assertThat(ground.links.byCode("vote", code).orElseThrow().current()).isFalse();
        assertThat(ground.rounds.rollSeat(round, seat.number()).orElseThrow().addresses())
                .containsExactly("kim@person.example", "also@person.example");
        assertThat(ground.addressees(round, CommitteeLetter.VOTE_LINK_REPLACED))
                .containsExactly(List.of("kim@person.example", "also@person.example"));
    }

    @Test
    void moreAddressesThanASeatMayHaveAreRefusedInWords() {
        List<Seat> seats = ground.committee(1);
        Seat seat = ground.readdress(seats.get(0), "a@five.example", "b@five.example", "c@five.example", "d@five.example", "e@five.example");
        ground.waits("Five");
        String round = ground.startBallot(10);
        refuse(round, "VOTE_INVITATION", seat, "a@five.example", true);
        Task task = ground.task(round, "reachSeat");
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("decision", "resend", "email", "f@five.example g@five.example")))
                .isInstanceOf(FormFieldValidationException.class);
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("decision", "resend", "email", "f@five.example nobody")))
                .isInstanceOf(FormFieldValidationException.class);
        ground.complete(task, Map.of("decision", "resend", "email", "f@five.example"));
        assertThat(ground.rounds.rollSeat(round, seat.number()).orElseThrow().addresses()).hasSize(5).startsWith("f@five.example")
                .doesNotContain("a@five.example");
    }

    @Test
    void aSeatWithoutAnAddressIsToldBySweepIfTheFirstTellingWasLost() {
        List<Seat> seats = ground.committee(2);
        Seat mute = ground.readdress(seats.get(1));
        ground.waits("Lost telling");
        String round = ground.startBallot(10);
        Task first = ground.task(round, "reachSeat");
        assertThat(reach.mute()).noneMatch(seat -> seat.round().equals(round));
        // As if the program had died between the commit and the telling
        tasks.complete(first.getId(), Map.of("decision", "setAside"));
        ground.jdbc.sql("update roll_seat set mute_told_at = null where round = ? and seat = ?").param(round).param(mute.number()).update();
        quiet.drain();
        assertThat(ground.task(round, "reachSeat").getName()).isEqualTo("Reach seat: " + mute.city());
        assertThat(reach.mute()).noneMatch(seat -> seat.round().equals(round));
    }

    @Test
    void aPresidentCityWithoutAnAddressIsAskedOnceItHasOne() {
        List<Seat> seats = ground.committee(2);
        Seat president = ground.readdress(seats.get(0));
        String tied = ground.waits("Mute President");
        String round = ground.startBallot(1);
        tasks.complete(ground.task(round, "reachSeat").getId(), Map.of("decision", "setAside"));
        ballots.cast(round, president.number(), Map.of(tied, Answer.APPROVE), voter("President"));
        ballots.cast(round, seats.get(1).number(), Map.of(tied, Answer.REJECT), voter("Other"));
        clock.advance(Duration.ofDays(1));
        ground.complete(ground.task(round, "reachSeat"), Map.of("decision", "resend", "email", "president@mute.example"));
        assertThat(letters.about(round).stream().filter(line -> line.to().contains("president@mute.example")).map(LetterDesk.Line::kind))
                .containsExactly("TIE_BREAK");
        misdirected.say(round, president.number(), "Not mine", "code");
        quiet.drain();
        ground.complete(ground.task(round, "reachSeat"), Map.of("decision", "resend", "email", "mayor@mute.example"));
        assertThat(ground.addressees(round, CommitteeLetter.TIE_BREAK))
                .containsExactly(List.of("president@mute.example"), List.of("mayor@mute.example"));
    }

    @Test
    void aSharedAddressDoesNotMakeOneSeatOfTwo() {
        List<Seat> seats = ground.committee(3);
        ground.readdress(seats.get(1), "shared@office.example");
        Seat second = ground.readdress(seats.get(2), "shared@office.example");
        ground.waits("Shared");
        String round = ground.startBallot(10);
        refuse(round, "VOTE_INVITATION", second, "shared@office.example", false);
        assertThat(ground.task(round, "reachSeat").getName()).isEqualTo("Reach seat: " + second.city());
    }

    /** As the worker notes it: refused by one address, taken by the others or by nobody. */
    private void refuse(String round, String kind, Seat seat, String address, boolean others) {
        LetterDesk.Line letter = letters.about(round).stream()
                .filter(line -> line.naturalKey().startsWith(round + "/" + kind + "/" + seat.number())).findFirst().orElseThrow();
        ground.jdbc.sql("update letter set state = ?, refused = ? where id = ?").param(others ? "SENT" : "REFUSED").param(new String[] {address})
                .param(letter.id()).update();
        events.publishEvent(new LetterRefused(letter.id(), round, kind, address, "550 gone"));
    }

    private String facts(Task task) {
        return variable(task, "facts");
    }

    private String variable(Task task, String name) {
        return String.valueOf(tasks.getVariable(task.getId(), name));
    }
}
