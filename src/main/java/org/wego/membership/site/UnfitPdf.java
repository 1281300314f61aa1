package org.wego.membership.site;

/** A file that is not a plain PDF; the key leads to the words that say why. */
public class UnfitPdf extends RuntimeException {

    private final String messageKey;

    /** @param messageKey key of the reason in {@code messages/site.properties} */
    public UnfitPdf(String messageKey) {
        super(messageKey);
        this.messageKey = messageKey;
    }

    /** Key of the reason, for {@link Texts#get}. */
    public String messageKey() {
        return messageKey;
    }
}
