package org.wego.membership.site;

/**
 * One thing that is wrong in what somebody sent.
 *
 * @param field the field's name as the form and the API spell it ({@code signatory.email}); empty when it concerns the whole
 * @param message words for the person who reads it: what is wrong and what would be right
 */
public record Fault(String field, String message) {
}
