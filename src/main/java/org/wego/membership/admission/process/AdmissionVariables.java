package org.wego.membership.admission.process;

import java.time.Instant;

import org.wego.membership.engine.Variable;

/** What a case's process carries: its business key is the reference, all else is read from the case. */
final class AdmissionVariables {

    static final String PROCESS = "membership-application";
    static final String START = "ApplicationSubmitted";

    static final Variable<String> APPLICANT_NAME = Variable.text("applicantName");
    static final Variable<String> CATEGORY = Variable.text("category");
    static final Variable<Instant> CONFIRM_UNTIL = Variable.instant("confirmUntil");
    static final Variable<Instant> AMEND_UNTIL = Variable.instant("amendUntil");
    static final Variable<String> VERDICT = Variable.text("verdict");
    static final Variable<String> VERDICT_REASON = Variable.text("verdictReason");
    static final Variable<String> DECISION = Variable.text("decision");
    static final Variable<String> REASON = Variable.text("reason");
    static final Variable<String> COMMITTEE = Variable.text("committee");
    static final Variable<Boolean> REFERRAL_CONFIRMED = Variable.flag("referralConfirmed");
    static final Variable<String> NEW_CATEGORY = Variable.text("newCategory");
    static final Variable<String> OUTCOME = Variable.text("outcome");
    static final Variable<String> ROUND = Variable.text("round");
    static final Variable<Integer> LETTER_ID = Variable.number("letterId");
    static final Variable<String> EMAIL = Variable.text("email");

    private AdmissionVariables() {
    }
}
