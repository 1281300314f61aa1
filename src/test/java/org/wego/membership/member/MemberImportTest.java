package org.wego.membership.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.wego.membership.HouseTest;
import org.wego.membership.member.MemberImport.Action;
import org.wego.membership.member.MemberImport.DryRun;
import org.wego.membership.member.MemberImport.Row;
import org.wego.membership.site.InvalidInput;

@HouseTest
class MemberImportTest {

    private static final String HEADER = "name,local_name,category,country,standing,since,basis,level,population,population_year,population_source,"
            + "contact_name,contact_email,billing_email\n";

    @Autowired MemberImport imports;
    @Autowired Members members;
    @Autowired Contacts contacts;

    private String upload(String text) {
        return imports.upload("members.csv", text.getBytes(StandardCharsets.UTF_8), "admin");
    }

    @Test
    void namesFaultsByRowAndChangesNothing() {
        String hash = upload(HEADER
                + "Faultville,,FULL,KOR,FULL,2018-02-30,Committee,CITY,0,2020,census,,nobody,\n"
                + ",,FULL,KOR,FULL,2018-01-01,Committee,,,,,,,\n"
                + "Nowhere,,FULL,Atlantis,FULL,2018-01-01,Somebody,TOWN,1000,,,,,\n"
                + "Faultville Club,,FRIENDSHIP,KOR,FULL,2030-01-01,Committee,,,,,,,\n"
                + "Goodville,,FULL,KOR,FULL,2018-01-01,Committee,,,,,,,\n"
                + "Goodville,,FULL,Korea,FULL,2018-01-01,Committee,,,,,,,\n");
        DryRun run = imports.look(hash).orElseThrow();
        assertThat(run.applicable()).isFalse();
        assertThat(run.rows()).extracting(Row::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(fields(run, 0)).containsExactlyInAnyOrder("since", "population", "contactEmail");
        assertThat(fields(run, 1)).containsExactly("name");
        assertThat(fields(run, 2)).containsExactlyInAnyOrder("country", "basis", "level", "populationYear", "populationSource");
        assertThat(fields(run, 3)).containsExactlyInAnyOrder("standing", "since");
        assertThat(run.rows().get(4).action()).isEqualTo(Action.ADD);
        assertThat(fields(run, 5)).containsExactly("name");
        assertThatThrownBy(() -> imports.apply(hash, "admin")).isInstanceOf(InvalidInput.class);
        assertThat(members.search(null, null, "Goodville")).isEmpty();
    }

    @Test
    void appliesExactlyThatFileAndTwiceIsHarmless() {
        String hash = upload(HEADER
                + "Importville,임포트,FULL,Korea,FULL,2018-05-06,Inaugural Assembly,CITY,\"1,190,964\",2025,census,A. Clerk,a@import.example,pay@import.example\n"
                + "Import Associate,,,KR,associate,2026-01-02,,,1\u00a0000\u00a0000,2024,census,,,\n"
                + "Import Club,,FRIENDSHIP,NGA,FRIENDSHIP,2019-01-02,committee,,,,,,,\n");
        DryRun run = imports.look(hash).orElseThrow();
        assertThat(run.rows()).allSatisfy(row -> assertThat(row.faults()).isEmpty());
        assertThat(run.count(Action.ADD)).isEqualTo(3);
        assertThat(members.search(null, null, "Importville")).isEmpty();

        imports.apply(hash, "admin");
        Member city = members.search(null, null, "Importville").get(0);
        assertThat(city.standing()).isEqualTo(Standing.FULL);
        assertThat(city.joined()).isEqualTo(LocalDate.of(2018, 5, 6));
        assertThat(city.basis()).isEqualTo("Inaugural Assembly");
        assertThat(city.population()).isEqualTo(1_190_964L);
        assertThat(contacts.forInvoices(city.number()).orElseThrow().email()).isEqualTo("pay@import.example");
        Member associate = members.search(null, null, "Import Associate").get(0);
        assertThat(associate.standing()).isEqualTo(Standing.ASSOCIATE);
        assertThat(associate.population()).isEqualTo(1_000_000L);
        assertThat(associate.basis()).isEqualTo("Secretariat");

        int changes = members.changes(city.number()).size();
        DryRun again = imports.apply(hash, "admin");
        assertThat(again.count(Action.NONE)).isEqualTo(3);
        assertThat(members.changes(city.number())).hasSize(changes);
        assertThat(members.search(null, null, "Importville")).hasSize(1);
        assertThat(imports.look(hash).orElseThrow().appliedBy()).isEqualTo("admin");
    }

    @Test
    void changesOnlyWhatTheFileSays() {
        String first = upload(HEADER + "Changeville,,FULL,KOR,FULL,2018-05-06,Committee,CITY,500000,2020,census,A. Clerk,a@change.example,\n");
        imports.apply(first, "admin");
        String second = upload("NAME;Country;Standing;Since;Population;Population year;Something else\nCHANGEVILLE;KOR;FULL;2018-05-06;600 000;2024;x\n");
        DryRun run = imports.look(second).orElseThrow();
        assertThat(run.unread()).containsExactly("Something else");
        assertThat(run.rows().get(0).action()).isEqualTo(Action.CHANGE);
        assertThat(run.rows().get(0).changes()).extracting(MemberChange::field).containsExactly("name", "population", "populationYear");
        imports.apply(second, "other admin");
        Member member = members.search(null, null, "Changeville").get(0);
        assertThat(member.population()).isEqualTo(600_000L);
        assertThat(member.populationSource()).isEqualTo("census");
        assertThat(contacts.of(member.number(), ContactRole.WORKING).orElseThrow().email()).isEqualTo("a@change.example");
        assertThat(members.changes(member.number())).filteredOn(c -> c.by().equals("other admin")).hasSize(3);

        String third = upload("name,country,standing,since\nChangeville,KOR,ASSOCIATE,2018-05-06\n");
        assertThat(fields(imports.look(third).orElseThrow(), 0)).containsExactly("standing");
    }

    @Test
    void refusesWhatIsNoFileOfMembers() {
        for (byte[] content : List.of(new byte[0], "name\nSuwon\n".getBytes(StandardCharsets.UTF_8),
                "name,country,standing,since\n".getBytes(StandardCharsets.UTF_8),
                "name,country,standing,since\n\"Suwon".getBytes(StandardCharsets.UTF_8),
                "name,country,standing,since,since\nSuwon,KOR,FULL,2020-01-01,2021-01-01\n".getBytes(StandardCharsets.UTF_8),
                "name,country,standing,since\nSão Paulo,BRA,FULL,2018-01-01\n".getBytes(StandardCharsets.ISO_8859_1),
                new byte[] {'n', 0, 'a', 0})) {
            DryRun run = imports.look(imports.upload("x.csv", content, "admin")).orElseThrow();
            assertThat(run.fault()).isNotBlank();
            assertThat(run.applicable()).isFalse();
        }
        assertThat(imports.look("nothing")).isEmpty();
    }

    @Test
    void theTemplateAndTheShippedMembersAreReadable() throws Exception {
        String template = MemberImport.template();
        assertThat(imports.look(upload(template + "Templateville,,FULL,KOR,FULL,2018-01-01,Committee\n")).orElseThrow().rows().get(0).action())
                .isEqualTo(Action.ADD);
        DryRun run = imports.look(imports.upload("members.csv", new ClassPathResource("reference/members.csv").getContentAsByteArray(), "admin")).orElseThrow();
        assertThat(run.rows()).hasSize(63).allSatisfy(row -> assertThat(row.faults()).as(row.name()).isEmpty());
    }

    private static List<String> fields(DryRun run, int row) {
        return run.rows().get(row).faults().stream().map(org.wego.membership.site.Fault::field).toList();
    }
}
