package org.wego.membership.engine;

/**
 * A user task's (or a start form's) values can't be taken. Thrown by the listener that checks them; the caller gets 400
 * with these words on every endpoint, and the task stays as it was.
 */
public class TaskRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;

    /**
     * @param field   the variable at fault
     * @param message what to do about it; names the variable
     */
    public TaskRefused(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
