package org.wego.membership.committee.process;

import java.util.HashMap;
import java.util.Map;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wego.membership.committee.Misdirected;
import org.wego.membership.committee.NotMine;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.SeatReach;
import org.wego.membership.committee.SeatUnreachable;
import org.wego.membership.engine.Errands;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;
import org.wego.membership.letter.LetterRefused;
import org.wego.membership.site.Texts;

/** Makes a task of every seat that can't be reached: no address, a letter refused, an agenda that came to the wrong person. */
@Component
class DeskEars implements Sweep {

    private final Processes processes;
    private final Errands errands;
    private final SeatReach reach;
    private final Misdirected misdirected;
    private final Rounds rounds;
    private final Texts texts;

    DeskEars(Processes processes, Errands errands, SeatReach reach, Misdirected misdirected, Rounds rounds, Texts texts) {
        this.processes = processes;
        this.errands = errands;
        this.reach = reach;
        this.misdirected = misdirected;
        this.rounds = rounds;
        this.texts = texts;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void hear(SeatUnreachable seat) {
        Errands.quietly(seat.round(), () -> tell(seat));
    }

    /** Who said it has the answer already, and doesn't wait for the task. */
    @EventListener
    void hear(NotMine said) {
        errands.soon(said, () -> tell(said));
    }

    /** Not quietly: who publishes it does so again until nobody throws. */
    @EventListener
    void hear(LetterRefused refused) {
        String round = refused.caseReference();
        if (round == null || !round.startsWith("EC-") || !processes.isRunning(RoundVariables.PROCESS, round)) {
            return;
        }
        RollSeat seat = reach.seatOf(round, refused.letterId(), refused.address()).orElse(null);
        reach.noteRefused(round, seat == null ? null : seat.seat(), refused.letterId(), refused.kind(), () ->
                tell(round, refused.letterId(), seat == null ? null : seat.seat(), seat == null ? refused.address() : seat.city(),
                        refused.address(), refused.reason()));
    }

    @Override
    public void sweep() {
        // One that can't be told holds none of the others up
        reach.mute().forEach(seat -> Errands.quietly(seat.round(), () -> tell(seat)));
        misdirected.untold().forEach(said -> Errands.quietly(said.round(), () -> tell(said)));
    }

    private void tell(SeatUnreachable seat) {
        if (tell(seat.round(), 0, seat.seat(), seat.city(), "", texts.get("committee.reach.none"))) {
            reach.muteTold(seat);
        }
    }

    private void tell(NotMine said) {
        String addresses = rounds.rollSeat(said.round(), said.seat()).map(seat -> String.join(", ", seat.addresses())).orElse("");
        if (tell(said.round(), 0, said.seat(), said.city(), addresses, said.words())) {
            misdirected.told(said.id());
        }
    }

    private boolean tell(String round, long letter, Integer seat, String city, String address, String reason) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(RoundVariables.LETTER_ID.name(), (int) letter);
        variables.put(RoundVariables.REFUSED_SEAT.name(), seat);
        variables.put(RoundVariables.REFUSED_FOR.name(), city);
        variables.put(RoundVariables.REFUSED_ADDRESS.name(), address);
        variables.put(RoundVariables.REFUSED_REASON.name(), reason);
        return processes.correlate("LetterRefused", round, variables);
    }
}
