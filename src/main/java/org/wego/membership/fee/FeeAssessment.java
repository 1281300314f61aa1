package org.wego.membership.fee;

import java.math.BigDecimal;

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
 */
public record FeeAssessment(Category category, int feeYear, BigDecimal amount, String currency, String chart, int chartVersion,
        boolean chartConfirmed, String ruleId, Gdp gdp, Long population, Integer populationYear, String populationSource, Long employees,
        Integer employeesYear, Bands bands, Exemption exemption, String sentence) implements FeeAnswer {

    /**
     * The GDP figure: per capita, current international dollars at purchasing power parity.
     *
     * @param country     ISO 3166-1 alpha-3
     * @param countryName as the Secretariat named it on the day
     * @param year        fee year less two
     * @param estimate    no actual figure yet at publication
     * @param edition     {@code 2025-10}
     * @param editionName {@code IMF World Economic Outlook, October 2025}
     */
    public record Gdp(String country, String countryName, int year, BigDecimal value, boolean estimate, String edition, String editionName) {
    }

    /** The bands met; null where the category doesn't go by that figure. Population in inhabitants, GDP in international dollars. */
    public record Bands(Band population, Band gdp, Band employees) {
    }

    /** What is to be paid, in USD: the amount, or nothing for who is exempt. */
    public BigDecimal due() {
        return exemption == null ? amount : BigDecimal.ZERO;
    }

    FeeAssessment exempt(Exemption why) {
        return new FeeAssessment(category, feeYear, amount, currency, chart, chartVersion, chartConfirmed, ruleId, gdp, population, populationYear,
                populationSource, employees, employeesYear, bands, why, sentence);
    }
}
