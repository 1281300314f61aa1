package org.wego.membership.member;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;
import org.wego.membership.site.Fault;
import org.wego.membership.site.Faults;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Texts;

/**
 * Takes members in from a CSV file: first a dry run that shows what would be done and every fault by row, then exactly that
 * file, known by its hash. A member is known by name, country and category; so the same file twice does nothing the second time.
 */
@Service
public class MemberImport {

    /** What a row does. */
    public enum Action { ADD, CHANGE, NONE, FAULT }

    /** One row: its line in the file, what it does to whom, and its faults. */
    public record Row(long line, String name, String country, Action action, String number, List<MemberChange> changes, List<Fault> faults) {
    }

    /**
     * A file that was looked through.
     *
     * @param sha256  the file's hash, by which it is confirmed
     * @param unread  columns that the program doesn't know
     * @param fault   why the file can't be read at all, or null
     * @param applied when it was applied, or null
     */
    public record DryRun(String sha256, String fileName, String uploadedBy, Instant uploadedAt, List<String> unread, String fault, List<Row> rows,
            Instant applied, String appliedBy) {

        /** How many rows do that. */
        public long count(Action action) {
            return rows.stream().filter(row -> row.action() == action).count();
        }

        /** Whether confirming it would do something, and nothing stands against it. */
        public boolean applicable() {
            return fault == null && count(Action.FAULT) == 0 && count(Action.ADD) + count(Action.CHANGE) > 0;
        }
    }

    private record Planned(Row row, MemberEntry entry, Member member) {
    }

    private record Stored(String fileName, byte[] content, String uploadedBy, OffsetDateTime uploadedAt, OffsetDateTime appliedAt, String appliedBy) {
    }

    private static final int MOST_ROWS = 20_000;

    private final JdbcClient jdbc;
    private final Members members;
    private final MemberDesk desk;
    private final Countries countries;
    private final OrganisationCalendar calendar;
    private final Clock clock;
    private final Texts texts;

    MemberImport(JdbcClient jdbc, Members members, MemberDesk desk, Countries countries, OrganisationCalendar calendar, Clock clock,
            Texts texts) {
        this.jdbc = jdbc;
        this.members = members;
        this.desk = desk;
        this.countries = countries;
        this.calendar = calendar;
        this.clock = clock;
        this.texts = texts;
    }

    /** The empty file to fill in: the names of all columns. */
    public static String template() {
        return "\ufeff" + String.join(",", MemberEntry.FIELDS.stream().map(MemberImport::column).toList()) + "\r\n";
    }

    /** Keeps a file for its dry run and gives its hash. */
    public String upload(String fileName, byte[] content, String by) {
        String sha256 = Sha256.hex(content);
        jdbc.sql("""
                insert into member_import (sha256, file_name, content, uploaded_at, uploaded_by) values (:sha, :name, :content, :at, :by)
                on conflict (sha256) do nothing""")
                .param("sha", sha256).param("name", fileName).param("content", content).param("at", now()).param("by", by).update();
        return sha256;
    }

    /** What the file would do to the register as it is now; nothing is changed. */
    @Transactional(readOnly = true)
    public Optional<DryRun> look(String sha256) {
        return stored(sha256).map(file -> dryRun(sha256, file, new ArrayList<>()));
    }

    /**
     * Applies exactly that file, whole or not at all. A second time there is nothing left to do.
     *
     * @throws InvalidInput when a row has a fault, which the register's changes since the dry run may have brought
     */
    @Transactional
    public DryRun apply(String sha256, String by) {
        // One import at a time: two of them could admit the same city twice
        jdbc.sql("select pg_advisory_xact_lock(hashtext('member_import'))").query((row, i) -> 1).list();
        Stored file = stored(sha256).orElseThrow(() -> new InvalidInput("file", texts.get("member.import.gone")));
        List<Planned> plan = new ArrayList<>();
        DryRun run = dryRun(sha256, file, plan);
        if (run.fault() != null || run.count(Action.FAULT) > 0) {
            throw new InvalidInput("file", texts.get("member.import.faulty"));
        }
        for (Planned planned : plan) {
            if (planned.row().action() == Action.ADD) {
                desk.admit(planned.entry(), by);
            } else if (planned.row().action() == Action.CHANGE) {
                Member member = planned.member();
                desk.put(member.number(), planned.entry(), by);
                if (!member.standingSince().equals(planned.entry().since()) || !Objects.equals(member.basis(), planned.entry().basis())) {
                    members.correctStanding(member.number(), planned.entry().since(), planned.entry().basis(), by);
                }
            }
        }
        jdbc.sql("update member_import set applied_at = :at, applied_by = :by where sha256 = :sha and applied_at is null")
                .param("at", now()).param("by", by).param("sha", sha256).update();
        return run;
    }

