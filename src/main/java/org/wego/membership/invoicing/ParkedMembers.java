package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** The figures that the member's fee goes by, where a figure is what is missing; none where it is an address. */
    public Set<Figure> figures(ParkedCase parked) {
        if (parked.reasonCode().equals("CONTACT_MISSING") || parked.reasonCode().equals("TROUBLE")) {
            return Set.of();
        }
        return switch (member(parked).category()) {
            case FULL -> EnumSet.of(Figure.GDP, Figure.POPULATION);
            case FRIENDSHIP -> EnumSet.of(Figure.GDP);
            case CORPORATE -> EnumSet.of(Figure.EMPLOYEES);
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
