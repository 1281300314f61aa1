package org.wego.membership.committee.process;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wego.membership.committee.Ballots;
import org.wego.membership.committee.EarlyClose;
import org.wego.membership.committee.CaseDecided;
import org.wego.membership.committee.RoundWanted;
import org.wego.membership.committee.Tallies;
import org.wego.membership.committee.TieAnswered;
import org.wego.membership.committee.VotesCast;
import org.wego.membership.engine.Errands;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;

/**
 * Tells processes what happened, after it is committed. Nothing that goes wrong here reaches whoever caused it: the sweep
 * tells again.
 */
@Component
class CommitteeEars implements Sweep {

    private final Processes processes;
    private final Errands errands;
    private final Ballots ballots;
    private final Tallies tallies;
    private final EarlyClose early;

    CommitteeEars(Processes processes, Errands errands, Ballots ballots, Tallies tallies, EarlyClose early) {
        this.processes = processes;
        this.errands = errands;
        this.ballots = ballots;
        this.tallies = tallies;
        this.early = early;
    }

    /** A round of one begins in the transaction that wants it. */
    @EventListener
    void open(RoundWanted wanted) {
        processes.start(RoundVariables.PROCESS, null, Map.of(RoundVariables.ONLY_CASE.name(), wanted.reference()));
    }

    /** The voter has the answer already, and doesn't wait for the process to hear of it. */
    @EventListener
    void hear(VotesCast cast) {
        errands.soon(cast, () -> tell(cast));
    }

    @EventListener
    void hear(TieAnswered answered) {
        errands.soon(answered, () -> tell(answered));
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void hear(CaseDecided decided) {
        Errands.quietly(decided.reference(), () -> tell(decided));
    }

    @Override
    public void sweep() {
        // One that can't be told holds none of the others up
        ballots.unheard().forEach(cast -> Errands.quietly(cast.round(), () -> tell(cast)));
        ballots.unsettled().forEach(answered -> Errands.quietly(answered.round(), () -> tell(answered)));
        tallies.untold().forEach(decided -> Errands.quietly(decided.reference(), () -> tell(decided)));
        early.certain().forEach(round -> Errands.quietly(round, () -> processes.correlate("OutcomeCertain", round, Map.of())));
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
}
