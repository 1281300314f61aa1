package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.site.Texts;

/** Takes an address to send to, or that the letter is set aside. */
@Component
class CheckReachSeat implements TaskListener {

    private final Texts texts;

    CheckReachSeat(Texts texts) {
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        if ("resend".equals(values.oneOf("decision", "resend", "setAside"))) {
            String email = values.requiredText("email", texts.get("committee.reach.email"));
            if (!MailAddress.isFit(email)) {
                throw new TaskRefused("email", texts.get("committee.seat.fault.address", email));
            }
            task.setVariable("email", email);
        }
    }
}
