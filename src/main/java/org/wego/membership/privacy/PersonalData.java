package org.wego.membership.privacy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;
import org.wego.membership.site.Mentions;

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

    /** Of each table, in memory at once; how many there are in all is told. */
    static final int MOST_ROWS = 5_000;
    private static final int PORTION = 200;
    private static final int LONGEST = 400;
    /** What tells in a row which one it is, besides its keys and dates. */
    private static final Set<String> TELLING = Set.of("reference", "about", "number", "member_number", "round", "seat", "city", "kind", "state", "version",
            "channel", "process", "variable", "name_", "type_", "proc_def_key_", "task_def_key_", "business_key_");
    /** The list of migrations names nobody; the models are ours. */
    private static final Pattern NOT_SEARCHED = Pattern.compile("flyway_schema_history|act_re_.*|act_ge_.*");
    /** As the search compares: without accents, letters that stand for one another as one. Most texts have neither, and are read as they are. */
    private static final String COMPARED = " cross join lateral (select %s as row_words) as compared where case when octet_length(compared.row_words) = length(compared.row_words)"
            + " then compared.row_words else regexp_replace(normalize(compared.row_words, NFKD), '[\\u0300-\\u036F]', '', 'g') end ilike any (?)";
    /** Texts that the engine keeps as bytes; of a long comment its column of text holds the beginning only. */
    private static final Map<String, String> WRITTEN_AS_BYTES = Map.of("act_hi_comment.full_msg_", "convert_from(full_msg_, 'UTF8')");
    /** What went through processes as a table of facts, and the whole words of faults. */
    private static final String VARIABLES = """
            select to_jsonb(x) as row from (
              select v.id_, v.name_ as variable, v.proc_def_key_ as process, p.business_key_ as reference, v.time_ as at,
                convert_from(b.bytes_, 'UTF8') as value
              from (select id_, name_, proc_def_key_, proc_inst_id_, create_time_ as time_, bytearray_id_ from act_hi_varinst where var_type_ = 'json'
                union all select id_, name_, proc_def_key_, proc_inst_id_, time_, bytearray_id_ from act_hi_detail where var_type_ = 'json'
                union all select id_, 'exception', process_def_key_, process_instance_id_, timestamp_, job_exception_stack_id_ from act_hi_job_log
                  where job_exception_stack_id_ is not null) v
              join act_ge_bytearray b on b.id_ = v.bytearray_id_ left join act_hi_procinst p on p.id_ = v.proc_inst_id_) x""" + COMPARED.formatted("value") + " order by at, id_";
    private static final String FILES_OF_DRAFTS = "select draft::text as draft, part, name, length(content) as size from application_draft_file"
            + " where draft::text = any (?) order by draft, part";

    /** Names of columns, with what reads them. */
    private record Columns(Map<String, String> told, Map<String, String> searched, Set<String> documents, Set<String> keys) {
    }

    /** A file that hangs on something about the person. */
    private record Hanging(String table, String reference) {
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate portions;
    private final ObjectMapper json;
    private final Clock clock;

    PersonalData(JdbcClient jdbc, DataSource database, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.portions = new JdbcTemplate(database);
        this.portions.setFetchSize(PORTION);
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
                .params(Rows.at(clock.instant()), account, person.hash(), takenOut, held.places()).update();
        return held;
    }

    /** How often the person was looked up or taken out before. */
    public int requests(Person person) {
        return jdbc.sql("select count(*) from person_request where person_hash = ?").param(person.hash()).query(Integer.class).single();
    }

    private Held search(Person person) {
        Mentions mentions = person.mentions();
        List<Held.Table> tables = new ArrayList<>();
        Map<UUID, Hanging> files = new LinkedHashMap<>();
        catalogue().forEach((table, columns) -> {
            if (!columns.searched().isEmpty()) {
                String all = columns.told().entrySet().stream().map(one -> one.getValue() + " as " + quoted(one.getKey())).collect(Collectors.joining(", "));
                String text = columns.searched().values().stream().map(column -> column + "::text").collect(Collectors.joining(", "));
                String order = columns.keys().isEmpty() ? "" : columns.keys().stream().map(PersonalData::quoted).collect(Collectors.joining(", ", " order by ", ""));
                add(tables, table, "select to_jsonb(x) as row from (select " + all + " from " + quoted(table)
                        + COMPARED.formatted("concat_ws(chr(10), " + text + ")") + order + ") x", person, columns, mentions, files);
            }
        });
        add(tables, "act_ge_bytearray", VARIABLES, person, new Columns(same("variable", "process", "reference", "at"), same("value"), Set.of(), Set.of()),
                mentions, files);
        filesOfDrafts(tables);
        files(tables, files);
        return new Held(List.copyOf(tables));
    }

    private void add(List<Held.Table> tables, String table, String sql, Person person, Columns columns, Mentions mentions, Map<UUID, Hanging> files) {
        List<Held.Row> rows = new ArrayList<>();
        int[] all = {0};
        portions.query(sql, found -> {
            JsonNode row = read(found.getString("row"));
            Map<String, String> places = new LinkedHashMap<>();
            columns.searched().keySet().forEach(column -> look(column, row.path(column), mentions, places));
            if (!places.isEmpty()) {
                if (all[0]++ < MOST_ROWS) {
                    rows.add(new Held.Row(about(row, columns, places), places));
                }
                Hanging hanging = new Hanging(table, row.path("reference").asText(row.path("about").asText("")));
                columns.documents().forEach(column -> file(row.path(column), hanging, files));
                row.path("content").path("attachments").forEach(attached -> file(attached.isTextual() ? attached : attached.path("value"), hanging, files));
                row.path("papers").forEach(paper -> file(paper.path("id"), hanging, files));
            }
        }, (Object) person.likely());
        if (!rows.isEmpty()) {
            tables.add(new Held.Table(table, rows, all[0]));
        }
    }

    private static void file(JsonNode id, Hanging hanging, Map<UUID, Hanging> files) {
        if (id.isTextual()) {
            files.putIfAbsent(UUID.fromString(id.asText()), hanging);
        }
    }

    /** The files that hang on rows about the person: what they say isn't read, that they are there is told. */
    private void files(List<Held.Table> tables, Map<UUID, Hanging> files) {
        List<Held.Row> rows = files.isEmpty() ? List.of() : jdbc.sql("select id, name, content_type, size, sha256, stored_at from document where id = any (?) order by stored_at, id")
                .param(files.keySet().toArray(UUID[]::new))
                .query((row, i) -> {
                    Hanging hanging = files.get(row.getObject("id", UUID.class));
                    Map<String, String> about = new LinkedHashMap<>();
                    about.put("id", row.getString("id"));
                    about.put("table", hanging.table());
                    if (!hanging.reference().isEmpty()) {
                        about.put("reference", hanging.reference());
                    }
                    about.put("stored_at", row.getString("stored_at"));
                    about.put("size", row.getString("size"));
                    about.put("sha256", row.getString("sha256"));
                    return new Held.Row(about, Map.of("name", row.getString("name")));
                }).list();
        replace(tables, "document", rows);
    }

    /** The same of an application that is still being written, whose files aren't stored with the others. */
    private void filesOfDrafts(List<Held.Table> tables) {
        String[] drafts = tables.stream().filter(table -> table.name().equals("application_draft")).flatMap(table -> table.rows().stream())
                .map(row -> row.about().get("id")).toArray(String[]::new);
        List<Held.Row> rows = drafts.length == 0 ? List.of() : jdbc.sql(FILES_OF_DRAFTS).param(drafts)
                .query((row, i) -> new Held.Row(Map.of("draft", row.getString("draft"), "part", row.getString("part"), "size", row.getString("size")),
                        Map.of("name", row.getString("name")))).list();
        replace(tables, "application_draft_file", rows);
    }

    private static void replace(List<Held.Table> tables, String name, List<Held.Row> rows) {
        if (!rows.isEmpty()) {
            tables.removeIf(table -> table.name().equals(name));
            tables.add(new Held.Table(name, rows, rows.size()));
        }
    }

    private static Map<String, String> about(JsonNode row, Columns columns, Map<String, String> places) {
        Map<String, String> about = new LinkedHashMap<>();
        row.fields().forEachRemaining(field -> {
            if (columns.told().containsKey(field.getKey()) && field.getValue().isValueNode() && !field.getValue().isNull() && !places.containsKey(field.getKey())
                    && (!columns.searched().containsKey(field.getKey()) || TELLING.contains(field.getKey()))) {
                about.put(field.getKey(), shortened(field.getValue().asText(), 0));
            }
        });
        return about;
    }

    /** Looks into a column: a text, a list of texts, or a document. */
    private void look(String path, JsonNode node, Mentions mentions, Map<String, String> places) {
        if (node.isTextual()) {
            String text = node.asText();
            if (!path.contains(".") && (text.startsWith("{") || text.startsWith("["))) {
                JsonNode inside = readOrNull(text);
                if (inside != null) {
                    look(path, inside, mentions, places);
                    return;
                }
            }
            int at = mentions.first(text);
            if (at >= 0) {
                places.put(path, shortened(text, at));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                look(path + "." + (i + 1), node.get(i), mentions, places);
            }
        } else if (node.isObject()) {
            boolean here = false;
            for (JsonNode value : node) {
                here |= value.isTextual() && mentions.first(value.asText()) >= 0;
            }
            // The object around the name is the person's own; a whole document isn't
            boolean own = here && path.contains(".");
            node.fields().forEachRemaining(field -> {
                if (own && field.getValue().isValueNode() && !field.getValue().isNull()) {
                    places.put(path + "." + field.getKey(), shortened(field.getValue().asText(), 0));
                } else {
                    look(path + "." + field.getKey(), field.getValue(), mentions, places);
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
                        Columns columns = tables.computeIfAbsent(table, any -> new Columns(new LinkedHashMap<>(), new LinkedHashMap<>(),
                                new LinkedHashSet<>(), new LinkedHashSet<>()));
                        String column = row.getString("column_name");
                        String type = row.getString("type");
                        String reader = WRITTEN_AS_BYTES.getOrDefault(table + "." + column, quoted(column));
                        boolean text = WRITTEN_AS_BYTES.containsKey(table + "." + column) || Set.of("text", "varchar", "bpchar", "jsonb", "json", "_text", "_varchar").contains(type);
                        if (text) {
                            columns.searched().put(column, reader);
                        }
                        if (row.getBoolean("document")) {
                            columns.documents().add(column);
                        }
                        if (row.getBoolean("key") && !type.equals("bytea")) {
                            columns.keys().add(column);
                        }
                        if (text || row.getBoolean("document") || row.getBoolean("key") && !type.equals("bytea") || Set.of("timestamptz", "timestamp", "date").contains(type)
                                || TELLING.contains(column)) {
                            columns.told().put(column, reader);
                        }
                    }
                });
        return tables;
    }

    private static Map<String, String> same(String... columns) {
        return Arrays.stream(columns).collect(Collectors.toMap(column -> column, column -> column, (first, second) -> first, LinkedHashMap::new));
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
