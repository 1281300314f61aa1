package org.wego.membership.site;

import java.util.Comparator;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The office's menu and who reads it, for the templates: {@code @officeMenu}. */
@Component("officeMenu")
class OfficeMenu {

    private final List<OfficeEntry> entries;

    OfficeMenu(ObjectProvider<OfficeEntry> entries) {
        this.entries = entries.stream().sorted(Comparator.comparingInt(OfficeEntry::order)).toList();
    }

    /** What all modules brought for the account that is logged in, in order. */
    public List<OfficeEntry> entries() {
        return entries.stream().filter(entry -> entry.groups().isEmpty() || entry.groups().stream().anyMatch(this::in)).toList();
    }

    /** The account that is logged in. */
    public String account() {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        return known == null ? "" : known.getName();
    }

    /** Whether the account is in the group. */
    public boolean in(String group) {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        return known != null && known.getAuthorities().stream().anyMatch(role -> role.getAuthority().equals("ROLE_" + group));
    }
}
