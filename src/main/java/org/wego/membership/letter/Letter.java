package org.wego.membership.letter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A letter as a feature writes it: what kind, to whom, and the words its template asks for. Body and subject are made
 * from the bundle when it is sent.
 *
 * <pre>{@code
 * outbox.post(Letter.of(AdmissionLetter.CONFIRM_ADDRESS, reference + "/CONFIRM_ADDRESS")
 *         .about(reference).to(email).dear(contactName)
 *         .word("applicant", name)
 *         .fact("Reference", reference)
 *         .link(links.issue("application", reference), "/status/{token}")
 *         .build());
 * }</pre>
 */
public final class Letter {

    /** A line of the list of facts. */
    public record Fact(String label, String value) {
    }

    final String kind;
    final String naturalKey;
    final String about;
    final List<String> to;
    final List<String> cc;
    final LetterContent content;
    final Instant notBefore;
    final boolean bulk;

    private Letter(Builder from) {
        kind = from.kind;
        naturalKey = from.naturalKey;
        about = from.about;
        to = List.copyOf(from.to);
        cc = List.copyOf(from.cc);
        content = new LetterContent(from.dear, Map.copyOf(from.words), List.copyOf(from.facts), from.link, from.path,
                List.copyOf(from.attachments));
        notBefore = from.notBefore;
        bulk = from.bulk;
    }

    /**
     * Begins a letter.
     *
     * @param naturalKey case, kind and occasion, such as {@code WEGO-2026-0123/CONFIRM_ADDRESS}: a second letter with it is never sent
     */
    public static Builder of(LetterKind kind, String naturalKey) {
        return new Builder(kind, naturalKey);
    }

    public String naturalKey() {
        return naturalKey;
    }

    /** Gathers what the letter needs. */
    public static final class Builder {

        private final String kind;
        private final String naturalKey;
        private final boolean bulk;
        private String about;
        private String dear;
        private final List<String> to = new ArrayList<>();
        private final List<String> cc = new ArrayList<>();
        private final Map<String, String> words = new LinkedHashMap<>();
        private final List<Fact> facts = new ArrayList<>();
        private final List<DocumentId> attachments = new ArrayList<>();
        private PersonalLinks.Handle link;
        private String path;
        private Instant notBefore;

        private Builder(LetterKind kind, String naturalKey) {
            this.kind = kind.name();
            this.naturalKey = Objects.requireNonNull(naturalKey);
            this.bulk = kind.bulk();
        }

        /** The case it belongs to (reference, round, invoice number): a refusal is told to the process with this business key. */
        public Builder about(String caseReference) {
            about = caseReference;
            return this;
        }

        /** Bare addresses; empty ones and repeated ones are left out. */
        public Builder to(String... addresses) {
            return to(Arrays.asList(addresses));
        }

        /** Bare addresses; empty ones and repeated ones are left out. */
        public Builder to(Collection<String> addresses) {
            addAll(to, addresses);
            return this;
        }

        /** Addresses that get a copy. */
        public Builder cc(String... addresses) {
            addAll(cc, Arrays.asList(addresses));
            return this;
        }

        /** Who is greeted: "Dear …,". Without it the letter greets nobody by name. */
        public Builder dear(String name) {
            dear = name == null || name.isBlank() ? null : name;
            return this;
        }

        /** The value of a placeholder {@code {name}} in subject and body. */
        public Builder word(String name, Object value) {
            words.put(name, value == null ? "" : value.toString());
            return this;
        }

        /** A line of the list that stands where the body says {@code [facts]}; left out when the value is null or blank. */
        public Builder fact(String label, Object value) {
            if (value != null && !value.toString().isBlank()) {
                facts.add(new Fact(label, value.toString()));
            }
            return this;
        }

        /**
         * A personal link with its typed code, where the body says {@code [button]} and {@code [code]}.
         *
         * @param path such as {@code /status/{token}} or {@code /vote#{token}}; without {@code {token}} it is added as the last part
         */
        public Builder link(PersonalLinks.Handle handle, String path) {
            this.link = Objects.requireNonNull(handle);
            this.path = path.contains("{token}") ? path : path + "/{token}";
            return this;
        }

        /** A page of ours anyone may open, where the body says {@code [button]}: no token and no code. */
        public Builder page(String path) {
            this.link = null;
            this.path = path;
            return this;
        }

        /** A stored document that goes with it. */
        public Builder attach(DocumentId document) {
            attachments.add(document);
            return this;
        }

        /** The earliest instant at which it may leave; otherwise at once. */
        public Builder notBefore(Instant instant) {
            notBefore = instant;
            return this;
        }

        public Letter build() {
            if (to.isEmpty() && cc.isEmpty()) {
                throw new IllegalStateException("Nobody to send " + naturalKey + " to");
            }
            return new Letter(this);
        }

        private void addAll(List<String> list, Collection<String> addresses) {
            for (var address : addresses) {
                if (address != null && !address.isBlank() && !to.contains(address.strip()) && !list.contains(address.strip())) {
                    list.add(address.strip());
                }
            }
        }
    }
}
