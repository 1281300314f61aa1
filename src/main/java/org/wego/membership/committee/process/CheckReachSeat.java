package org.wego.membership.committee.process;

import java.util.List;
import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.SeatReach;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.site.Texts;

/** Takes an address, or several, to send to; or that the letter is set aside. */
@Component
class CheckReachSeat implements TaskListener {

    private final Rounds rounds;
    private final Texts texts;

    CheckReachSeat(Rounds rounds, Texts texts) {
        this.rounds = rounds;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        if ("resend".equals(values.oneOf("decision", "resend", "setAside"))) {
            List<String> addresses = SeatReach.addresses(values.requiredText("email", texts.get("committee.reach.email")));
            addresses.stream().filter(address -> !MailAddress.isFit(address)).findFirst().ifPresent(address -> {
                throw new TaskRefused("email", texts.get("committee.seat.fault.address", address));
            });
            Optional<List<String>> held = RoundVariables.REFUSED_SEAT.optional(task)
                    .flatMap(seat -> rounds.rollSeat(RoundVariables.ROUND.of(task), seat)).map(seat -> seat.addresses());
            List<String> instead = SeatReach.addresses(RoundVariables.REFUSED_ADDRESS.optional(task).orElse(""));
            if (SeatReach.replaced(held.orElse(List.of()), addresses, instead).size() > SeatReach.MOST_ADDRESSES) {
                throw new TaskRefused("email", texts.get("committee.seat.fault.addresses"));
            }
            task.setVariable("email", String.join(" ", addresses));
        }
    }
}
