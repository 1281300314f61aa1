package org.wego.membership;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Where in the whole database something stands: ours, the engine's, its history, as text or as bytes. */
public final class Traces {

    private Traces() {
    }

    /** The tables that hold any of these words, in capitals or not, with how many of their rows do. */
    public static Map<String, Integer> of(JdbcClient jdbc, String... words) {
        String[] patterns = Arrays.stream(words).flatMap(word -> Stream.of(word, HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8))))
                .map(word -> "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%").toArray(String[]::new);
        Map<String, Integer> found = new TreeMap<>();
        for (String table : jdbc.sql("select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'")
                .query(String.class).list()) {
            int rows = jdbc.sql("select count(*) from \"" + table + "\" t where t::text ilike any (?)").param(patterns).query(Integer.class).single();
            if (rows > 0) {
                found.put(table, rows);
            }
        }
        return found;
    }
}
