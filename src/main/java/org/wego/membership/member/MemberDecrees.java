package org.wego.membership.member;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.PlainText;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Texts;

/** Takes in what the Committee decided on a present member, as somebody typed it: suspensions and changes of category. */
@Service
public class MemberDecrees {

    private static final int LONGEST = 200;

    private final Members members;
    private final Suspensions suspensions;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    MemberDecrees(Members members, Suspensions suspensions, OrganisationCalendar calendar, Texts texts) {
        this.members = members;
        this.suspensions = suspensions;
        this.calendar = calendar;
        this.texts = texts;
    }

    /**
     * Suspends it, by {@code suspendedFrom} and {@code suspensionResolution}.
     *
     * @throws org.wego.membership.site.InvalidInput naming every fault beside its field
     */
    @Transactional
    public void suspend(Member member, Map<String, String> typed, String by) {
        Faults faults = new Faults();
        LocalDate from = day(typed, "suspendedFrom", faults);
        String resolution = resolution(typed, "suspensionResolution", faults);
        faults.addIf(member.endedOn() != null, "suspendedFrom", texts.get("member.decree.fault.ended"));
        faults.throwIfAny();
        if (!suspensions.suspend(member.number(), from, resolution, by)) {
            faults.add("suspendedFrom", texts.get("member.decree.fault.suspended")).throwIfAny();
        }
    }

    /**
     * Ends its suspension, by {@code suspendedTo}.
     *
     * @throws org.wego.membership.site.InvalidInput naming every fault beside its field
     */
    @Transactional
    public void lift(Member member, Map<String, String> typed, String by) {
        Faults faults = new Faults();
        LocalDate to = day(typed, "suspendedTo", faults);
        faults.throwIfAny();
        if (!suspensions.lift(member.number(), to, by)) {
            faults.add("suspendedTo", texts.get("member.decree.fault.notSuspended")).throwIfAny();
        }
    }

    /**
     * Gives it another category, by {@code newCategory}, {@code categorySince} and {@code categoryResolution}; its fee goes by it
     * from the next fee year.
     *
     * @throws org.wego.membership.site.InvalidInput naming every fault beside its field
     */
    @Transactional
    public void changeCategory(Member member, Map<String, String> typed, String by) {
        Faults faults = new Faults();
        Category category = Arrays.stream(Category.values()).filter(value -> value.name().equals(typed.get("newCategory"))).findFirst().orElse(null);
        faults.addIf(category == null || category == member.category(), "newCategory", texts.get("member.decree.fault.category"));
        faults.addIf(member.endedOn() != null || !member.standing().paysFee(), "newCategory", texts.get("member.decree.fault.notApproved"));
        LocalDate since = day(typed, "categorySince", faults);
        String resolution = resolution(typed, "categoryResolution", faults);
        faults.throwIfAny();
        members.changeCategory(member.number(), category, since, resolution, by);
    }

    private LocalDate day(Map<String, String> typed, String field, Faults faults) {
        try {
            LocalDate day = LocalDate.parse(typed.getOrDefault(field, "").strip());
            if (!day.isAfter(calendar.today().plusYears(1)) && day.getYear() >= 2010) {
                return day;
            }
        } catch (DateTimeException noDay) {
            // said below
        }
        faults.add(field, texts.get("member.decree.fault.day"));
        return null;
    }

    private String resolution(Map<String, String> typed, String field, Faults faults) {
        String value = typed.getOrDefault(field, "").strip();
        faults.addIf(value.isEmpty() || value.length() > LONGEST || value.codePoints().anyMatch(Character::isISOControl) || !PlainText.isFit(value), field,
                texts.get("member.decree.fault.resolution"));
        return value;
    }
}
