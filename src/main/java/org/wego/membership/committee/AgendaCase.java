package org.wego.membership.committee;

import java.util.List;

import org.wego.membership.letter.DocumentId;
import org.wego.membership.member.Category;

/**
 * A case as it comes before the Committee: all that a member needs to answer.
 *
 * @param reference      the application's
 * @param country        ISO 3166-1 alpha-3
 * @param facts          in the order in which they are shown; the first three matter most
 * @param documents      what may be opened from the agenda, first the signed form
 * @param recommendation the Secretariat's, null if there is none
 */
public record AgendaCase(String reference, Category category, String name, String country, List<Fact> facts,
        List<DocumentId> documents, String recommendation) {

    public AgendaCase {
        facts = List.copyOf(facts);
        documents = List.copyOf(documents);
    }

    /**
     * One line of the fact list.
     *
     * @param source where a figure comes from, or null
     */
    public record Fact(String label, String value, String source) {

        public static Fact of(String label, String value) {
            return new Fact(label, value, null);
        }
    }
}
