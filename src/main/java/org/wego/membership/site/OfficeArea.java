package org.wego.membership.site;

/** The parts of the office's menu, in its order. */
public enum OfficeArea {
    APPLICATIONS, MEMBERS, COMMITTEE, FEES, INVOICES, LETTERS
}
