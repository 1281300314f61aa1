package org.wego.membership.payment.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.payment.Payments;

@Component
class SendReceipt implements JavaDelegate {

    private final Payments payments;

    SendReceipt(Payments payments) {
        this.payments = payments;
    }

    @Override
    public void execute(DelegateExecution execution) {
        payments.sendReceipt(execution.getProcessBusinessKey());
    }
}
