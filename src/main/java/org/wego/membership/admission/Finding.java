package org.wego.membership.admission;

/**
 * One thing that the reviewer should know of an application.
 *
 * @param words a sentence for the reviewer; it may hold what applicants wrote, so it is shown as text only
 * @param link  where to look, a path under {@code /office}, or null
 */
public record Finding(Kind kind, Severity severity, String words, String link) {

    /** How much it asks for. */
    public enum Severity {
        /** Don't accept without having cleared it. */
        SERIOUS,
        /** Look at it. */
        CHECK,
        /** Good to know. */
        NOTE
    }

    /** What was found. */
    public enum Kind {
        /** Whether it may apply in this category, and why. */
        ELIGIBILITY,
        /** Another case that is open, a member, a former member, or a case that has ended goes by the same name. */
        OPEN_CASE, MEMBER, FORMER_MEMBER, ENDED_CASE,
        /** The same only nearly, or in another country. */
        ALMOST, ELSEWHERE,
        /** Another organisation writes from the same address or names the same website. */
        SAME_ADDRESS, SAME_WEBSITE,
        /** The category that its kind and name propose. */
        CATEGORY,
        /** A number of inhabitants that is far from GeoNames'. */
        FAR_FIGURE,
        /** A figure of long ago. */
        OLD_FIGURE,
        /** The website stands under another country's domain. */
        WEBSITE_ELSEWHERE,
        /** The signatory writes from another domain than the contact. */
        SIGNATORY_DOMAIN,
        /** An address that anybody can get. */
        FREE_MAIL
    }
}
