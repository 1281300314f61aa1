package org.wego.membership.committee;

import java.util.Map;

/**
 * The answers to one case, as the voting rule asks for them.
 *
 * @param entitled seats that vote on it; who recused itself has left
 * @param present  seats that answered; abstentions and wishes to discuss count here
 */
record Count(int entitled, int present, int approve, int reject, int discuss) {

    /** The count of so many seats and their answers. */
    static Count of(int seats, Map<Answer, Long> answers) {
        Count count = new Count(seats, 0, 0, 0, 0);
        for (Map.Entry<Answer, Long> entry : answers.entrySet()) {
            count = count.with(entry.getKey(), entry.getValue().intValue());
        }
        return count;
    }

    /** The count with some more answers of seats that were silent. */
    Count with(Answer answer, int seats) {
        return switch (answer) {
            case APPROVE -> new Count(entitled, present + seats, approve + seats, reject, discuss);
            case REJECT -> new Count(entitled, present + seats, approve, reject + seats, discuss);
            case ABSTAIN -> new Count(entitled, present + seats, approve, reject, discuss);
            case DISCUSS -> new Count(entitled, present + seats, approve, reject, discuss + seats);
            case RECUSE -> new Count(entitled - seats, present, approve, reject, discuss);
        };
    }

    int abstain() {
        return present - approve - reject - discuss;
    }

    /** The seats that haven't answered. */
    int silent() {
        return entitled - present;
    }
}
