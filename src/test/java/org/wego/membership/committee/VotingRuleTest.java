package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;

/** The voting rule every mix of answers to nine seats, samples to 25, against an oracle written from the words. */
@HouseTest
class VotingRuleTest {

    @Autowired
    DecisionTables tables;

    @Test
    void everyMixOfAnswersHasTheOutcomeThatTheWordsSayToNineSeats() {
        int asked = 0;
        for (int entitled = 1; entitled <= 9; entitled++) {
            for (int approve = 0; approve <= entitled; approve++) {
                for (int reject = 0; approve + reject <= entitled; reject++) {
                    for (int other = 0; approve + reject + other <= entitled; other++) {
                        ask(entitled, approve, reject, other);
                        asked++;
                    }
                }
            }
        }
        assertThat(asked).isEqualTo(714);
    }

    @Test
    void mixesOfMoreSeatsHaveItTooMostlyAtTheEdges() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            int entitled = 10 + random.nextInt(16);
            int present = i % 2 == 0 ? random.nextInt(entitled + 1) : Math.min(entitled, entitled / 2 + random.nextInt(3) - 1);
            int approve = random.nextInt(present + 1);
            int reject = i % 3 == 0 ? Math.min(approve, present - approve) : random.nextInt(present - approve + 1);
            ask(entitled, approve, reject, present - approve - reject);
        }
    }

    private void ask(int entitled, int approve, int reject, int other) {
        Decision decision = tables.decide("voting-rule", Map.of("entitled", entitled, "present", approve + reject + other,
                "approve", approve, "reject", reject, "discuss", 0));
        assertThat(decision.text("outcome")).as("%d seats, %d approve, %d reject, %d others", entitled, approve, reject, other)
                .isEqualTo(oracle(entitled, approve, reject, other));
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
