package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.invoicing.CreditNotes;
import org.wego.membership.invoicing.CreditRequest;
import org.wego.membership.site.Texts;

/** Takes the approval of a credit note, from a process owner who did not ask for it. */
@Component
class CheckApproveCreditNote implements TaskListener {

    private static final int LONGEST = 500;

    private final CreditNotes credits;
    private final SecondEyes eyes;
    private final Texts texts;

    CheckApproveCreditNote(CreditNotes credits, SecondEyes eyes, Texts texts) {
        this.credits = credits;
        this.eyes = eyes;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        CreditRequest asked = credits.request(CreditVariables.REQUEST.of(task));
        if (EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
            eyes.assigned(task, asked.askedBy());
            return;
        }
        String account = eyes.decides(task, asked.askedBy());
        TaskValues values = TaskValues.of(task);
        if (values.oneOf("decision", "approve", "decline").equals("approve")) {
            credits.approve(asked.id(), account);
            return;
        }
        String words = values.requiredText("reason", texts.get("credit.refused.declineMissing"));
        if (words.length() > LONGEST) {
            throw new TaskRefused("reason", texts.get("credit.refused.reasonLong"));
        }
        credits.decline(asked.id(), words, account);
    }
}
