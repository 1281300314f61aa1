package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asks the table itself for every count of up to 25 seats: {@link VotingRuleTest} at full length. */
@Tag("drill")
class VotingRuleDrillIT {

    @Test
    void theTableAnswersEveryCountOfUpTo25SeatsAsTheWordsSay() {
        DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        DmnDecision decision = engine.parseDecision("voting-rule", Dmn.readModelFromFile(Path.of("processes/voting-rule.dmn").toFile()));
        List<Count> counts = IntStream.rangeClosed(0, VotingRuleTest.MOST).boxed().flatMap(seats -> VotingRuleTest.counts(seats).stream()).toList();
        System.out.printf("Drill: the voting rule over all its %,d counts, no seed%n", counts.size());
        counts.parallelStream().forEach(count -> {
            Object answer = engine.evaluateDecision(decision, Map.of("entitled", count.entitled(), "present", count.present(),
                    "approve", count.approve(), "reject", count.reject(), "discuss", count.discuss())).getSingleResult().get("outcome");
            if (!answer.equals(VotingRuleTest.oracle(count).name())) {
                assertThat(answer).as(count.toString()).isEqualTo(VotingRuleTest.oracle(count).name());
            }
        });
    }
}
