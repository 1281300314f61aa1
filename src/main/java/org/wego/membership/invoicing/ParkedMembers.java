package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.Substitute.Figure;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;

/** What can be done about a parked member. */
@Component
public class ParkedMembers {

    /** Between the poorest and the richest economy of any edition there is room for everybody: international dollars a head. */
    private static final BigDecimal LEAST_GDP = BigDecimal.valueOf(100);
    private static final BigDecimal MOST_GDP = BigDecimal.valueOf(500_000);
    private static final BigDecimal MOST_PEOPLE = BigDecimal.valueOf(100_000_000);

    private final Members members;
    private final Contacts contacts;

    ParkedMembers(Members members, Contacts contacts) {
        this.members = members;
        this.contacts = contacts;
    }

    /** The figure that is missing, where one is: a substitute never stands beside a figure that is there. Empty where an address is missing. */
    public Optional<Figure> missing(ParkedCase parked) {
        return switch (parked.reasonCode()) {
            case "POPULATION_MISSING" -> Optional.of(Figure.POPULATION);
            case "EMPLOYEES_MISSING" -> Optional.of(Figure.EMPLOYEES);
            case "COUNTRY_NOT_COVERED", "YEAR_NOT_COVERED", "EDITION_UNKNOWN" -> Optional.of(Figure.GDP);
            default -> Optional.empty();
        };
    }

    /** Whether a figure can be true at all. People are counted in whole numbers. */
    public static boolean plausible(Figure figure, BigDecimal value) {
        return figure == Figure.GDP ? value.compareTo(LEAST_GDP) >= 0 && value.compareTo(MOST_GDP) <= 0 && value.stripTrailingZeros().scale() <= 3
                : value.signum() > 0 && value.compareTo(MOST_PEOPLE) <= 0 && value.stripTrailingZeros().scale() <= 0;
    }

    /** Whether anybody at the member can be asked by letter. */
    public boolean reachable(ParkedCase parked) {
        return InvoiceLetters.reachable(contacts.all(List.of(parked.memberNumber())).getOrDefault(parked.memberNumber(), Map.of()));
    }

    /** The member of the case. */
    public Member member(ParkedCase parked) {
        return members.find(parked.memberNumber()).orElseThrow();
    }
}
