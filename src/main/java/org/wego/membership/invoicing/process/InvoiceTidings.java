package org.wego.membership.invoicing.process;

import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.InvoiceReopened;
import org.wego.membership.invoicing.InvoiceSettled;
import org.wego.membership.invoicing.InvoiceState;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.letter.LetterRefused;

/**
 * Tells processes what has happened to their invoices, once it is committed; and looks every minute for what a crash or a
 * collision left untold, and for a yearly run that its timer missed.
 */
@Component
class InvoiceTidings implements Sweep {

    private static final Logger log = LoggerFactory.getLogger(InvoiceTidings.class);

    private final Invoices invoices;
    private final InvoicingRuns runs;
    private final Processes processes;
    private final OrganisationCalendar calendar;
    private final TransactionTemplate transaction;

    InvoiceTidings(Invoices invoices, InvoicingRuns runs, Processes processes, OrganisationCalendar calendar, PlatformTransactionManager transactions) {
        this.invoices = invoices;
        this.runs = runs;
        this.processes = processes;
        this.calendar = calendar;
        this.transaction = new TransactionTemplate(transactions);
        // After a commit the old transaction is still bound to the thread
        this.transaction.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
    }

    @TransactionalEventListener(fallbackExecution = true)
    void settled(InvoiceSettled settled) {
        if (settled.state() == InvoiceState.PAID && invoices.get(settled.number()).sentAt() == null) {
            return; // no receipt for an invoice that the member hasn't got yet
        }
        String settlement = settled.state() == InvoiceState.PAID ? "paid" : "cancelled";
        boolean told = processes.correlate(InvoiceVariables.SETTLED, settled.number(), Map.of(InvoiceVariables.SETTLEMENT.name(), settlement));
        // An instance that is busy hears of it later; one that is gone needn't
        if (told || !processes.isRunning(InvoiceVariables.PROCESS, settled.number())) {
            transaction.executeWithoutResult(status -> invoices.settlementTold(settled));
        }
    }

    @TransactionalEventListener(fallbackExecution = true)
    void reopened(InvoiceReopened reopened) {
        takeUp(reopened.number());
    }

    @EventListener
    void letterRefused(LetterRefused refused) {
        Invoice invoice = refused.caseReference() == null ? null : invoices.find(refused.caseReference()).orElse(null);
        if (invoice == null) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            if (invoices.refusalIsNew(refused.letterId()) && !processes.correlate(InvoiceVariables.LETTER_REFUSED, invoice.number(),
                    Map.of(InvoiceVariables.LETTER.name(), Math.toIntExact(refused.letterId()), InvoiceVariables.REFUSED_FOR.name(), invoice.memberName()))) {
                log.warn("Letter {} of {} was refused after its process had ended; it stands among the refused letters of the office",
                        refused.letterId(), invoice.number());
            }
        });
    }

    @Override
    public void sweep() {
        if (runs.yearlyRunIsMissing()) {
            int year = calendar.feeYear();
            log.warn("The run of {} was not started by its timer; starting it", year);
            processes.start(RunVariables.PROCESS, String.valueOf(year), Map.of(RunVariables.FEE_YEAR.name(), year));
        }
        invoices.untoldTroubles().forEach(number -> {
            if (processes.correlate(InvoiceVariables.SENDING_FAILED, number, Map.of())) {
                transaction.executeWithoutResult(status -> invoices.troubleTold(number));
            }
        });
        invoices.untoldSettlements().forEach(this::settled);
        invoices.reopened().forEach(this::takeUp);
    }

    /** Starts a process for a reopened invoice, unless the one it had still waits or is about to end. */
    private void takeUp(String number) {
        transaction.executeWithoutResult(status -> {
            boolean waits = processes.isWaitingFor(InvoiceVariables.SETTLED, number);
            if (!waits && processes.isRunning(InvoiceVariables.PROCESS, number)) {
                return;
            }
            if (invoices.claimReopening(number) && !waits) {
                processes.startByMessage(InvoiceVariables.REOPENED, number, Map.of());
            }
        });
    }
}
