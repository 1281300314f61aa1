package org.wego.membership.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;

@HouseTest
class MembersTest {

    @Autowired Members members;
    @Autowired Contacts contacts;
    @Autowired Countries countries;
    @Autowired GoodStanding goodStanding;

    private Member city(String origin, String name, String country, Standing standing, LocalDate since) {
        return members.admit(new NewMember(origin, Category.FULL, standing, MemberDetails.city(name, null, country, Level.CITY, null, 1_000_000L, 2020, "census"),
                since, "Secretariat", false, new Contact("A. Clerk", null, "clerk@city.example", null, null), null, "test"));
    }

    @Test
    void admitsOnceByOrigin() {
        Member first = city("TEST-ADMIT-1", "Admitby", "KOR", Standing.ASSOCIATE, LocalDate.of(2026, 11, 23));
        Member second = city("TEST-ADMIT-1", "Another", "KOR", Standing.FULL, LocalDate.of(2026, 11, 24));
        assertThat(second).isEqualTo(first);
        assertThat(first.number()).matches("M-\\d{4,}");
        assertThat(first.joined()).isNull();
        assertThat(members.changes(first.number())).extracting(MemberChange::field).contains("standing", "WORKING.email");
    }

    @Test
    void becomesFullAndPaysFromTheYearAfter() {
        Member associate = city("TEST-FULL-1", "Raiseby", "KOR", Standing.ASSOCIATE, LocalDate.of(2025, 5, 1));
        assertThat(members.payingMembers(2026)).doesNotContain(associate);
        members.raiseToFull(associate.number(), LocalDate.of(2026, 12, 31), "EC-2026-900");
        members.raiseToFull(associate.number(), LocalDate.of(2027, 1, 31), "EC-2026-901");
        Member full = members.find(associate.number()).orElseThrow();
        assertThat(full.standing()).isEqualTo(Standing.FULL);
        assertThat(full.joined()).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(full.basis()).isEqualTo("EC-2026-900");
        assertThat(members.payingMembers(2026)).doesNotContain(full);
        assertThat(members.payingMembers(2027)).contains(full);
    }

    @Test
    void endedBeforeTheYearOwesNothing() {
        Member full = city("TEST-END-1", "Endby", "JPN", Standing.FULL, LocalDate.of(2020, 5, 1));
        members.end(full.number(), LocalDate.of(2026, 12, 31), "left");
        members.end(full.number(), LocalDate.of(2027, 12, 31), "left again");
        Member ended = members.find(full.number()).orElseThrow();
        assertThat(ended.endedOn()).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(members.payingMembers(2026)).contains(ended);
        assertThat(members.payingMembers(2027)).doesNotContain(ended);
        assertThat(members.search(null, "JPN", "endby")).isEmpty();
        assertThat(members.wasMember("ENDBY", "JPN")).isTrue();
        assertThat(city("TEST-END-2", "Endby", "JPN", Standing.ASSOCIATE, LocalDate.of(2026, 12, 31)).returning()).isTrue();
        assertThatThrownBy(() -> members.raiseToFull("M-none", LocalDate.of(2026, 1, 1), "x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void findsWithoutAccents() {
        Member saoPaulo = members.admit(new NewMember("TEST-SP", Category.FULL, Standing.FULL,
                MemberDetails.city("São Paulo", "São Paulo", "BRA", Level.CITY, null, null, null, null), LocalDate.of(2018, 1, 1), "Committee", false, null, null, "test"));
        for (String q : List.of("Sao Paulo", "São Paulo", "SAO  PAULO", "paulo sao", "Sa\u0303o", "sao brazil", saoPaulo.number(), saoPaulo.number().toLowerCase())) {
            assertThat(members.search(null, null, q)).as(q).contains(saoPaulo);
        }
        assertThat(members.search(Standing.ASSOCIATE, null, "Sao Paulo")).doesNotContain(saoPaulo);
        assertThat(members.search(null, "PRT", "Sao Paulo")).isEmpty();
        Member beyoglu = members.admit(new NewMember("TEST-BEY", Category.FULL, Standing.FULL,
                MemberDetails.city("Beyoğlu Test", "수원시", "TUR", Level.DISTRICT, null, null, null, null), LocalDate.of(2018, 1, 1), "Committee", false, null, null, "test"));
        assertThat(members.search(null, null, "beyoglu test")).containsExactly(beyoglu);
        assertThat(members.search(null, null, "수원")).contains(beyoglu);
        assertThat(members.search(null, null, "' or 1=1 --%_")).isEmpty();
    }

    @Test
    void notesWhoChangedWhat() {
        Member member = city("TEST-NOTE", "Noteby", "KOR", Standing.FULL, LocalDate.of(2020, 1, 1));
        MemberDetails d = member.details();
        members.revise(member.number(), new MemberDetails(d.name(), "노트", d.country(), d.level(), null, d.website(), 1_100_000L, 2025, "census", null, null), "treasurer");
        contacts.put(member.number(), ContactRole.BILLING, new Contact("Treasury", null, "pay@city.example", null, "1 Street\n2 City"), "treasurer");
        assertThat(members.changes(member.number())).filteredOn(c -> c.by().equals("treasurer")).extracting(MemberChange::field)
                .containsExactlyInAnyOrder("localName", "population", "populationYear", "BILLING.name", "BILLING.email", "BILLING.address");
        assertThat(contacts.forInvoices(member.number()).orElseThrow().email()).isEqualTo("pay@city.example");
        contacts.put(member.number(), ContactRole.BILLING, null, "treasurer");
        assertThat(contacts.forInvoices(member.number()).orElseThrow().email()).isEqualTo("clerk@city.example");
    }

    @Test
    void knowsCountriesByEveryCode() {
        assertThat(countries.all()).hasSizeGreaterThanOrEqualTo(250);
        for (String code : List.of("KOS", "UVK", "XKX")) {
            assertThat(countries.byImfCode(code).orElseThrow().alpha3()).isEqualTo("XKX");
        }
        assertThat(countries.byImfCode("WBG").orElseThrow().alpha3()).isEqualTo("PSE");
        assertThat(countries.byImfCode("PSE").orElseThrow().alpha3()).isEqualTo("PSE");
        for (String text : List.of("KOR", "kor", "KR", "Korea", "Korea, Republic of")) {
            assertThat(countries.read(text).orElseThrow().alpha3()).as(text).isEqualTo("KOR");
        }
        assertThat(countries.read("Turkiye").orElseThrow().alpha3()).isEqualTo("TUR");
        assertThat(countries.read("Atlantis")).isEmpty();
        assertThat(countries.find("CUB").orElseThrow().imfName()).isNull();
    }

    @Test
    void whoWasNeverInvoicedIsInGoodStanding() {
        assertThat(goodStanding.inGoodStanding("M-9999")).isTrue();
    }

    @Test
    void readsNumbersAsPeopleTypeThem() {
        for (String text : List.of("1190964", "1,190,964", "1 190 964", "1\u00a0190\u00a0964", "1\u202f190\u202f964", "1.190.964", "1'190'964", " 1190964\u00a0")) {
            assertThat(WholeNumbers.read(text)).as(text).contains(1_190_964L);
        }
        for (String text : List.of("", "1.5", "1,19", "-5", "12a", "1,190.964", "1e6", "99999999999999999999")) {
            assertThat(WholeNumbers.read(text)).as(text).isEmpty();
        }
        assertThat(WholeNumbers.read(null)).isEmpty();
    }
}
