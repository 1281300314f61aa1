package org.wego.membership.admission;

/**
 * A fact that the process of a case must hear of.
 *
 * @param message  the process's message
 * @param letterId of a refused letter, otherwise null
 * @param address  that refused it
 * @param words    the mail server's
 */
public record CaseNews(long id, String reference, String message, Long letterId, String address, String words) {

    public static final String ADDRESS_CONFIRMED = "AddressConfirmed";
    public static final String APPLICATION_AMENDED = "ApplicationAmended";
    public static final String APPLICATION_WITHDRAWN = "ApplicationWithdrawn";
    public static final String DECISION_TAKEN_BACK = "DecisionTakenBack";
    public static final String DECISION_SUPERSEDED = "DecisionSuperseded";
    public static final String LETTER_REFUSED = "LetterRefused";
}
