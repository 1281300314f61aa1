package org.wego.membership.committee;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;

/** What {@code voting-rule.dmn} makes of a count, in the version that a round froze. It remembers what it was asked. */
@Component
class VotingRule {

    static final String RULE = "voting-rule";
    private static final String SETTINGS = "voting-settings";
    /** All counts of twenty seats are 53,130. */
    private static final int MOST_REMEMBERED = 200_000;

    /** What the table answered, and by which of its rules. */
    record Verdict(CommitteeOutcome outcome, String rule, String reason) {
    }

    private record Question(int version, Count count) {
    }

    private final DecisionTables tables;
    private final Map<Question, Verdict> known = new ConcurrentHashMap<>();

    VotingRule(DecisionTables tables) {
        this.tables = tables;
    }

    Verdict ask(int version, Count count) {
        if (known.size() > MOST_REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(new Question(version, count), this::decide);
    }

    /** The version in force now: the one that a round freezes. */
    int version() {
        return tables.table(RULE).version();
    }

    /** The numbers in force now. */
    VotingSettings settings() {
        return VotingSettings.of(tables.decide(SETTINGS, Map.of()).single());
    }

    /**
     * The rule of a version as a round freezes it: what it asks, its rules, its numbers.
     *
     * @throws IllegalArgumentException if there is no such version here
     */
    Map<String, Object> words(int version) {
        DecisionTables.Table table = tables.table(RULE, version);
        return Map.of("table", RULE, "version", version, "asks", table.asks(),
                "rules", table.rules().stream().map(each -> Map.of("id", each.id(), "if", each.inputs(), "then", each.outputs())).toList(),
                "settings", tables.decide(SETTINGS, version, Map.of()).single());
    }

    private Verdict decide(Question question) {
        Count count = question.count();
        Decision decision = tables.decide(RULE, question.version(), Map.of("entitled", count.entitled(), "present", count.present(),
                "approve", count.approve(), "reject", count.reject(), "discuss", count.discuss()));
        return new Verdict(CommitteeOutcome.valueOf(decision.text("outcome")), decision.rule(), decision.text("reason"));
    }
}
