package org.wego.membership.engine;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;

import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * Reads what a person entered in a task's form. Forms check only in the browser and scalars come back untyped, so every
 * value is checked again here; what can't be taken is refused with {@link TaskRefused}.
 */
public final class TaskValues {

    private final VariableScope scope;

    private TaskValues(VariableScope scope) {
        this.scope = scope;
    }

    public static TaskValues of(VariableScope scope) {
        return new TaskValues(scope);
    }

    /** A choice that must be made, and be one of these. */
    public String oneOf(String name, String... allowed) {
        String value = text(name);
        if (value == null) {
            throw new TaskRefused(name, "\"" + name + "\" is missing: choose one of " + String.join(", ", allowed) + ".");
        }
        if (!Arrays.asList(allowed).contains(value)) {
            throw new TaskRefused(name, "\"" + name + "\" is unknown: choose one of " + String.join(", ", allowed) + ".");
        }
        return value;
    }

    /** A choice with a default when none is made. */
    public String oneOfOr(String name, String otherwise, String... allowed) {
        return text(name) == null ? otherwise : oneOf(name, allowed);
    }

    /**
     * The text without white space around it, its lines ended in one way; null when there is none. What can't be seen is refused:
     * no letter and no page could show it.
     */
    public String text(String name) {
        Object value = scope.getVariable(name);
        String text = value == null ? "" : value.toString().replace("\r\n", "\n").strip();
        if (!PlainText.isFit(text)) {
            throw new TaskRefused(name, "\"" + name + "\" holds a character that can't be shown, such as a control character. Type it again without.");
        }
        return text.isEmpty() ? null : text;
    }

    /** A text that must be there. */
    public String requiredText(String name, String otherwise) {
        String value = text(name);
        if (value == null) {
            throw new TaskRefused(name, "\"" + name + "\" is missing: " + otherwise);
        }
        return value;
    }

    /** A flag; false when it is not set. */
    public boolean flag(String name) {
        Object value = scope.getVariable(name);
        if (value == null || value instanceof Boolean || "true".equals(value.toString()) || "false".equals(value.toString())) {
            return value != null && Boolean.parseBoolean(value.toString());
        }
        throw new TaskRefused(name, "\"" + name + "\" must be true or false.");
    }

    /** A whole number within bounds; {@code otherwise} when it is not set. */
    public int number(String name, Integer otherwise, int least, int most) {
        Object value = scope.getVariable(name);
        if (value == null || value.toString().isBlank()) {
            if (otherwise == null) {
                throw new TaskRefused(name, "\"" + name + "\" is missing: a whole number from " + least + " to " + most + ".");
            }
            return otherwise;
        }
        try {
            int number = new java.math.BigDecimal(value.toString().strip()).intValueExact();
            if (number >= least && number <= most) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // said below
        }
        throw new TaskRefused(name, "\"" + name + "\" must be a whole number from " + least + " to " + most + ".");
    }

    /** A day that must be there; form dates come as ISO texts, over REST also as instants of that day. */
    public LocalDate day(String name) {
        String value = text(name);
        if (value == null) {
            throw new TaskRefused(name, "\"" + name + "\" is missing: a day such as 2027-03-31.");
        }
        try {
            return LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
        } catch (DateTimeException e) {
            throw new TaskRefused(name, "\"" + name + "\" must be a day such as 2027-03-31.");
        }
    }
}
