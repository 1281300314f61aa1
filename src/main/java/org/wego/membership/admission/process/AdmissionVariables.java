package org.wego.membership.admission.process;

import java.time.Instant;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.wego.membership.engine.Variable;

/** What a case's process carries: its business key is the reference, all else is read from the case. */
final class AdmissionVariables {

    static final String PROCESS = "membership-application";
    static final String SECOND_LOOK = "second-look";
    static final String START = "ApplicationSubmitted";
    static final String DECISION_HELD = "DecisionHeld";
    static final String REVIEW = "reviewApplication";

    static final Variable<String> APPLICANT_NAME = Variable.text("applicantName");
    static final Variable<String> CATEGORY = Variable.text("category");
    static final Variable<Instant> CONFIRM_UNTIL = Variable.instant("confirmUntil");
    static final Variable<Instant> AMEND_UNTIL = Variable.instant("amendUntil");
    static final Variable<Instant> AMEND_REMIND_AT = Variable.instant("amendRemindAt");
    static final Variable<Instant> AMEND_REMIND_AGAIN_AT = Variable.instant("amendRemindAgainAt");
    static final Variable<Instant> HOLD_UNTIL = Variable.instant("holdUntil");
    static final Variable<String> VERDICT = Variable.text("verdict");
    static final Variable<String> VERDICT_REASON = Variable.text("verdictReason");
    static final Variable<String> DECISION = Variable.text("decision");
    static final Variable<String> REASON = Variable.text("reason");
    static final Variable<String> FIELDS = Variable.text("fields");
    static final Variable<String> DECLINE_REASON = Variable.text("declineReason");
    static final Variable<String> INTERNAL_NOTE = Variable.text("internalNote");
    static final Variable<String> DECIDED_BY = Variable.text("decidedBy");
    static final Variable<Boolean> DECLINE_STANDS = Variable.flag("declineStands");
    static final Variable<Integer> DECISION_ID = Variable.number("decisionId");
    static final Variable<Boolean> TAKEN_BACK = Variable.flag("takenBack");
    static final Variable<String> COMMITTEE = Variable.text("committee");
    static final Variable<Boolean> REFERRAL_CONFIRMED = Variable.flag("referralConfirmed");
    static final Variable<String> NEW_CATEGORY = Variable.text("newCategory");
    static final Variable<String> OUTCOME = Variable.text("outcome");
    static final Variable<String> ROUND = Variable.text("round");
    static final Variable<Integer> LETTER_ID = Variable.number("letterId");
    static final Variable<String> EMAIL = Variable.text("email");

    static final Variable<String> CASES = Variable.text("cases");
    static final Variable<String> BATCH_DECISION = Variable.text("batchDecision");
    static final Variable<String> BATCH_NAME = Variable.text("batchName");
    static final Variable<Boolean> MORE_CASES = Variable.flag("moreCases");

    /** Who decides where no account is known, such as in an instance of an earlier model. */
    private static final String SECRETARIAT = "secretariat";

    private AdmissionVariables() {
    }

    static String decidedBy(VariableScope scope) {
        return DECIDED_BY.optional(scope).orElse(SECRETARIAT);
    }
}
