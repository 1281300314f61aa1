package org.wego.membership.fee;

import org.wego.membership.member.Category;
import org.wego.membership.member.Member;

/**
 * What a fee is asked for.
 *
 * @param country    ISO 3166-1 alpha-3; of the office, for a Friendship Member
 * @param population inhabitants; null where unknown. Only the fee of a city goes by it
 * @param employees  worldwide; null where unknown. Only the fee of a company goes by it
 * @param feeYear    the year the fee is for; its GDP figure is that of two years before
 * @param edition    a GDP edition, or null for the latest
 */
public record FeeQuestion(Category category, String country, Long population, Integer populationYear, String populationSource,
        Long employees, Integer employeesYear, int feeYear, String edition) {

    /** The fee of a member, by what the register knows of it. */
    public static FeeQuestion of(Member member, int feeYear, String edition) {
        return new FeeQuestion(member.category(), member.country(), member.population(), member.populationYear(), member.populationSource(),
                member.employees(), member.employeesYear(), feeYear, edition);
    }
}
