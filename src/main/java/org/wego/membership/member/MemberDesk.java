package org.wego.membership.member;

import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Texts;

/** What the office does to the register by hand: entering a member, and changing figures and contacts. */
@Service
public class MemberDesk {

    private final Members members;
    private final Contacts contacts;
    private final Countries countries;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    MemberDesk(Members members, Contacts contacts, Countries countries, OrganisationCalendar calendar, Texts texts) {
        this.members = members;
        this.contacts = contacts;
        this.countries = countries;
        this.calendar = calendar;
        this.texts = texts;
    }

    /** What the form shows for a member, field by field of {@link MemberEntry#FIELDS}. */
    public Map<String, String> typed(Member member) {
        return MemberEntry.typed(member, contacts.of(member.number(), ContactRole.WORKING).orElse(null),
                contacts.of(member.number(), ContactRole.BILLING).orElse(null));
    }

    /**
     * Enters a member that joined before this program or outside it.
     *
     * @throws org.wego.membership.site.InvalidInput naming every fault beside its field
     */
    @Transactional
    public Member enter(Map<String, String> typed, String by) {
        Faults faults = new Faults();
        MemberEntry entry = MemberEntry.read(typed, countries::read, calendar.today(), texts, faults);
        if (faults.isEmpty()) {
            Optional<Member> known = members.namesake(entry.details().name(), entry.details().country(), entry.category());
            known.ifPresent(m -> faults.add("name", texts.get("member.fault.known", m.number())));
        }
        faults.throwIfAny();
        return admit(entry, by);
    }

    Member admit(MemberEntry entry, String by) {
        return members.admit(new NewMember(null, entry.category(), entry.standing(), entry.details(), entry.since(), entry.basis(), false,
                entry.working(), entry.billing(), by));
    }

    /**
     * Changes figures and contacts of a member. Category and standing stay: they are decided elsewhere.
     *
     * @throws org.wego.membership.site.InvalidInput naming every fault beside its field
     */
    @Transactional
    public void change(Member member, Map<String, String> typed, String by) {
        Map<String, String> whole = typed(member);
        whole.putAll(typed);
        // decided elsewhere, whatever was sent
        whole.put("category", member.category().name());
        whole.put("standing", member.standing().name());
        whole.put("since", String.valueOf(member.standingSince()));
        whole.put("basis", "Committee");
        Faults faults = new Faults();
        MemberEntry entry = MemberEntry.read(whole, countries::read, calendar.today(), texts, faults);
        faults.throwIfAny();
        put(member.number(), entry, by, typed.get("correction") != null);
    }

    void put(String number, MemberEntry entry, String by) {
        put(number, entry, by, false);
    }

    private void put(String number, MemberEntry entry, String by, boolean correction) {
        members.revise(number, entry.details(), by, correction);
        Contact working = contacts.of(number, ContactRole.WORKING).orElse(null);
        Contact billing = contacts.of(number, ContactRole.BILLING).orElse(null);
        Contact w = entry.working();
        Contact b = entry.billing();
        // what the form doesn't show stays as it is
        contacts.put(number, ContactRole.WORKING, new Contact(w.name(), w.title(), w.email(), w.phone(), working == null ? null : working.address()), by);
        contacts.put(number, ContactRole.BILLING, new Contact(b.name(), billing == null ? null : billing.title(), b.email(),
                billing == null ? null : billing.phone(), b.address(), b.orderReference()), by);
    }
}
