package org.wego.membership.committee.web;

import java.util.List;

import org.wego.membership.site.Fact;

/**
 * A case as the agenda shows it.
 *
 * @param facts   the three that matter most
 * @param more    all further ones
 * @param stands  what the seat answers to it now, null if it hasn't
 * @param chosen  the value of the answer that is chosen, or null
 * @param answer  the chosen answer in words, or null
 * @param reason  the reason that is given, or null
 * @param outcome in words once it is told, or null
 */
record Card(String reference, String name, String where, List<Fact> facts, List<Fact> more, List<Paper> papers, String recommendation,
        Stands stands, String chosen, String answer, String reason, boolean withdrawn, String outcome, String outcomeKind, String words) {

    /** A document of the case. */
    record Paper(String id, String name) {
    }

    /**
     * What a seat answers to the case now.
     *
     * @param answer its value
     * @param label  its word
     * @param words  the word and who said so
     */
    record Stands(String answer, String label, String words, String reason) {
    }

    /** The field's name in forms. */
    public String field() {
        return "vote." + reference;
    }

    /** The name of the reason's field. */
    public String reasonField() {
        return "reason." + reference;
    }

    /** Whether what is chosen is another answer than the one that stands. */
    public boolean changed() {
        return stands != null && !stands.answer().equals(chosen);
    }
}
