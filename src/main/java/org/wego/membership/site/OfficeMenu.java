package org.wego.membership.site;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The office's menu and who reads it, for the templates: {@code @officeMenu}. */
@Component("officeMenu")
class OfficeMenu {

    private final List<OfficeEntry> entries;

    OfficeMenu(ObjectProvider<OfficeEntry> entries) {
        this.entries = entries.stream().sorted(Comparator.comparing(OfficeEntry::area).thenComparingInt(OfficeEntry::order)).toList();
    }

    /** A part of the menu with what the account that is logged in may enter of it. */
    public record Group(OfficeArea area, List<OfficeEntry> entries) {
    }

    /** The menu for the account that is logged in, part by part; parts that it has nothing in are left out. */
    public List<Group> groups() {
        Map<OfficeArea, List<OfficeEntry>> mine = entries().stream().collect(Collectors.groupingBy(OfficeEntry::area, TreeMap::new, Collectors.toList()));
        return mine.entrySet().stream().map(one -> new Group(one.getKey(), one.getValue())).toList();
    }

    /** What all modules brought for the account that is logged in, in order. */
    private List<OfficeEntry> entries() {
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
