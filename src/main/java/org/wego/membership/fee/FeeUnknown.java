package org.wego.membership.fee;

/**
 * No fee can be computed; for the Treasurer to decide.
 *
 * @param reasonCode {@code POPULATION_MISSING}, {@code EMPLOYEES_MISSING}, {@code COUNTRY_MISSING}, {@code EDITION_UNKNOWN},
 *                   {@code COUNTRY_NOT_COVERED}, {@code YEAR_NOT_COVERED}
 * @param words      why, for people
 */
public record FeeUnknown(String reasonCode, String words) implements FeeAnswer {
}
