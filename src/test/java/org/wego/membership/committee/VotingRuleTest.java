package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;

/** The voting rule over its whole space: 1 to 25 seats and every mix of answers, against an oracle written from the words. */
@HouseTest
class VotingRuleTest {

    @Autowired
    DecisionTables tables;

    @Test
    void everyMixOfAnswersHasTheOutcomeThatTheWordsSay() {
        int asked = 0;
        for (int entitled = 1; entitled <= 25; entitled++) {
            for (int approve = 0; approve <= entitled; approve++) {
                for (int reject = 0; approve + reject <= entitled; reject++) {
                    for (int other = 0; approve + reject + other <= entitled; other++) {
                        Decision decision = tables.decide("voting-rule", Map.of("entitled", entitled, "present", approve + reject + other,
                                "approve", approve, "reject", reject));
                        String words = oracle(entitled, approve, reject, other);
                        if (!words.equals(decision.text("outcome"))) {
                            assertThat(decision.text("outcome")).as("%d seats, %d approve, %d reject, %d others", entitled, approve, reject, other)
                                    .isEqualTo(words);
                        }
                        asked++;
                    }
                }
            }
        }
        assertThat(asked).isEqualTo(23_750);
    }

    // "More than half of the seats entitled to vote; simple majority of approve against reject; equal numbers (0:0 too) are a tie"
    private static String oracle(int entitled, int approve, int reject, int other) {
        int silent = entitled - approve - reject - other;
        if (silent >= entitled - silent) {
            return "NO_QUORUM";
        }
        return approve == reject ? "TIE" : approve > reject ? "APPROVED" : "REJECTED";
    }
}
