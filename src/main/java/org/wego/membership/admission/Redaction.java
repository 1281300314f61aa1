package org.wego.membership.admission;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.wego.membership.site.Mentions;

/** Strikes what names a case's people out of words that are kept: reasons, notes. */
final class Redaction {

    /** What stands where something was struck out. */
    static final String MARK = "[erased]";

    /** Half of a double name is one: García of García-López, but not Min of Min-seo. */
    private static final int LONG_ENOUGH = 3;

    private final Mentions people;

    private Redaction(Mentions people) {
        this.people = people;
    }

    /**
     * Of everybody that the forms name, and of other names and addresses. A person's name is struck out whole and by its parts,
     * since a reason rather says "Ms Kim"; an office's name only whole.
     */
    static Redaction of(Collection<ApplicationForm> forms, Collection<String> others) {
        Set<String> found = new LinkedHashSet<>(others);
        for (ApplicationForm form : forms) {
            Stream.of(form.head().name(), form.signatory().name(), form.contact().name()).filter(name -> name != null && !name.equals(form.name()))
                    .forEach(name -> {
                        found.add(name);
                        Stream.of(name.split("[\\s,.\"“”«»()]+")).filter(Redaction::isName).forEach(found::add);
                        Stream.of(name.split("[^\\p{L}\\p{M}]+")).filter(half -> half.length() > LONG_ENOUGH && isName(half)).forEach(found::add);
                    });
            Stream.of(form.signatory().email(), form.contact().email(), form.contact().phone(), form.motivation(), form.localEGovernment())
                    .forEach(found::add);
            if (form.billing() != null) {
                Stream.of(form.billing().name(), form.billing().email(), form.billing().address()).forEach(found::add);
            }
        }
        return new Redaction(Mentions.of(found));
    }

    // "de", "van" and "la" name nobody by themselves
    private static boolean isName(String part) {
        return part.length() > 1 && !Character.isLowerCase(part.codePointAt(0));
    }

    /** The text without them; null stays null. */
    String apply(String text) {
        return text == null ? null : people.without(text, MARK);
    }
}
