package org.wego.membership.invoicing.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.engine.CrashPoints;
import org.wego.membership.engine.Processes;
import org.wego.membership.invoicing.InvoiceNumbers;

/**
 * Numbers the next chunk of a run and starts its instances, in one short transaction: the counter is locked for as long as it
 * takes to write rows, and nothing is drawn meanwhile.
 */
@Component
class InvoiceIssue {

    private static final Logger log = LoggerFactory.getLogger(InvoiceIssue.class);

    private final InvoiceNumbers numbers;
    private final Processes processes;
    private final CrashPoints points;

    InvoiceIssue(InvoiceNumbers numbers, Processes processes, CrashPoints points) {
        this.numbers = numbers;
        this.processes = processes;
        this.points = points;
    }

    /** Numbers and starts the next chunk; a member in trouble is parked with its reason, and the others go on. */
    void numberNext(long run) {
        List<String> members = numbers.nextToNumber(run);
        if (members.isEmpty()) {
            return;
        }
        try {
            number(run, members);
        } catch (RuntimeException fault) {
            log.warn("A chunk of run {} could not be numbered at once; trying each member alone", run, fault);
            for (String member : members) {
                try {
                    number(run, List.of(member));
                } catch (RuntimeException alone) {
                    log.error("Member {} could not be invoiced by run {}", member, run, alone);
                    numbers.park(run, member, String.valueOf(alone.getMessage()));
                }
            }
        }
    }

    private void number(long run, List<String> members) {
        processes.apart(() -> {
            Map<String, Map<String, Object>> starts = new LinkedHashMap<>();
            numbers.number(run, members).forEach(numbered -> starts.put(numbered.number(),
                    Map.of(InvoiceVariables.FIRST_STEP.name(), Processes.passing(numbered.firstStep().toString()))));
            points.passed(CrashPoint.NUMBERED);
            processes.startAll(InvoiceVariables.PROCESS, starts);
            points.passed(CrashPoint.STARTED);
            return null;
        });
        points.passed(CrashPoint.CHUNK_STANDS);
    }
}
