package org.wego.membership.member;

/** What an admitted organisation is today. */
public enum Standing {
    /** A city from the Secretariat's acceptance until the Committee's approval. */
    ASSOCIATE,
    /** A city that the Committee has approved. */
    FULL,
    /** An association or agency that the Committee has approved. */
    FRIENDSHIP,
    /** A company that the Committee has approved. */
    CORPORATE;

    /** Whether this standing owes the annual fee; an Associate Member never does. */
    public boolean paysFee() {
        return this != ASSOCIATE;
    }

    /** The standing that the Committee's approval gives to this category. */
    public static Standing approved(Category category) {
        return switch (category) {
            case FULL -> FULL;
            case FRIENDSHIP -> FRIENDSHIP;
            case CORPORATE -> CORPORATE;
        };
    }
}
