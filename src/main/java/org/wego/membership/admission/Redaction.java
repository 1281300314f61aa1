package org.wego.membership.admission;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Strikes what names a case's people out of words that are kept: reasons, notes. */
final class Redaction {

    /** What stands where something was struck out. */
    static final String MARK = "[erased]";

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Pattern words;

    private Redaction(Pattern words) {
        this.words = words;
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
                        Stream.of(name.split("[\\s,.]+")).filter(Redaction::isName).forEach(found::add);
                    });
            Stream.of(form.signatory().email(), form.contact().email(), form.contact().phone(), form.motivation(), form.localEGovernment())
                    .forEach(found::add);
            if (form.billing() != null) {
                Stream.of(form.billing().name(), form.billing().email(), form.billing().address()).forEach(found::add);
            }
        }
        List<String> longestFirst = found.stream().filter(text -> text != null && text.length() > 1)
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
        return new Redaction(longestFirst.isEmpty() ? NOTHING : Pattern.compile(longestFirst.stream().map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")(?![\\p{L}\\p{N}])")), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    // "de", "van" and "la" name nobody by themselves
    private static boolean isName(String part) {
        return part.length() > 1 && !Character.isLowerCase(part.codePointAt(0));
    }

    /** The text without them; null stays null. */
    String apply(String text) {
        return text == null ? null : words.matcher(text).replaceAll(MARK);
    }
}
