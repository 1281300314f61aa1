package org.wego.membership.engine;

import java.util.List;
import java.util.Map;

/**
 * What a decision table answered.
 *
 * @param table   the table's key, for instance {@code membership-fee}
 * @param version the deployed version that answered; recorded wherever an answer must be explained later
 * @param rows    the outputs of the rules that fired
 * @param ruleIds the ids of those rules, in the same order
 */
public record Decision(String table, int version, List<Map<String, Object>> rows, List<String> ruleIds) {

    /**
     * The outputs of the one rule that fired.
     *
     * @throws IllegalStateException if none or several fired: our tables answer every input with exactly one rule
     */
    public Map<String, Object> single() {
        if (rows.size() != 1) {
            throw new IllegalStateException("Decision table " + table + " answered with " + rows.size() + " rules: " + ruleIds);
        }
        return rows.get(0);
    }

    /** One output of the one rule that fired, as text. */
    public String text(String output) {
        Object value = single().get(output);
        return value == null ? null : value.toString();
    }

    /** The id of the one rule that fired. */
    public String rule() {
        single();
        return ruleIds.get(0);
    }
}
