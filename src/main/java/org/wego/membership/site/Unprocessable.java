package org.wego.membership.site;

/** The question is well put but can't be answered: a 422 problem document on the API. */
public class Unprocessable extends RuntimeException {

    /** The words are shown to whoever asked. */
    public Unprocessable(String message) {
        super(message);
    }
}
