package org.wego.membership.committee.process;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.SeatReach;
import org.wego.membership.letter.LetterDesk;

/** Sends a refused letter to the seat's new addresses, or what the seat needs now, and writes to them from now on. */
@Component
class ResendToSeat implements JavaDelegate {

    private final SeatReach reach;
    private final LetterDesk letters;

    ResendToSeat(SeatReach reach, LetterDesk letters) {
        this.reach = reach;
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int letter = RoundVariables.LETTER_ID.optional(execution).orElse(0);
        List<String> addresses = SeatReach.addresses(RoundVariables.EMAIL.of(execution));
        List<String> instead = SeatReach.addresses(RoundVariables.REFUSED_ADDRESS.optional(execution).orElse(""));
        if (letter > 0) {
            addresses.forEach(address -> letters.resend(letter, address));
        }
        SeatReach.Why why = letter > 0 ? SeatReach.Why.REFUSED : instead.isEmpty() ? SeatReach.Why.MUTE : SeatReach.Why.MISDIRECTED;
        RoundVariables.REFUSED_SEAT.optional(execution).ifPresent(seat ->
                reach.reach(RoundVariables.ROUND.of(execution), seat, addresses, instead, why, "reachSeat"));
    }
}
