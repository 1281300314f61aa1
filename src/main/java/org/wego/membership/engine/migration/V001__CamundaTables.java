package org.wego.membership.engine.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Creates the engine's own tables from the scripts in the engine's jar (7.24.0), so that Flyway owns the whole schema
 * and two nodes may start on an empty database.
 */
public class V001__CamundaTables extends BaseJavaMigration {

    private static final List<String> PARTS =
            List.of("engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    @Override
    public void migrate(Context context) throws SQLException, IOException {
        try (Statement statement = context.getConnection().createStatement()) {
            for (String part : PARTS) {
                for (String sql : script(part).split(";")) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
            }
            // Job acquisition looks by due date; none of its indexes is shipped
            statement.execute("create index wego_idx_job_duedate on ACT_RU_JOB(DUEDATE_)");
        }
    }

    private static String script(String part) throws IOException {
        String name = "/org/camunda/bpm/engine/db/create/activiti.postgres.create." + part + ".sql";
        try (InputStream script = V001__CamundaTables.class.getResourceAsStream(name)) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            // Comments hold semicolons
            return text.replaceAll("(?m)^\\s*--.*$", "");
        }
    }
}
