package org.wego.membership.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.wego.membership.engine.Sha256;
import org.wego.membership.site.Mentions;

/**
 * Who is looked for: by an e-mail address, a name, or both, of which either is enough to be found.
 *
 * @param email null where only the name is known
 * @param name  null where only the address is known
 */
public record Person(String email, String name) {

    /** More words than that are no name whose words anybody would turn around. */
    private static final int MOST_WORDS = 6;

    public Person {
        email = email == null || email.isBlank() ? null : email.strip();
        name = name == null || name.isBlank() ? null : name.strip().replaceAll("\\s+", " ");
        if (email == null && name == null) {
            throw new IllegalArgumentException("Nobody to look for");
        }
    }

    /** For the database's {@code ilike any}: finds somewhat too much. */
    String[] likely() {
        return given().stream().map(Mentions::likely).toArray(String[]::new);
    }

    /** Finds the whole address and the whole name, whichever of its words is written first. */
    Mentions mentions() {
        return Mentions.of(given());
    }

    /** Recognises the same person in the list of requests, and tells nobody who it is. */
    String hash() {
        return Sha256.hex((email == null ? "" : email.toLowerCase(Locale.ROOT)) + "|" + (name == null ? "" : name.toLowerCase(Locale.ROOT)));
    }

    private Set<String> given() {
        Set<String> given = new LinkedHashSet<>();
        if (email != null) {
            given.add(email);
        }
        if (name != null) {
            List<String> words = new ArrayList<>(Arrays.asList(name.split(" ")));
            for (int i = 0; i < Math.min(words.size(), MOST_WORDS); i++) {
                given.add(String.join(" ", words));
                Collections.rotate(words, 1);
            }
        }
        return given;
    }
}
