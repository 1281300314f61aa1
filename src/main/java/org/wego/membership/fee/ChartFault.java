package org.wego.membership.fee;

import java.util.List;

import org.wego.membership.member.Category;

/**
 * What is wrong with an uploaded chart, and where.
 *
 * @param place where; null when it concerns the whole file
 * @param words what is said of it, in the order that the text of {@code why} takes
 */
record ChartFault(Why why, Place place, List<String> words) {

    /** What can be wrong; each has its text under {@code fee.charts.refused.*}. */
    enum Why {
        /** Nothing in the file. */
        EMPTY,
        /** More than any chart has. */
        TOO_BIG,
        /** No XML, broken XML, or XML with what a model never holds. */
        DAMAGED,
        /** XML, but no decision model. */
        FORMAT,
        /** Not exactly one decision. */
        DECISIONS,
        /** The decision is called otherwise. */
        DECISION_ID,
        /** The decision is no table. */
        NO_TABLE,
        /** Not the hit policy UNIQUE. */
        HIT_POLICY,
        /** Something in the table that our charts don't have. */
        STRANGE,
        /** An expression in another language than FEEL. */
        LANGUAGE,
        /** A column that a chart needs is missing. */
        COLUMN_MISSING,
        /** A column is there twice. */
        COLUMN_TWICE,
        /** A column that no chart has. */
        COLUMN_STRANGE,
        /** Not one output called amount. */
        OUTPUT,
        /** More rules or bands than any chart has. */
        TOO_MANY,
        /** A rule has not as many entries as the table has columns. */
        RULE_WIDTH,
        /** No category, or another one. */
        CATEGORY,
        /** A band that is none, or not written as ours. */
        BAND,
        /** A band whose end isn't above its beginning. */
        BAND_EMPTY,
        /** A band in a column that the category doesn't go by. */
        IRRELEVANT,
        /** An amount that is no whole number. */
        AMOUNT,
        /** An amount of zero or below. */
        NOT_POSITIVE,
        /** An amount above any fee. */
        ABSURD,
        /** No rule for a category. */
        NO_CATEGORY,
        /** No rule answers. */
        GAP,
        /** More than one rule answers. */
        OVERLAP,
        /** A cell is less than the one before it in its row. */
        ROW_FALLS,
        /** A cell is less than the one above it in its column. */
        COLUMN_FALLS
    }

    /**
     * A cell, a part of it, or several that lie together.
     *
     * @param category null where the rule doesn't say it
     * @param row      null where the category has no rows, or it isn't known
     * @param column   null where the category has no columns, or it isn't known
     * @param rules    the rules' numbers as the Modeler shows them, from 1 on
     */
    record Place(Category category, Band row, Band column, List<Integer> rules) {
    }

    static ChartFault of(Why why, String... words) {
        return new ChartFault(why, null, List.of(words));
    }

    static ChartFault at(Why why, Place place, String... words) {
        return new ChartFault(why, place, List.of(words));
    }
}
