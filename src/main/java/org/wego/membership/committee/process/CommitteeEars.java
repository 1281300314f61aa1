package org.wego.membership.committee.process;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wego.membership.committee.Ballots;
import org.wego.membership.committee.EarlyClose;
import org.wego.membership.committee.CaseDecided;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.RoundWanted;
import org.wego.membership.committee.SeatUnreachable;
import org.wego.membership.committee.Tallies;
import org.wego.membership.committee.TieAnswered;
import org.wego.membership.committee.VotesCast;
import org.wego.membership.engine.Errands;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;
import org.wego.membership.letter.LetterRefused;
import org.wego.membership.site.Texts;

/**
 * Tells processes what happened, after it is committed. Nothing that goes wrong here reaches whoever caused it: the sweep
 * tells again.
 */
@Component
class CommitteeEars implements Sweep {

    private static final Logger log = LoggerFactory.getLogger(CommitteeEars.class);

    private final Processes processes;
    private final Errands errands;
    private final Ballots ballots;
    private final Tallies tallies;
    private final EarlyClose early;
    private final Texts texts;

    CommitteeEars(Processes processes, Errands errands, Ballots ballots, Tallies tallies, EarlyClose early, Texts texts) {
        this.processes = processes;
        this.errands = errands;
        this.ballots = ballots;
        this.tallies = tallies;
        this.early = early;
        this.texts = texts;
    }

    /** A round of one begins in the transaction that wants it. */
    @EventListener
    void open(RoundWanted wanted) {
        processes.start(RoundVariables.PROCESS, null, Map.of(RoundVariables.ONLY_CASE.name(), wanted.reference()));
    }

    /** The voter has the answer already, and doesn't wait for the process to hear of it. */
    @EventListener
    void hear(VotesCast cast) {
        errands.soon(cast, () -> quietly(() -> tell(cast)));
    }

    @EventListener
    void hear(TieAnswered answered) {
        errands.soon(answered, () -> quietly(() -> tell(answered)));
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void hear(CaseDecided decided) {
        quietly(() -> tell(decided));
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void hear(SeatUnreachable seat) {
        quietly(() -> tell(seat.round(), 0, seat.seat(), seat.city(), "", texts.get("committee.reach.none")));
    }

    /** Not quietly: who publishes it does so again until nobody throws. */
    @EventListener
    void hear(LetterRefused refused) {
        String round = refused.caseReference();
        if (round == null || !round.startsWith("EC-") || !processes.isRunning(RoundVariables.PROCESS, round)) {
            return;
        }
        RollSeat seat = ballots.seatOf(round, refused.address()).orElse(null);
        ballots.noteRefused(round, seat == null ? null : seat.seat(), refused.letterId(), refused.kind(), () ->
                tell(round, refused.letterId(), seat == null ? null : seat.seat(), seat == null ? refused.address() : seat.city(),
                        refused.address(), refused.reason()));
    }

    @Override
    public void sweep() {
        // One that can't be told holds none of the others up
        ballots.unheard().forEach(cast -> quietly(() -> tell(cast)));
        ballots.unsettled().forEach(answered -> quietly(() -> tell(answered)));
        tallies.untold().forEach(decided -> quietly(() -> tell(decided)));
        early.certain().forEach(round -> quietly(() -> processes.correlate("OutcomeCertain", round, Map.of())));
    }

    @Override
    public Optional<Instant> nextDue() {
        return early.nextLook();
    }

    private void tell(VotesCast cast) {
        if (processes.correlateName("VoteCast-" + cast.round() + "-" + cast.seat())) {
            ballots.heard(cast.round(), cast.seat());
        }
    }

    private void tell(TieAnswered answered) {
        processes.correlate("TieBroken", answered.round(), Map.of());
    }

    private void tell(CaseDecided decided) {
        if (processes.correlate("CommitteeDecided", decided.reference(), Map.of("outcome", decided.outcome().name(), "round", decided.round()))) {
            tallies.told(decided);
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

    private static void quietly(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException fault) {
            log.warn("Not told yet; the sweep tells again: {}", fault.toString());
        }
    }
}
