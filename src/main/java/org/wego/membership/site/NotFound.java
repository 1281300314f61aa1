package org.wego.membership.site;

/** What was asked for isn't there: a 404 page, or a 404 problem document on the API. */
public class NotFound extends RuntimeException {

    /** The words are shown to whoever asked. */
    public NotFound(String message) {
        super(message);
    }
}
