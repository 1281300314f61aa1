package org.wego.membership.member;

import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;

/** Whom to write to at a member. Never shown on public pages. */
@Service
public class Contacts {

    private final JdbcClient jdbc;
    private final Clock clock;

    Contacts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The contact in that role, if there is one. */
    public Optional<Contact> of(String memberNumber, ContactRole role) {
        return jdbc.sql("select name, title, email, phone, address, order_reference from contact where member_number = :number and role = :role")
                .param("number", memberNumber).param("role", role.name()).query(Contact.class).optional();
    }

    /** The e-mail addresses of all members' contacts in that role, by member number. */
    public Map<String, String> addresses(ContactRole role) {
        Map<String, String> addresses = new HashMap<>();
        jdbc.sql("select member_number, email from contact where role = :role and email is not null").param("role", role.name())
                .query((RowCallbackHandler) row -> addresses.put(row.getString(1), row.getString(2)));
        return addresses;
    }

    /** Where invoices go: the billing contact, or the working contact where there is none or it has no address. */
    public Optional<Contact> forInvoices(String memberNumber) {
        return of(memberNumber, ContactRole.BILLING).filter(c -> c.email() != null).or(() -> of(memberNumber, ContactRole.WORKING));
    }

    /** The contacts of several members with one statement; a member without any is left out. */
    public Map<String, Map<ContactRole, Contact>> all(Collection<String> memberNumbers) {
        Map<String, Map<ContactRole, Contact>> all = new HashMap<>();
        jdbc.sql("select member_number, role, name, title, email, phone, address, order_reference from contact where member_number = any (?)")
                .param(memberNumbers.toArray(String[]::new))
                .query((row, i) -> all.computeIfAbsent(row.getString("member_number"), any -> new EnumMap<>(ContactRole.class))
                        .put(ContactRole.valueOf(row.getString("role")), new Contact(row.getString("name"), row.getString("title"),
                                row.getString("email"), row.getString("phone"), row.getString("address"), row.getString("order_reference"))))
                .list();
        return all;
    }

    /** Puts the contact in place of the former one and notes every change; an empty contact takes it away. */
    @Transactional
    public void put(String memberNumber, ContactRole role, Contact contact, String by) {
        Contact now = contact == null ? new Contact(null, null, null, null, null) : contact;
        Contact before = of(memberNumber, role).orElseGet(() -> new Contact(null, null, null, null, null));
        if (now.equals(before)) {
            return;
        }
        if (now.isEmpty()) {
            jdbc.sql("delete from contact where member_number = :number and role = :role")
                    .param("number", memberNumber).param("role", role.name()).update();
        } else {
            jdbc.sql("""
                    insert into contact (member_number, role, name, title, email, phone, address, order_reference)
                    values (:number, :role, :name, :title, :email, :phone, :address, :order)
                    on conflict (member_number, role) do update set name = excluded.name, title = excluded.title,
                      email = excluded.email, phone = excluded.phone, address = excluded.address, order_reference = excluded.order_reference""")
                    .param("number", memberNumber).param("role", role.name()).param("name", now.name()).param("title", now.title())
                    .param("email", now.email()).param("phone", now.phone()).param("address", now.address())
                    .param("order", now.orderReference()).update();
        }
        note(memberNumber, by, role + ".name", before.name(), now.name());
        note(memberNumber, by, role + ".title", before.title(), now.title());
        note(memberNumber, by, role + ".email", before.email(), now.email());
        note(memberNumber, by, role + ".phone", before.phone(), now.phone());
        note(memberNumber, by, role + ".address", before.address(), now.address());
        note(memberNumber, by, role + ".orderReference", before.orderReference(), now.orderReference());
    }

    /**
     * Takes away whom to write to at a member whose membership has ended, and what the list of changes says of it: that
     * something was changed, when and by whom stays. Harmless twice; does nothing while the membership lasts.
     */
    @Transactional
    public void forget(String memberNumber) {
        if (jdbc.sql("select count(*) from member where number = :number and ended_on is not null").param("number", memberNumber)
                .query(Integer.class).single() == 1) {
            jdbc.sql("delete from contact where member_number = :number").param("number", memberNumber).update();
            jdbc.sql("""
                    update member_change set old_value = null, new_value = null
                    where member_number = :number and split_part(field, '.', 1) in ('WORKING', 'BILLING')""")
                    .param("number", memberNumber).update();
        }
    }

    /** Adds a line to the list of changes, unless nothing changed. */
    void note(String memberNumber, String by, String field, Object before, Object now) {
        if (Objects.equals(before, now)) {
            return;
        }
        jdbc.sql("""
                insert into member_change (member_number, changed_at, changed_by, field, old_value, new_value)
                values (:number, :at, :by, :field, :old, :new)""")
                .param("number", memberNumber).param("at", Rows.at(clock.instant()))
                .param("by", by == null ? "" : by).param("field", field)
                .param("old", before == null ? null : before.toString()).param("new", now == null ? null : now.toString()).update();
    }
}
