package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.junit.jupiter.api.Test;

/**
 * The voting rule over its whole space, and the early close beside it: to 25 seats, every mix of answers, against an oracle
 * written from the words. Asking the table itself for all of them takes minutes: that is {@link VotingRuleDrillIT}. Here the
 * table is asked for every value that its inputs can be computed from, which its expressions bound to few of the counts.
 */
class VotingRuleTest {

    static final int MOST = 25;

    private final DmnModelInstance model = Dmn.readModelFromFile(Path.of("processes/voting-rule.dmn").toFile());
    private final List<Object> inputs = new ArrayList<>();
    private final DmnEngine engine = engine();
    private final DmnDecision decision = engine.parseDecision("voting-rule", model);

    private DmnEngine engine() {
        DefaultDmnEngineConfiguration configuration =
                (DefaultDmnEngineConfiguration) DefaultDmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.getCustomPostDecisionTableEvaluationListeners().add((DmnDecisionTableEvaluationEvent event) -> {
            inputs.clear();
            event.getInputs().forEach(input -> inputs.add(input.getValue().getValue()));
        });
        return configuration.buildEngine();
    }

    /** Asks the table; {@link #inputs} then holds what its input expressions came to. */
    private String ask(Count count) {
        List<Map<String, Object>> rows = engine.evaluateDecision(decision, Map.of("entitled", count.entitled(), "present", count.present(),
                "approve", count.approve(), "reject", count.reject(), "discuss", count.discuss())).getResultList();
        assertThat(rows).as(count.toString()).hasSize(1);
        return rows.get(0).get("outcome").toString();
    }

    // "So many seats as a third of the roll that want to discuss take a case to a meeting. Otherwise: more than half of the
    // seats entitled to vote; simple majority of approve against reject; equal numbers (0:0 too) are a tie"
    static CommitteeOutcome oracle(Count count) {
        if (count.discuss() > 0 && 3 * count.discuss() >= count.entitled()) {
            return CommitteeOutcome.MEETING;
        }
        if (count.silent() >= count.present()) {
            return CommitteeOutcome.NO_QUORUM;
        }
        return count.approve() == count.reject() ? CommitteeOutcome.TIE
                : count.approve() > count.reject() ? CommitteeOutcome.APPROVED : CommitteeOutcome.REJECTED;
    }

