package org.wego.membership.privacy;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.wego.membership.engine.Sha256;
import org.wego.membership.site.LikePattern;

/**
 * Who is looked for: by an e-mail address, a name, or both, of which either is enough to be found.
 *
 * @param email null where only the name is known
 * @param name  null where only the address is known
 */
public record Person(String email, String name) {

    public Person {
        email = email == null || email.isBlank() ? null : email.strip();
        name = name == null || name.isBlank() ? null : name.strip().replaceAll("\\s+", " ");
        if (email == null && name == null) {
            throw new IllegalArgumentException("Nobody to look for");
        }
    }

    /** For the database's {@code ilike any}: finds somewhat too much. */
    String[] likely() {
        return given().map(LikePattern::containing).toArray(String[]::new);
    }

    /** Finds the whole address and the whole name: Kim is not found in Kimberley, nor a@b.example in aa@b.example. */
    Pattern exactly() {
        String address = email == null ? null : "(?<![\\w.+-])" + Pattern.quote(email) + "(?!\\w|-|\\.\\w)";
        String words = name == null ? null : Arrays.stream(name.split(" ")).map(Pattern::quote)
                .reduce((first, second) -> first + "\\s+" + second).map(all -> "(?<![\\p{L}\\p{N}])" + all + "(?![\\p{L}\\p{N}])").orElseThrow();
        return Pattern.compile(Stream.of(address, words).filter(part -> part != null).reduce((first, second) -> first + "|" + second).orElseThrow(),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Recognises the same person in the list of requests, and tells nobody who it is. */
    String hash() {
        return Sha256.hex((email == null ? "" : email.toLowerCase(Locale.ROOT)) + "|" + (name == null ? "" : name.toLowerCase(Locale.ROOT)));
    }

    private Stream<String> given() {
        return Stream.of(email, name).filter(value -> value != null);
    }
}
