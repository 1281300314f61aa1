package org.wego.membership.invoicing;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.member.Suspension;
import org.wego.membership.member.Suspensions;
import org.wego.membership.site.Texts;

/** Whether a member owes the fee of a year at all, by the table {@code fee-liability}: each rule stands there with its source. */
@Component
class Liability {

    private static final String TABLE = "fee-liability";

    /**
     * What the table says of a member.
     *
     * @param reason {@code ASSOCIATE}, {@code LEFT}, {@code JOINED}; for who is liable {@code PRESENT}, {@code LEFT_IN_YEAR},
     *               {@code SUSPENDED}, {@code CATEGORY_CHANGED}, {@code RENAMED}
     * @param words  the same for people; null for a present member of whom nothing is to be said
     */
    record Answer(boolean liable, String reason, String rule, String words) {
    }

    /** What the table is asked. */
    private record Facts(String standing, String joined, String left, boolean suspended, boolean categoryChanged, boolean renamed) {
    }

    private final DecisionTables tables;
    private final Members members;
    private final Suspensions suspensions;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    Liability(DecisionTables tables, Members members, Suspensions suspensions, OrganisationCalendar calendar, Texts texts) {
        this.tables = tables;
        this.members = members;
        this.suspensions = suspensions;
        this.calendar = calendar;
        this.texts = texts;
    }

    /** Asks for many members of one year; what belongs to single members is read once, and the table is asked once for each combination. */
    OfYear of(int feeYear) {
        return new OfYear(feeYear, suspensions.on(calendar.today()), members.renamedSince(LocalDate.of(feeYear - 1, 1, 1)), members.otherCategoryIn(feeYear));
    }

    final class OfYear {

        private final int feeYear;
        private final Map<String, Suspension> suspended;
        private final Map<String, String> renamed;
        private final Map<String, Category> otherCategory;
        private final Map<Facts, Decision> answered = new HashMap<>();

        private OfYear(int feeYear, Map<String, Suspension> suspended, Map<String, String> renamed, Map<String, Category> otherCategory) {
            this.feeYear = feeYear;
            this.suspended = suspended;
            this.renamed = renamed;
            this.otherCategory = otherCategory;
        }

        /** @param member with what counts for that year */
        Answer of(Member member) {
            String number = member.number();
            Facts facts = new Facts(member.standing().name(), member.joined() != null && member.joined().getYear() < feeYear ? "BEFORE_YEAR" : "IN_OR_AFTER_YEAR",
                    member.endedOn() == null || member.endedOn().getYear() > feeYear ? "NO" : member.endedOn().getYear() < feeYear ? "BEFORE_YEAR" : "IN_YEAR",
                    suspended.containsKey(number), otherCategory.containsKey(number), renamed.containsKey(number));
            Decision decision = answered.computeIfAbsent(facts, asked -> tables.decide(TABLE, Map.of("standing", asked.standing(), "joined", asked.joined(),
                    "left", asked.left(), "suspended", asked.suspended(), "categoryChanged", asked.categoryChanged(), "renamed", asked.renamed())));
            String reason = decision.text("reason");
            return new Answer(Boolean.parseBoolean(decision.text("liable")), reason, decision.rule(), words(reason, member));
        }

        private String words(String reason, Member member) {
            return switch (reason) {
                case "PRESENT" -> null;
                case "LEFT", "LEFT_IN_YEAR" -> texts.get("invoicing.reason." + reason, Usd.day(member.endedOn()));
                case "JOINED" -> texts.get("invoicing.reason.JOINED", Usd.day(member.joined()), String.valueOf(member.joined().getYear() + 1));
                case "SUSPENDED" -> texts.get("invoicing.reason.SUSPENDED", Usd.day(suspended.get(member.number()).from()),
                        suspended.get(member.number()).resolution());
                case "CATEGORY_CHANGED" -> texts.get("invoicing.reason.CATEGORY_CHANGED", texts.get("invoicing.category." + otherCategory.get(member.number())));
                case "RENAMED" -> texts.get("invoicing.reason.RENAMED", renamed.get(member.number()));
                default -> texts.get("invoicing.reason." + reason);
            };
        }
    }
}
