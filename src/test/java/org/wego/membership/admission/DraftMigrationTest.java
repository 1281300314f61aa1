package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Sha256;

/** Drafts that were being written when the program was brought up to date: words, files and addresses stay. */
@HouseTest
class DraftMigrationTest {

    private static final String SCHEMA = "drafts_of_before";

    @Autowired
    DataSource dataSource;
    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void drop() {
        jdbc.sql("drop schema if exists " + SCHEMA + " cascade").update();
    }

    @Test
    void theDraftsOfBeforeKeepTheirWordsFilesAndAddresses() {
        migrate("60");
        for (String writer : List.of("one", "two", "three")) {
            jdbc.sql("insert into " + SCHEMA + ".application_draft (token_hash, answers, kept_at, sent_at) values (?, cast(? as jsonb), '2026-10-01T10:00:00Z', cast(? as timestamptz))")
                    .params(Sha256.of(writer), "{\"name\":[\"City of " + writer + "\"]}", writer.equals("three") ? "2026-10-02T10:00:00Z" : null).update();
        }
        for (List<String> file : List.of(List.of("one", "SIGNED_FORM"), List.of("one", "RESOLUTION"), List.of("two", "SIGNED_FORM"))) {
            jdbc.sql("insert into " + SCHEMA + ".application_draft_file (token_hash, part, name, content) values (?, ?, ?, ?)")
                    .params(Sha256.of(file.get(0)), file.get(1), file.get(0) + ".pdf", (file.get(0) + file.get(1)).getBytes()).update();
        }

        migrate("61");
        migrate("82");

        assertThat(rows("select convert_from(file.content, 'UTF8') as content, file.name, file.part, draft.answers->'name'->>0 as says"
                + " from {s}.application_draft_file file join {s}.application_draft draft on draft.id = file.draft order by 1")).containsExactly(
                Map.of("content", "oneRESOLUTION", "name", "one.pdf", "part", "RESOLUTION", "says", "City of one"),
                Map.of("content", "oneSIGNED_FORM", "name", "one.pdf", "part", "SIGNED_FORM", "says", "City of one"),
                Map.of("content", "twoSIGNED_FORM", "name", "two.pdf", "part", "SIGNED_FORM", "says", "City of two"));
        assertThat(rows("select distinct id from {s}.application_draft")).as("each has an id of its own").hasSize(3);
        assertThat(rows("select version, writer, reminded from {s}.application_draft where email is null and reference is null and amends is null")).hasSize(3)
                .allSatisfy(row -> assertThat(row).isEqualTo(Map.of("version", 1, "writer", "", "reminded", 0)));
        for (String writer : List.of("one", "two", "three")) {
            assertThat(jdbc.sql("select answers->'name'->>0 from " + SCHEMA + ".application_draft where token_hash = ?").param(Sha256.of(writer)).query(String.class).single())
                    .as("its address still opens it").isEqualTo("City of " + writer);
        }
        jdbc.sql("delete from " + SCHEMA + ".application_draft where token_hash = ?").param(Sha256.of("one")).update();
        assertThat(rows("select part from {s}.application_draft_file")).as("its files go with it").containsExactly(Map.of("part", "SIGNED_FORM"));
    }

    private List<Map<String, Object>> rows(String sql) {
        return jdbc.sql(sql.replace("{s}", SCHEMA)).query().listOfRows();
    }

    private void migrate(String version) {
        Flyway.configure().dataSource(dataSource).schemas(SCHEMA).defaultSchema(SCHEMA).outOfOrder(true).target(version)
                .locations("classpath:db/migration", "classpath:org/wego/membership/engine/migration").load().migrate();
    }
}