    /** Every count of so many seats that are left on the roll for a case. */
    static List<Count> counts(int entitled) {
        List<Count> all = new ArrayList<>();
        for (int present = 0; present <= entitled; present++) {
            for (int approve = 0; approve <= present; approve++) {
                for (int reject = 0; approve + reject <= present; reject++) {
                    for (int discuss = 0; approve + reject + discuss <= present; discuss++) {
                        all.add(new Count(entitled, present, approve, reject, discuss));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void everyMixOfAnswersOfUpTo25SeatsHasTheOutcomeThatTheWordsSay() {
        // Each input is computed from two counts only, so these pairs are all that it can tell apart
        List<Input> columns = new ArrayList<>(model.getModelElementsByType(DecisionTable.class).stream()
                .filter(table -> table.getId().equals("voting-rule-table")).findFirst().orElseThrow().getInputs());
        Set<String> counts = Set.of("entitled", "present", "approve", "reject", "discuss");
        List<Set<String>> read = columns.stream().map(column -> {
            Set<String> names = new HashSet<>();
            Matcher words = Pattern.compile("[A-Za-z]+").matcher(column.getInputExpression().getText().getTextContent());
            while (words.find()) {
                names.add(words.group());
            }
            names.retainAll(counts);
            return names;
        }).toList();
        assertThat(read).containsExactly(Set.of("discuss", "entitled"), Set.of("present", "entitled"), Set.of("approve", "reject"));
        Map<List<Integer>, Object> meeting = new HashMap<>();
        Map<List<Integer>, Object> quorum = new HashMap<>();
        Map<List<Integer>, Object> margin = new HashMap<>();
        for (int entitled = 0; entitled <= MOST; entitled++) {
            for (int some = 0; some <= entitled; some++) {
                ask(new Count(entitled, some, 0, 0, some));
                meeting.put(List.of(entitled, some), inputs.get(0));
                quorum.put(List.of(entitled, some), inputs.get(1));
            }
        }
        for (int approve = 0; approve <= MOST; approve++) {
            for (int reject = 0; approve + reject <= MOST; reject++) {
                ask(new Count(MOST, approve + reject, approve, reject, 0));
                margin.put(List.of(approve, reject), inputs.get(2));
            }
        }
        Map<List<Object>, String> answers = new HashMap<>();
        int mixes = 0;
        for (int entitled = 0; entitled <= MOST; entitled++) {
            for (Count count : counts(entitled)) {
                List<Object> asked = List.of(meeting.get(List.of(entitled, count.discuss())), quorum.get(List.of(entitled, count.present())),
                        margin.get(List.of(count.approve(), count.reject())));
                String answer = answers.get(asked);
                if (answer == null) {
                    answer = ask(count);
                    assertThat(inputs).isEqualTo(asked);
                    answers.put(asked, answer);
                }
                if (!answer.equals(oracle(count).name())) {
                    assertThat(answer).as(count.toString()).isEqualTo(oracle(count).name());
                }
                // As many mixes as there are seats that may have recused themselves
                mixes += MOST - Math.max(entitled, 1) + 1;
            }
        }
        assertThat(mixes).as("mixes of approve, reject, abstain, discuss, recuse and silence of 1 to 25 seats").isEqualTo(736_280);
    }

    @Test
    void theTableItselfAgreesWithTheWordsMostlyAtTheEdges() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            int entitled = 1 + random.nextInt(MOST);
            int present = i % 2 == 0 ? random.nextInt(entitled + 1) : Math.min(entitled, entitled / 2 + random.nextInt(3));
            int discuss = i % 3 == 0 ? 0 : Math.min(present, Math.max(0, entitled / 3 + random.nextInt(3) - 1));
            int approve = random.nextInt(present - discuss + 1);
            int reject = i % 5 == 0 ? Math.min(approve, present - discuss - approve) : random.nextInt(present - discuss - approve + 1);
            Count count = new Count(entitled, present, approve, reject, discuss);
            assertThat(ask(count)).as("seed %d: %s", seed, count).isEqualTo(oracle(count).name());
        }
    }

    @Test
    void anOutcomeIsCertainExactlyIfNoWayInWhichSilentSeatsMayStillAnswerEndsOtherwise() {
        // What can still come of a count: what it is if nobody says more, and what can come of it once one seat has answered
        Map<Count, Set<CommitteeOutcome>> reached = new HashMap<>();
        int certain = 0;
        for (int silent = 0; silent <= MOST; silent++) {
            for (int entitled = silent; entitled <= MOST; entitled++) {
                for (Count count : counts(entitled)) {
                    if (count.silent() != silent) {
                        continue;
                    }
                    Set<CommitteeOutcome> ends = java.util.EnumSet.of(oracle(count));
                    for (Answer answer : Answer.values()) {
                        if (silent > 0) {
                            ends.addAll(reached.get(count.with(answer, 1)));
                        }
                    }
                    reached.put(count, ends);
                    boolean found = Certainty.certain(count, VotingRuleTest::oracle);
                    if (found != (ends.size() == 1)) {
                        assertThat(found).as("%s can end as %s", count, ends).isEqualTo(ends.size() == 1);
                    }
                    certain += found && silent > 0 ? 1 : 0;
                }
            }
        }
        assertThat(certain).as("counts that are certain though somebody is silent").isPositive();
    }

    @Test
    void whatWasCertainEndsLikeThatHoweverTheSilentSeatsAnswerAndInWhateverOrder() {
        long seed = 9_061_729;
        Random random = new Random(seed);
        int closed = 0;
        for (int i = 0; i < 20_000; i++) {
            int seats = 1 + random.nextInt(MOST);
            double lean = random.nextDouble();
            Map<Answer, Long> given = new EnumMap<>(Answer.class);
            List<Integer> order = new ArrayList<>();
            Count count = Count.of(seats, given);
            CommitteeOutcome promised = null;
            for (int seat = 0; seat < seats; seat++) {
                if (promised == null && Certainty.certain(count, VotingRuleTest::oracle)) {
                    promised = oracle(count);
                    closed++;
                }
                double draw = random.nextDouble();
                Answer answer = draw < lean ? Answer.APPROVE : Answer.values()[random.nextInt(Answer.values().length)];
                if (random.nextInt(12) > 0) {
                    count = count.with(answer, 1);
                    order.add(answer.ordinal());
                }
            }
            if (promised != null) {
                assertThat(oracle(count)).as("seed %d, %d seats, answers %s", seed, seats, order).isEqualTo(promised);
            }
        }
        assertThat(closed).isGreaterThan(1_000);
    }

    @Test
    void aCountAddsUp() {
        Count count = Count.of(7, Map.of(Answer.APPROVE, 2L, Answer.REJECT, 1L, Answer.ABSTAIN, 1L, Answer.DISCUSS, 1L, Answer.RECUSE, 1L));
        assertThat(count).isEqualTo(new Count(6, 5, 2, 1, 1));
        assertThat(count.abstain()).isEqualTo(1);
        assertThat(count.silent()).isEqualTo(1);
    }
}
