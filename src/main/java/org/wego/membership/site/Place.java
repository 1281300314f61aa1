package org.wego.membership.site;

import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where the reader is, for the menus of the templates: {@code @place}. */
@Component("place")
class Place {

    /** Whether the page shown is one of these, or under one. */
    public boolean within(List<OfficeEntry> entries) {
        return entries.stream().anyMatch(entry -> within(entry.path()));
    }

    /** Whether the page shown is this one or one under it. */
    public boolean within(String path) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return false;
        }
        String here = attributes.getRequest().getRequestURI().substring(attributes.getRequest().getContextPath().length());
        return here.equals(path) || here.startsWith(path + "/");
    }
}
