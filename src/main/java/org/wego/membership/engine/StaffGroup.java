package org.wego.membership.engine;

/** The groups of staff accounts; a group is also a role on the pages ({@code ROLE_secretariat}). */
public enum StaffGroup {

    SECRETARIAT("secretariat", "Secretariat"),
    SECRETARIAT_LEAD("secretariat-lead", "Lead of the Secretariat"),
    TREASURER("treasurer", "Treasurer"),
    OWNERS("owners", "Process owners"),
    CAMUNDA_ADMIN("camunda-admin", "Administrators");

    private final String id;
    private final String title;

    StaffGroup(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The group's id in Camunda's identity service. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }
}
