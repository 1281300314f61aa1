package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;

/**
 * Rounds that were opened under the model of the first release, before ballots closed early or were re-opened: they run on
 * that model to their end, with the program of today.
 */
@HouseTest
class OlderModelTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    RuntimeService runtime;
    @Autowired
    RepositoryService repository;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;

    private String deployment;

    @BeforeEach
    void deploy() {
        deployment = repository.createDeployment().name("older").addClasspathResource("older-models/executive-committee-vote.bpmn")
                .addInputStream("recordMeetingDecision.form", getClass().getResourceAsStream("/forms/recordMeetingDecision.form")).deploy().getId();
    }

    // The newest version of a process is the one that starts: the others' tests want today's
    @AfterEach
    void away() {
        repository.deleteDeployment(deployment, true);
    }

    private String start(Map<String, Object> variables) {
        String version = repository.createProcessDefinitionQuery().deploymentId(deployment).singleResult().getId();
        return ground.begun(runtime.startProcessInstanceById(version, new HashMap<>(variables)));
    }

    @Test
    void aBallotIsAnsweredRemindedClosedAndItsTieBroken() {
        List<Seat> seats = ground.committee(4);
        String tied = ground.waits("Older-Tied");
        String clear = ground.waits("Older-Clear");
        String round = start(Map.of("days", 14));
        ballots.cast(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE, clear, Answer.APPROVE), voter("One"));
        ballots.cast(round, seats.get(1).number(), Map.of(tied, Answer.REJECT, clear, Answer.APPROVE), voter("Two"));
        ballots.cast(round, seats.get(2).number(), Map.of(tied, Answer.ABSTAIN, clear, Answer.APPROVE), voter("Three"));
        quiet.drain();
        assertThat(ground.awaited(round)).hasSize(1);
        clock.advance(Duration.ofDays(14));
        ballots.breakTie(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE), voter("President"));
        quiet.drain();
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.rounds.cases(round)).extracting(RoundCase::outcome).containsOnly(CommitteeOutcome.APPROVED);
    }

    @Test
    void aBallotThatIsCertainStillEndsAtItsDeadline() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Older-Certain");
        String round = start(Map.of("days", 14));
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("All")));
        quiet.drain();
        clock.advance(Duration.ofDays(13));
        assertThat(ground.ended(round)).isFalse();
        clock.advance(Duration.ofDays(1));
        assertThat(ground.ended(round)).isTrue();
    }

    @Test
    void aMeetingIsRecorded() {
        ground.committee(2);
        String only = ground.waits("Older-Meeting");
        String round = start(Map.of("mode", "meeting"));
        ground.complete(ground.task(round, "recordMeetingDecision"), Map.of("minutesReference", "M-1", "outcomes", "{\"" + only + "\":\"approve\"}"));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.rounds.cases(round)).extracting(RoundCase::outcome).containsOnly(CommitteeOutcome.APPROVED);
    }
}
