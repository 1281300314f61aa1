package org.wego.membership.committee.web;

import java.util.List;

import org.wego.membership.site.Fact;

/**
 * A case as the agenda shows it.
 *
 * @param facts   the three that matter most
 * @param more    all further ones
 * @param before  what was answered before, in words, or null
 * @param chosen  the answer that is chosen, or null
 * @param reason  the reason that is given, or null
 * @param outcome in words once it is told, or null
 */
record Card(String reference, String name, String where, List<Fact> facts, List<Fact> more, List<Paper> papers, String recommendation,
        String before, String chosen, String reason, boolean withdrawn, String outcome, String outcomeKind, String words) {

    /** A document of the case. */
    record Paper(String id, String name) {
    }

    /** The field's name in forms. */
    public String field() {
        return "vote." + reference;
    }

    /** The name of the reason's field. */
    public String reasonField() {
        return "reason." + reference;
    }
}
