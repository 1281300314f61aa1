package org.wego.membership.committee;

import java.math.BigDecimal;
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
 * @param fee            what the approval would bring, null where nobody has said it
 */
public record AgendaCase(String reference, Category category, String name, String country, List<Fact> facts,
        List<Paper> documents, String recommendation, Fee fee) {

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

    /**
     * A document of the case.
     *
     * @param title what it is, in words for its readers: the uploaded file's name is the applicant's own
     */
    public record Paper(DocumentId id, String title) {
    }

    /**
     * What the applicant would pay in the first year for which it pays, if it is approved.
     *
     * @param amount    in USD; null where it can't be computed yet
     * @param firstYear the first fee year that it would pay for
     * @param sentence  the amount with its reason, or why there is none, for people
     */
    public record Fee(BigDecimal amount, int firstYear, String sentence) {
    }
}
