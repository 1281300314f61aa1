package org.wego.membership.privacy;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Finds all that is held on a person. It asks the database itself which tables and columns there are, ours and the
 * engine's, so that a table that somebody adds is searched from its first day and none can be forgotten.
 *
 * <p>Of a row only what is about the person is told: the columns where the address or the name stands, and inside a
 * document the object around it. What stands beside it about other people isn't.
 */
@Service
public class PersonalData {

    private static final int MOST_ROWS = 500;
    private static final int LONGEST = 400;
    /** What tells in a row which one it is, besides its keys and dates. */
    private static final Set<String> TELLING = Set.of("reference", "about", "number", "member_number", "round", "seat", "city", "kind", "state", "version",
            "channel", "process", "variable", "name_", "type_", "proc_def_key_", "task_def_key_", "business_key_");
    /** The list of migrations names nobody; the models are ours. */
    private static final Pattern NOT_SEARCHED = Pattern.compile("flyway_schema_history|act_re_.*|act_ge_.*");
    /** What went through processes as a table of facts is kept as bytes. */
    private static final String VARIABLES = """
            select to_jsonb(x) as row from (
              select v.id_, v.name_ as variable, v.proc_def_key_ as process, p.business_key_ as reference, v.create_time_ as at,
                convert_from(b.bytes_, 'UTF8') as value
              from (select id_, name_, proc_def_key_, proc_inst_id_, create_time_, bytearray_id_ from act_hi_varinst where var_type_ = 'json'
                union all select id_, name_, proc_def_key_, proc_inst_id_, time_, bytearray_id_ from act_hi_detail where var_type_ = 'json') v
              join act_ge_bytearray b on b.id_ = v.bytearray_id_ left join act_hi_procinst p on p.id_ = v.proc_inst_id_) x
            where value ilike any (?) limit ?""";

    private record Columns(Set<String> told, Set<String> searched, Set<String> documents) {
    }

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    PersonalData(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * All that is held on a person, and a line in the list of requests that this account has seen it.
     *
     * @param takenOut whether it leaves the house, as a file
     */
    @Transactional
    public Held of(Person person, String account, boolean takenOut) {
        Held held = search(person);
        jdbc.sql("insert into person_request (asked_at, account, person_hash, taken_out, places) values (?, ?, ?, ?, ?)")
                .params(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), account, person.hash(), takenOut, held.places()).update();
        return held;
    }

    /** How often the person was looked up or taken out before. */
    public int requests(Person person) {
        return jdbc.sql("select count(*) from person_request where person_hash = ?").param(person.hash()).query(Integer.class).single();
    }

    private Held search(Person person) {
        Pattern exactly = person.exactly();
        List<Held.Table> tables = new ArrayList<>();
        Set<UUID> files = new LinkedHashSet<>();
        catalogue().forEach((table, columns) -> {
            if (!columns.searched().isEmpty()) {
                String all = columns.told().stream().map(PersonalData::quoted).collect(Collectors.joining(", "));
                String text = columns.searched().stream().map(column -> quoted(column) + "::text").collect(Collectors.joining(", "));
                add(tables, table, jdbc.sql("select to_jsonb(x) as row from (select " + all + " from " + quoted(table)
                        + " where concat_ws(chr(10), " + text + ") ilike any (?) limit ?) x").params(person.likely(), MOST_ROWS + 1).query(String.class).list(),
                        columns, exactly, files);
            }
        });
        add(tables, "act_ge_bytearray", jdbc.sql(VARIABLES).params(person.likely(), MOST_ROWS + 1).query(String.class).list(),
                new Columns(Set.of("variable", "process", "reference", "at"), Set.of("value"), Set.of()), exactly, files);
        files(tables, files);
        return new Held(List.copyOf(tables));
    }

    private void add(List<Held.Table> tables, String table, List<String> found, Columns columns, Pattern exactly, Set<UUID> files) {
        List<Held.Row> rows = new ArrayList<>();
        for (String line : found.subList(0, Math.min(found.size(), MOST_ROWS))) {
            JsonNode row = read(line);
            Map<String, String> places = new LinkedHashMap<>();
            columns.searched().forEach(column -> look(column, row.path(column), exactly, places));
            if (!places.isEmpty()) {
                rows.add(new Held.Row(about(row, columns, places), places));
                columns.documents().forEach(column -> {
                    if (row.path(column).isTextual()) {
                        files.add(UUID.fromString(row.path(column).asText()));
                    }
                });
            }
        }
        if (!rows.isEmpty()) {
            tables.add(new Held.Table(table, rows, found.size() > MOST_ROWS));
        }
    }

