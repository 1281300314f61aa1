package org.wego.membership.admission;

/** What a company works in. */
public enum Sector {
    SMART_CITY, E_GOVERNMENT, ICT
}
