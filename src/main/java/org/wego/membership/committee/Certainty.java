package org.wego.membership.committee;

import java.util.List;
import java.util.function.Function;

/**
 * Whether the seats that are silent can still change how a case ends. Nothing is guessed from shares or leads: every way
 * in which they may approve, reject, abstain, discuss, recuse themselves or stay silent is put to the rule itself.
 */
final class Certainty {

    /** What turns an outcome soonest is tried first. */
    private static final List<Answer> ORDER = List.of(Answer.APPROVE, Answer.REJECT, Answer.DISCUSS, Answer.RECUSE, Answer.ABSTAIN);

    private Certainty() {
    }

    /** Whether the outcome is the same whatever the silent seats do. */
    static boolean certain(Count count, Function<Count, CommitteeOutcome> rule) {
        CommitteeOutcome now = rule.apply(count);
        // All of them the same: this finds nearly every doubt at once
        for (Answer answer : ORDER) {
            if (rule.apply(count.with(answer, count.silent())) != now) {
                return false;
            }
        }
        return same(count, count.silent(), 0, now, rule);
    }

    private static boolean same(Count count, int silent, int next, CommitteeOutcome outcome, Function<Count, CommitteeOutcome> rule) {
        if (next == ORDER.size()) {
            return rule.apply(count) == outcome;
        }
        for (int seats = 0; seats <= silent; seats++) {
            if (!same(count.with(ORDER.get(next), seats), silent - seats, next + 1, outcome, rule)) {
                return false;
            }
        }
        return true;
    }
}
