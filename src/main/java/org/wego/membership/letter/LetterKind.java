package org.wego.membership.letter;

/**
 * What a letter is: one constant an event and template. Each feature has one enum of them.
 *
 * <p>Subject and body stand in the feature's bundle under {@code letter.<NAME>.subject} and {@code letter.<NAME>.body};
 * a button's label, where the letter has a link, under {@code letter.<NAME>.button}. Each has its row in
 * {@code src/docs/letters.md}; a test holds the two against each other.
 */
public interface LetterKind {

    /** The constant's name: unique over all features, since it is the template's name too. */
    String name();

    /** Its row in the table of letters. */
    Row row();

    /**
     * What the table of letters says of one.
     *
     * @param recipient  who gets it, in words
     * @param event      what causes it, in words
     * @param naturalKey how its natural key is made, such as {@code {reference}/CONFIRM_ADDRESS}
     */
    record Row(String recipient, String event, String naturalKey) {
    }

    /**
     * Whether a run writes it to everybody at once. Such letters leave after all others: nobody's code or receipt waits
     * behind ten thousand invoices, whatever the mail provider lets out in a minute.
     */
    default boolean bulk() {
        return false;
    }
}
