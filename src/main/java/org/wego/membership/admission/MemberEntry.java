package org.wego.membership.admission;

import java.util.Objects;

import org.springframework.stereotype.Component;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;

/** What the register of members says of an applicant that is a member already, such as a city that is an Associate. */
@Component
class MemberEntry {

    private static final Contact NOBODY = new Contact(null, null, null, null, null);

    private final Members members;
    private final Contacts contacts;

    MemberEntry(Members members, Contacts contacts) {
        this.members = members;
        this.contacts = contacts;
    }

    /**
     * The register follows another version of the application, in what that version changed: what the register was told
     * besides, such as the number of a purchase order, stays. Nothing happens where there is no member yet.
     */
    void follow(Application before, Application after, String account) {
        String member = after.memberNumber();
        if (member == null) {
            return;
        }
        MemberDetails was = before.form().details();
        MemberDetails is = after.form().details();
        if (!was.equals(is)) {
            members.revise(member, followed(members.find(member).orElseThrow().details(), was, is), account, true);
        }
        follow(member, ContactRole.WORKING, before.form().working(), after.form().working(), account);
        follow(member, ContactRole.BILLING, before.form().invoices(), after.form().invoices(), account);
    }

    private void follow(String member, ContactRole role, Contact was, Contact is, String account) {
        if (!Objects.equals(was, is)) {
            contacts.put(member, role, followed(contacts.of(member, role).orElse(NOBODY), was == null ? NOBODY : was, is == null ? NOBODY : is), account);
        }
    }

    private static MemberDetails followed(MemberDetails kept, MemberDetails was, MemberDetails is) {
        return new MemberDetails(followed(kept.name(), was.name(), is.name()), followed(kept.localName(), was.localName(), is.localName()),
                followed(kept.country(), was.country(), is.country()), followed(kept.level(), was.level(), is.level()),
                followed(kept.organisationType(), was.organisationType(), is.organisationType()), followed(kept.website(), was.website(), is.website()),
                followed(kept.population(), was.population(), is.population()), followed(kept.populationYear(), was.populationYear(), is.populationYear()),
                followed(kept.populationSource(), was.populationSource(), is.populationSource()),
                followed(kept.employees(), was.employees(), is.employees()), followed(kept.employeesYear(), was.employeesYear(), is.employeesYear()));
    }

    private static Contact followed(Contact kept, Contact was, Contact is) {
        return new Contact(followed(kept.name(), was.name(), is.name()), followed(kept.title(), was.title(), is.title()),
                followed(kept.email(), was.email(), is.email()), followed(kept.phone(), was.phone(), is.phone()),
                followed(kept.address(), was.address(), is.address()), kept.orderReference());
    }

    private static <T> T followed(T kept, T was, T is) {
        return Objects.equals(was, is) ? kept : is;
    }
}
