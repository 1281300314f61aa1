package org.wego.membership.member;

/** What kind of organisation a Friendship Member is. */
public enum OrganisationType {
    ASSOCIATION, MINISTRY, AGENCY, GOVERNMENT_ENTITY
}