    private Optional<Stored> stored(String sha256) {
        return jdbc.sql("select file_name, content, uploaded_by, uploaded_at, applied_at, applied_by from member_import where sha256 = :sha")
                .param("sha", sha256)
                .query((row, i) -> new Stored(row.getString("file_name"), row.getBytes("content"), row.getString("uploaded_by"),
                        row.getObject("uploaded_at", OffsetDateTime.class), row.getObject("applied_at", OffsetDateTime.class), row.getString("applied_by")))
                .optional();
    }

    private DryRun dryRun(String sha256, Stored file, List<Planned> plan) {
        List<String> unread = new ArrayList<>();
        String fault = null;
        try {
            plan.addAll(plan(decoded(file.content()), unread));
        } catch (InvalidInput unreadable) {
            fault = unreadable.faults().get(0).message();
        }
        return new DryRun(sha256, file.fileName(), file.uploadedBy(), file.uploadedAt().toInstant(), unread, fault,
                plan.stream().map(Planned::row).toList(), file.appliedAt() == null ? null : file.appliedAt().toInstant(), file.appliedBy());
    }

    private List<Planned> plan(String text, List<String> unread) {
        if (text.isBlank()) {
            throw new InvalidInput("file", texts.get("member.import.empty"));
        }
        Map<String, Member> known = new HashMap<>();
        members.search(null, null, null).forEach(m -> known.putIfAbsent(key(m.name(), m.country(), m.category()), m));
        Map<String, Optional<Country>> read = new HashMap<>();
        Map<String, Long> seen = new HashMap<>();
        List<Planned> plan = new ArrayList<>();
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter(text)).setIgnoreEmptyLines(true).setTrim(true).get();
        try (var rows = format.parse(new StringReader(text))) {
            List<String> fields = null;
            for (CSVRecord row : rows) {
                if (fields == null) {
                    fields = header(row, unread);
                    continue;
                }
                if (row.stream().allMatch(String::isBlank)) {
                    continue;
                }
                if (plan.size() == MOST_ROWS) {
                    throw new InvalidInput("file", texts.get("member.import.long", MOST_ROWS));
                }
                plan.add(row(rows.getCurrentLineNumber(), row, fields, known, seen, text2 -> read.computeIfAbsent(text2, countries::read)));
            }
            if (plan.isEmpty()) {
                throw new InvalidInput("file", texts.get("member.import.empty"));
            }
        } catch (CSVException | UncheckedIOException e) {
            throw new InvalidInput("file", texts.get("member.import.unreadable"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plan;
    }

    private Planned row(long line, CSVRecord record, List<String> fields, Map<String, Member> known, Map<String, Long> seen,
            java.util.function.Function<String, Optional<Country>> country) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (int i = 0; i < fields.size() && i < record.size(); i++) {
            if (fields.get(i) != null) {
                typed.put(fields.get(i), record.get(i));
            }
        }
        Faults faults = new Faults();
        faults.addIf(record.size() > fields.size(), "", texts.get("member.import.tooMany", record.size(), fields.size()));
        // The key comes first: cells left empty are filled from the member as it is
        Optional<Country> where = country.apply(typed.getOrDefault("country", ""));
        Category category = category(typed);
        Member member = where.isEmpty() || category == null ? null : known.get(key(typed.get("name"), where.get().alpha3(), category));
        Map<String, String> before = null;
        if (member != null) {
            before = desk.typed(member);
            Map<String, String> whole = new LinkedHashMap<>(before);
            typed.forEach((field, value) -> {
                if (Words.orNull(value) != null) {
                    whole.put(field, value);
                }
            });
            typed = whole;
        }
        MemberEntry entry = MemberEntry.read(typed, country, calendar.today(), texts, faults);
        if (where.isPresent() && category != null && Words.orNull(typed.get("name")) != null) {
            Long first = seen.putIfAbsent(key(typed.get("name"), where.get().alpha3(), category), line);
            if (first != null) {
                faults.add("name", texts.get("member.import.twice", String.valueOf(first)));
            }
        }
        if (member != null && entry.standing() != null && entry.standing() != member.standing()) {
            faults.add("standing", texts.get("member.import.standing", member.number(), texts.get("member.standing." + member.standing())));
        }
        String countryName = where.map(Country::name).orElse(typed.getOrDefault("country", ""));
        if (!faults.isEmpty()) {
            return new Planned(new Row(line, typed.getOrDefault("name", ""), countryName, Action.FAULT, member == null ? null : member.number(), List.of(),
                    faults.all()), null, member);
        }
        if (member == null) {
            return new Planned(new Row(line, entry.details().name(), countryName, Action.ADD, null, List.of(), List.of()), entry, null);
        }
        List<MemberChange> changes = new ArrayList<>();
        Map<String, String> after = after(member, entry);
        for (String field : MemberEntry.FIELDS) {
            if (!before.get(field).equals(after.get(field))) {
                changes.add(new MemberChange(null, null, field, before.get(field), after.get(field)));
            }
        }
        return new Planned(new Row(line, entry.details().name(), countryName, changes.isEmpty() ? Action.NONE : Action.CHANGE, member.number(), changes,
                List.of()), entry, member);
    }

    /** What the form would show once the entry is in the register. */
    private static Map<String, String> after(Member m, MemberEntry entry) {
        MemberDetails d = entry.details();
        return MemberEntry.typed(new Member(m.number(), m.category(), m.standing(), d.name(), d.localName(), d.country(), m.countryName(), d.level(),
                d.organisationType(), d.website(), d.population(), d.populationYear(), d.populationSource(), d.employees(), d.employeesYear(), entry.since(),
                m.fullSince(), entry.basis(), m.joined(), m.endedOn(), m.returning(), m.origin()), entry.working(), entry.billing());
    }

    private static Category category(Map<String, String> typed) {
        for (String field : List.of("category", "standing")) {
            String text = Words.folded(typed.get(field)).toUpperCase(Locale.ROOT).replace(" MEMBER", "");
            switch (text) {
                case "FULL", "ASSOCIATE" -> {
                    return Category.FULL;
                }
                case "FRIENDSHIP" -> {
                    return Category.FRIENDSHIP;
                }
                case "CORPORATE" -> {
                    return Category.CORPORATE;
                }
                default -> { }
            }
        }
        return null;
    }

    /** Which field each column holds; null for a column that isn't known. */
    private List<String> header(CSVRecord row, List<String> unread) {
        Map<String, String> byName = new HashMap<>();
        MemberEntry.FIELDS.forEach(field -> byName.put(column(field).replace("_", ""), field));
        List<String> fields = new ArrayList<>();
        for (String cell : row) {
            String field = byName.get(cell.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
            if (field != null && fields.contains(field)) {
                throw new InvalidInput("file", texts.get("member.import.columnTwice", cell));
            }
            if (field == null && !cell.isBlank()) {
                unread.add(cell);
            }
            fields.add(field);
        }
        List<String> missing = List.of("name", "country", "standing", "since").stream().filter(f -> !fields.contains(f)).toList();
        if (!missing.isEmpty()) {
            throw new InvalidInput("file", texts.get("member.import.columns.missing", String.join(", ", missing)));
        }
        return fields;
    }

    private String decoded(byte[] content) {
        boolean utf16 = content.length > 1 && (content[0] == (byte) 0xFF && content[1] == (byte) 0xFE || content[0] == (byte) 0xFE && content[1] == (byte) 0xFF);
        Charset charset = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            String text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new InvalidInput("file", texts.get("member.import.unreadable"));
            }
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InvalidInput("file", texts.get("member.import.encoding"));
        }
    }

    /** Spreadsheets of some languages write semicolons or tabs instead of commas: the header line tells. */
    private static char delimiter(String text) {
        String header = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static String key(String name, String country, Category category) {
        return Words.folded(name) + "|" + country + "|" + category;
    }

    /** {@code local_name} for {@code localName}. */
    public static String column(String field) {
        return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private OffsetDateTime now() {
        return Rows.at(clock.instant());
    }
}
