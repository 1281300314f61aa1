package org.wego.membership.site;

/**
 * One step of a step line.
 *
 * @param words the date of a past step, or what is going on now in words; {@code null} for what is to come
 * @param state {@code past}, {@code present} or {@code future}: the class in the stylesheet
 */
public record Step(String title, String words, String state) {

    /** A step that is done, with its date. */
    public static Step past(String title, String when) {
        return new Step(title, when, "past");
    }

    /** The step at which the case stands, in words. */
    public static Step present(String title, String words) {
        return new Step(title, words, "present");
    }

    /** A step to come. */
    public static Step future(String title) {
        return new Step(title, null, "future");
    }
}