    /** The files that hang on rows about the person: what they say isn't read, that they are there is told. */
    private void files(List<Held.Table> tables, Set<UUID> files) {
        List<Held.Row> rows = files.isEmpty() ? List.of() : jdbc.sql("select id, name, content_type, size, sha256, stored_at from document where id = any (?) order by stored_at")
                .param(files.toArray(UUID[]::new))
                .query((row, i) -> new Held.Row(Map.of("id", row.getString("id"), "stored_at", row.getString("stored_at"), "size", row.getString("size"),
                        "sha256", row.getString("sha256")), Map.of("name", row.getString("name")))).list();
        if (!rows.isEmpty()) {
            tables.removeIf(table -> table.name().equals("document"));
            tables.add(new Held.Table("document", rows, false));
        }
    }

    private static Map<String, String> about(JsonNode row, Columns columns, Map<String, String> places) {
        Map<String, String> about = new LinkedHashMap<>();
        row.fields().forEachRemaining(field -> {
            if (columns.told().contains(field.getKey()) && field.getValue().isValueNode() && !field.getValue().isNull() && !places.containsKey(field.getKey())
                    && (!columns.searched().contains(field.getKey()) || TELLING.contains(field.getKey()))) {
                about.put(field.getKey(), shortened(field.getValue().asText(), 0));
            }
        });
        return about;
    }

    /** Looks into a column: a text, a list of texts, or a document. */
    private void look(String path, JsonNode node, Pattern exactly, Map<String, String> places) {
        if (node.isTextual()) {
            String text = node.asText();
            if (!path.contains(".") && (text.startsWith("{") || text.startsWith("["))) {
                JsonNode inside = readOrNull(text);
                if (inside != null) {
                    look(path, inside, exactly, places);
                    return;
                }
            }
            Matcher found = exactly.matcher(text);
            if (found.find()) {
                places.put(path, shortened(text, found.start()));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                look(path + "." + (i + 1), node.get(i), exactly, places);
            }
        } else if (node.isObject()) {
            boolean here = false;
            for (JsonNode value : node) {
                here |= value.isTextual() && exactly.matcher(value.asText()).find();
            }
            // The object around the name is the person's own; a whole document isn't
            boolean own = here && path.contains(".");
            node.fields().forEachRemaining(field -> {
                if (own && field.getValue().isValueNode() && !field.getValue().isNull()) {
                    places.put(path + "." + field.getKey(), shortened(field.getValue().asText(), 0));
                } else {
                    look(path + "." + field.getKey(), field.getValue(), exactly, places);
                }
            });
        }
    }

    private static String shortened(String text, int at) {
        int from = Math.max(0, Math.min(at - LONGEST / 2, text.length() - LONGEST));
        return text.length() <= LONGEST ? text : (from > 0 ? "…" : "") + text.substring(from, from + LONGEST) + (from + LONGEST < text.length() ? "…" : "");
    }

    /** The tables of the house with those columns that can hold a name, and those that tell which row it is. */
    private Map<String, Columns> catalogue() {
        Map<String, Columns> tables = new TreeMap<>();
        jdbc.sql("""
                select t.relname as table_name, a.attname as column_name, y.typname as type,
                  exists (select 1 from pg_index i where i.indrelid = t.oid and i.indisprimary and a.attnum = any (i.indkey)) as key,
                  exists (select 1 from pg_constraint c where c.conrelid = t.oid and c.contype = 'f' and c.confrelid = to_regclass('document')
                    and a.attnum = any (c.conkey)) as document
                from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped join pg_type y on y.oid = a.atttypid
                where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace order by t.relname, a.attnum""")
                .query(row -> {
                    String table = row.getString("table_name");
                    if (!NOT_SEARCHED.matcher(table).matches()) {
                        Columns columns = tables.computeIfAbsent(table, any -> new Columns(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>()));
                        String column = row.getString("column_name");
                        String type = row.getString("type");
                        boolean text = Set.of("text", "varchar", "bpchar", "jsonb", "json", "_text", "_varchar").contains(type);
                        if (text) {
                            columns.searched().add(column);
                        }
                        if (row.getBoolean("document")) {
                            columns.documents().add(column);
                        }
                        if (text || row.getBoolean("document") || row.getBoolean("key") && !type.equals("bytea") || Set.of("timestamptz", "timestamp", "date").contains(type)
                                || TELLING.contains(column)) {
                            columns.told().add(column);
                        }
                    }
                });
        return tables;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JsonNode readOrNull(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException noDocument) {
            return null;
        }
    }
}
