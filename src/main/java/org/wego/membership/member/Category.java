package org.wego.membership.member;

/** What an organisation applies for, and stays: cities and local governments, associations and agencies, companies. */
public enum Category {
    /** Cities and local governments; Associate first, Full by the Committee's approval. */
    FULL,
    /** Associations of local governments, ministries, agencies. */
    FRIENDSHIP,
    /** Companies. */
    CORPORATE
}
