package org.wego.membership.site;

import java.util.List;

/**
 * One entry of the office's menu: declare a bean of it in the module that brings the page.
 *
 * @param path address under {@code /office}
 * @param textKey key of the entry's name; the same key with {@code .hint} may say in a line what is found there
 * @param area the part of the menu under which it stands
 * @param order small comes first within its area
 * @param groups who may enter; all staff if empty. It only spares others the way: the page itself refuses them
 */
public record OfficeEntry(String path, String textKey, OfficeArea area, int order, List<String> groups) {

    /** An entry for all staff. */
    public OfficeEntry(String path, String textKey, OfficeArea area, int order) {
        this(path, textKey, area, order, List.of());
    }
}
