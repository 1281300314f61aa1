package org.wego.membership.fee;

import java.util.Map;
import java.util.Optional;

import org.wego.membership.fee.GdpEditions.Coverage;

/**
 * An edition with its figures, imported or about to be.
 *
 * @param economies what it knows, by ISO 3166-1 alpha-3; only economies with at least one figure
 */
public record EditionFigures(String edition, String name, Map<String, Coverage> economies) {

    /** One figure, or empty where this edition has none. */
    public Optional<GdpFigure> figure(String country, int year) {
        return coverage(country).flatMap(known -> Optional.ofNullable(known.figures().get(year)).map(value ->
                new GdpFigure(country, year, value, known.lastActual() == null || year > known.lastActual(), edition)));
    }

    /** What it knows of an economy. */
    Optional<Coverage> coverage(String country) {
        return Optional.ofNullable(country).map(economies::get);
    }
}
