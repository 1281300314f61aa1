package org.wego.membership.invoicing;

import java.time.LocalTime;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When invoices are due and what happens if they aren't paid. All days are the organisation's (Seoul).
 *
 * @param dueDays         days from issue to the due date
 * @param reminders       days from the due date to each reminder, ascending; negative is before it
 * @param followUpDays    days from the due date until the Treasurer is asked to follow up
 * @param followUpAgain   days after a reminder that the Treasurer asked for, until the Treasurer is asked again
 * @param holdDays        days that a held case rests, until the Treasurer is asked again
 * @param hour            the hour of the day at which reminders leave
 * @param answerDays      days that a parked member is given to answer a question, unless the Treasurer says otherwise
 * @param chunk           how many invoices are numbered and started in one transaction
 * @param batch           how many invoices are drawn and posted in one transaction
 * @param bank            where to pay
 * @param issuer          the lines that say on paper who issues the invoice
 * @param questions       whom to ask about an invoice
 */
@ConfigurationProperties("wego.invoicing")
public record InvoicingSettings(
        @DefaultValue("60") int dueDays,
        @DefaultValue({"-14", "7", "30"}) List<Integer> reminders,
        @DefaultValue("60") int followUpDays,
        @DefaultValue("30") int followUpAgain,
        @DefaultValue("90") int holdDays,
        @DefaultValue("09:00") LocalTime hour,
        @DefaultValue("21") int answerDays,
        @DefaultValue("100") int chunk,
        @DefaultValue("10") int batch,
        @DefaultValue Bank bank,
        @DefaultValue({"WeGO Secretariat", "Seoul, Republic of Korea"}) List<String> issuer,
        @DefaultValue Questions questions) {

    /**
     * The account that invoices name.
     *
     * @param address the bank's own, which transfers from abroad may ask for; may be empty
     */
    public record Bank(@DefaultValue("") String accountHolder, @DefaultValue("") String bank, @DefaultValue("") String address,
            @DefaultValue("") String account, @DefaultValue("") String bic) {
    }

    /** A person or desk with an address and a telephone number, each of which may be empty. */
    public record Questions(@DefaultValue("") String name, @DefaultValue("") String email, @DefaultValue("") String phone) {
    }
}
