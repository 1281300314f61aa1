package org.wego.membership.member;

/** The level of a local government. */
public enum Level {
    CITY, PROVINCE, DISTRICT, OTHER_LOCAL_GOVERNMENT
}
