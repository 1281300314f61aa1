package org.wego.membership.committee.process;

import java.util.Collection;

import org.springframework.stereotype.Component;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.Rounds;

/** The frozen roll, as the model's multi-instance asks for it. */
@Component("rolls")
public class Rolls {

    private final Rounds rounds;

    Rolls(Rounds rounds) {
        this.rounds = rounds;
    }

    /** The numbers of the seats that vote and are still to answer: one token each waits for that. At the opening, all who vote. */
    public Collection<Integer> seats(String round) {
        return rounds.stillToAnswer(round).stream().map(RollSeat::seat).toList();
    }
}
