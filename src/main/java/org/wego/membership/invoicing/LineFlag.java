package org.wego.membership.invoicing;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;

/** What an approver should look at in a line, although it keeps nothing from being invoiced. */
public enum LineFlag {

    /** No billing contact has an e-mail address: the invoice goes to the working contact, or by post. */
    NO_BILLING_CONTACT,
    /** No contact has an e-mail address: the invoice goes into the run's print bundle. */
    BY_POST,
    /** Suspended by the Committee, and still liable. */
    SUSPENDED,
    /** A figure's year lies more than five years before the fee year: see {@link FeeAssessment#oldFigures()}. */
    OLD_FIGURE,
    /** The GDP figure is an estimate of its edition. */
    ESTIMATE,
    /** The fee moved further from that of the year before than the run's safety bound for one fee. */
    BEYOND_BOUND;

    static Set<LineFlag> of(RunLine line, Map<ContactRole, Contact> who) {
        Set<LineFlag> flags = EnumSet.noneOf(LineFlag.class);
        Contact billing = who.get(ContactRole.BILLING);
        if ((line.state() == LineState.DUE || line.state() == LineState.PARKED) && (billing == null || billing.email() == null)) {
            flags.add(NO_BILLING_CONTACT);
        }
        if (line.state() == LineState.DUE && "SUSPENDED".equals(line.reasonCode())) {
            flags.add(SUSPENDED);
        }
        if (line.state() == LineState.DUE && !InvoiceLetters.reachable(who)) {
            flags.add(BY_POST);
        }
        FeeAssessment fee = line.assessment();
        if (fee != null) {
            if (!fee.oldFigures().isEmpty()) {
                flags.add(OLD_FIGURE);
            }
            if (fee.gdp() != null && fee.gdp().estimate()) {
                flags.add(ESTIMATE);
            }
        }
        return flags;
    }
}
