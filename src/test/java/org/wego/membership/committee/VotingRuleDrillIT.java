package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Asks the table itself for every count of up to twenty seats, the most that the Committee has, and for every fifth beyond:
 * {@link VotingRuleTest} without reading off what the inputs are computed from.
 */
@Tag("drill")
class VotingRuleDrillIT {

    @Test
    void theTableAnswersEveryCountAsTheWordsSay() {
        DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        DmnDecision decision = engine.parseDecision("voting-rule", Dmn.readModelFromFile(Path.of("processes/voting-rule.dmn").toFile()));
        List<Count> counts = new ArrayList<>();
        for (int seats = 0; seats <= VotingRuleTest.MOST; seats++) {
            List<Count> all = VotingRuleTest.counts(seats);
            for (int i = 0; i < all.size(); i += seats <= 20 ? 1 : 5) {
                counts.add(all.get(i));
            }
        }
        System.out.printf("Drill: the voting rule over %,d counts, no seed%n", counts.size());
        counts.parallelStream().forEach(count -> {
            Object answer = engine.evaluateDecision(decision, Map.of("entitled", count.entitled(), "present", count.present(),
                    "approve", count.approve(), "reject", count.reject(), "discuss", count.discuss())).getSingleResult().get("outcome");
            if (!answer.equals(VotingRuleTest.oracle(count).name())) {
                assertThat(answer).as(count.toString()).isEqualTo(VotingRuleTest.oracle(count).name());
            }
        });
    }
}
