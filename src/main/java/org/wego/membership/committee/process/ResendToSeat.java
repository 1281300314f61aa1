package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Ballots;
import org.wego.membership.letter.LetterDesk;

/** Sends a refused letter to the seat's new address, and writes to that address from now on. */
@Component
class ResendToSeat implements JavaDelegate {

    private final Ballots ballots;
    private final LetterDesk letters;

    ResendToSeat(Ballots ballots, LetterDesk letters) {
        this.ballots = ballots;
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int letter = RoundVariables.LETTER_ID.optional(execution).orElse(0);
        String email = RoundVariables.EMAIL.of(execution);
        if (letter > 0) {
            letters.resend(letter, email);
        }
        RoundVariables.REFUSED_SEAT.optional(execution).ifPresent(seat ->
                ballots.reach(RoundVariables.ROUND.of(execution), seat, email, letter > 0, "reachSeat"));
    }
}
