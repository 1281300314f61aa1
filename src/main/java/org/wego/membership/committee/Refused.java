package org.wego.membership.committee;

/** What was asked of the Committee's desk can't be done now; the message is for whoever asked. */
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;

    public Refused(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The field at fault. */
    public String field() {
        return field;
    }
}
