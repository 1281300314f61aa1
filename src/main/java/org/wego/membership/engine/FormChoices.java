package org.wego.membership.engine;

import java.util.List;

/**
 * Choices that a start form offers as they are at this moment. A task's form takes them from its variables; a start form
 * has none, so it names them: a component with the property {@code choices} is filled by the bean of that name.
 */
public interface FormChoices {

    /** One choice. */
    record Choice(String label, String value) {
    }

    /** What the form calls them. */
    String name();

    /** In the order in which they are offered. */
    List<Choice> choices();
}
