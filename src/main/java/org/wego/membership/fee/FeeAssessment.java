package org.wego.membership.fee;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.wego.membership.fee.Substitute.Figure;
import org.wego.membership.member.Category;

/**
 * A computed fee with everything it was computed from. A plain value: written as JSON it can be frozen and read back.
 *
 * @param amount           what the chart says, in USD; see {@link #due()} for what is to be paid
 * @param currency         {@code USD}
 * @param chart            the decision table, {@code membership-fee}
 * @param chartVersion     its version
 * @param chartConfirmed   whether the Treasurer confirmed that version for that year
 * @param ruleId           the chart's rule that fired
 * @param gdp              the GDP figure it goes by; null for a company
 * @param population       inhabitants; null but for a city
 * @param employees        worldwide; null but for a company
 * @param bands            the chart's bands that were met
 * @param exemption        why nothing is to be paid; null for who pays
 * @param sentence         the amount with its reason in one sentence, for people
 * @param substitutes      the figures that the Treasurer put in the place of missing ones; null or empty where none was missing
 * @param concession       what the Committee took off the amount; null where it asks the whole
 */
public record FeeAssessment(Category category, int feeYear, BigDecimal amount, String currency, String chart, int chartVersion,
        boolean chartConfirmed, String ruleId, Gdp gdp, Long population, Integer populationYear, String populationSource, Long employees,
        Integer employeesYear, Bands bands, Exemption exemption, String sentence, List<Substitute> substitutes,
        Granted concession) implements FeeAnswer {

    /** A figure is old if its year lies more than so many years before the fee year. */
    private static final int OLD_AFTER_YEARS = 5;

    /**
     * The GDP figure: per capita, current international dollars at purchasing power parity.
     *
     * @param country     ISO 3166-1 alpha-3
     * @param countryName as the Secretariat named it on the day
     * @param year        fee year less two
     * @param estimate    no actual figure yet at publication
     * @param edition     {@code 2025-10}; null where the Treasurer put a figure in the place of a missing one
     * @param editionName {@code IMF World Economic Outlook, October 2025}, or who published the substitute
     */
    public record Gdp(String country, String countryName, int year, BigDecimal value, boolean estimate, String edition, String editionName) {
    }

    /** The bands met; null where the category doesn't go by that figure. Population in inhabitants, GDP in international dollars. */
    public record Bands(Band population, Band gdp, Band employees) {
    }

    /**
     * What the Committee took off.
     *
     * @param percent    the part of the amount, or null
     * @param off        the sum in USD, or null
     * @param reducedBy  what that comes to for this amount, in USD to the cent
     * @param resolution where the decision stands
     * @param words      all of it, for people
     */
    public record Granted(BigDecimal percent, BigDecimal off, int fromYear, int toYear, BigDecimal reducedBy, String resolution, String reason, String words) {
    }

    /** What is to be paid, in USD to the cent: the amount less what the Committee took off, or nothing for who is exempt. */
    public BigDecimal due() {
        return exemption != null ? BigDecimal.ZERO : concession == null ? amount : amount.subtract(concession.reducedBy());
    }

    /** The figures whose year lies more than five years before the fee year: they are flagged, not refused. */
    public Set<Figure> oldFigures() {
        Set<Figure> old = EnumSet.noneOf(Figure.class);
        for (Figure figure : Figure.values()) {
            if (yearOf(figure) != null && feeYear - yearOf(figure) > OLD_AFTER_YEARS) {
                old.add(figure);
            }
        }
        return old;
    }

    /** The year of a figure that the fee goes by; null where it doesn't go by it, or nobody knows the year. */
    public Integer yearOf(Figure figure) {
        return switch (figure) {
            case GDP -> gdp == null ? null : Integer.valueOf(gdp.year());
            case POPULATION -> population == null ? null : populationYear;
            case EMPLOYEES -> employees == null ? null : employeesYear;
        };
    }

    /** What the Treasurer put in the place of that figure, if it was missing. */
    public Optional<Substitute> substitute(Figure figure) {
        return substitutes == null ? Optional.empty() : substitutes.stream().filter(one -> one.figure() == figure).findFirst();
    }

    FeeAssessment conceded(Granted granted, String words) {
        return new FeeAssessment(category, feeYear, amount, currency, chart, chartVersion, chartConfirmed, ruleId, gdp, population, populationYear,
                populationSource, employees, employeesYear, bands, exemption, words, substitutes, granted);
    }

    FeeAssessment with(List<Substitute> used) {
        return new FeeAssessment(category, feeYear, amount, currency, chart, chartVersion, chartConfirmed, ruleId, gdp, population, populationYear,
                populationSource, employees, employeesYear, bands, exemption, sentence, used, concession);
    }

    FeeAssessment exempt(Exemption why) {
        return new FeeAssessment(category, feeYear, amount, currency, chart, chartVersion, chartConfirmed, ruleId, gdp, population, populationYear,
                populationSource, employees, employeesYear, bands, why, sentence, substitutes, concession);
    }
}
