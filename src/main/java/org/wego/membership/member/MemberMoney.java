package org.wego.membership.member;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What a member was billed and what it has paid. Asked here, answered by the module that knows payments. */
public interface MemberMoney {

    /**
     * An invoice in short; sums are USD.
     *
     * @param open what is still to be paid; negative when more came in than is asked
     * @param dueOn the due date that holds
     */
    record Bill(String number, int feeYear, LocalDate issuedOn, LocalDate dueOn, BigDecimal amount, BigDecimal credited, BigDecimal paid,
            BigDecimal open, boolean overdue) {
    }

    /**
     * Money that came in, or was taken back.
     *
     * @param amount    USD; negative for what was taken back
     * @param reference what the bank says, may be null
     */
    record Receipt(String invoice, LocalDate receivedOn, BigDecimal amount, String reference) {
    }

    /** The member's invoices, the newest first. */
    List<Bill> bills(String memberNumber);

    /** What came in on them, in order. */
    List<Receipt> receipts(String memberNumber);
}
