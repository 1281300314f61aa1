package org.wego.membership.site;

/**
 * One entry of the office's menu: declare a bean of it in the module that brings the page.
 *
 * @param path address under {@code /office}
 * @param textKey key of the entry's name; the same key with {@code .hint} may say in a line what is found there
 * @param order small comes first
 */
public record OfficeEntry(String path, String textKey, int order) {
}
