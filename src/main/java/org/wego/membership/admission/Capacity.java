package org.wego.membership.admission;

/** In what capacity somebody signed. */
public enum Capacity {
    MAYOR, CHIEF_EXECUTIVE, PRESIDENT, AUTHORISED_REPRESENTATIVE
}
