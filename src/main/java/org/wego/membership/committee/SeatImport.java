package org.wego.membership.committee;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.member.Zones;
import org.wego.membership.site.Fault;
import org.wego.membership.site.Faults;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Texts;

/** Takes seats from a CSV file: first as a dry run that names every fault by its row, then all rows or none. */
@Service
public class SeatImport {

    /** The columns, in any order; {@code to} and {@code memberNumber} or {@code city} may be empty. */
    public static final List<String> COLUMNS = List.of("city", "memberNumber", "addresses", "from", "to", "president");

    /** The columns of a whole file; {@code zone} may be left out. */
    public static final List<String> ALL_COLUMNS = Stream.concat(COLUMNS.stream(), Stream.of("zone")).toList();

    /** What would become of one row. */
    public record Row(long line, Seat seat, boolean known, List<Fault> faults) {
    }

    /** What would become of the file. */
    public record Report(List<Row> rows) {

        /** Whether every row can be taken. */
        public boolean fit() {
            return !rows.isEmpty() && rows.stream().allMatch(row -> row.faults().isEmpty());
        }

        public long faulty() {
            return rows.stream().filter(row -> !row.faults().isEmpty()).count();
        }

        public long added() {
            return rows.stream().filter(row -> row.faults().isEmpty() && !row.known()).count();
        }

        public long changed() {
            return rows.stream().filter(row -> row.faults().isEmpty() && row.known()).count();
        }
    }

    private static final int MOST_ROWS = 500;

    private final Seats seats;
    private final JdbcClient jdbc;
    private final Zones zones;
    private final Texts texts;

    SeatImport(Seats seats, JdbcClient jdbc, Zones zones, Texts texts) {
        this.seats = seats;
        this.jdbc = jdbc;
        this.zones = zones;
        this.texts = texts;
    }

    /**
     * Reads the file and keeps its seats if all rows are fit and it isn't a dry run. A seat of the same city that begins
     * on the same day is changed, any other is new.
     *
     * @throws InvalidInput if the file as a whole can't be read
     */
    @Transactional
    public Report read(byte[] file, boolean dryRun, String by) {
        jdbc.sql("lock table seat in share row exclusive mode").update();
        List<CSVRecord> records = records(file);
        List<Seat> standing = new ArrayList<>(seats.all());
        List<Read> read = records.stream().map(record -> read(record, standing)).toList();
        // Each row is checked beside what the whole file makes of the seats: rows may stand in any order
        List<Row> rows = read.stream().map(row -> checked(row, standing)).toList();
        Report report = new Report(rows);
        if (!dryRun && report.fit()) {
            rows.forEach(row -> seats.write(row.seat().number() < 0 ? renumbered(row.seat(), 0) : row.seat(), by));
        }
        return report;
    }

    private record Read(long line, Seat seat, boolean known, Faults faults) {
    }

    private Read read(CSVRecord record, List<Seat> standing) {
        Faults faults = new Faults();
        LocalDate from = day(record, "from", faults);
        LocalDate to = day(record, "to", faults);
        boolean president = flag(record, "president", faults);
        Seat read = seats.named(new Seat(0, field(record, "city"), field(record, "memberNumber"),
                Arrays.stream(field(record, "addresses").split("[\\s;,]+")).filter(address -> !address.isBlank()).toList(), from, to, president, zone(record, faults)));
        Optional<Seat> known = standing.stream().filter(seat -> seat.from().equals(from) && (seat.memberNumber() != null
                && seat.memberNumber().equals(read.memberNumber()) || seat.city().equalsIgnoreCase(read.city()))).findFirst();
        boolean repeated = known.isPresent() && known.get().number() < 0;
        faults.addIf(repeated, "city", texts.get("committee.import.fault.repeated"));
        // A file without that column leaves what was chosen before
        Seat zoned = record.isMapped("zone") || known.isEmpty() ? read : zoned(read, known.get().zone());
        Seat seat = renumbered(zoned, known.filter(other -> !repeated).map(Seat::number).orElse(-(int) record.getRecordNumber()));
        if (!repeated && from != null) {
            known.ifPresent(standing::remove);
            standing.add(seat);
        }
        return new Read(record.getRecordNumber() + 1, seat, known.isPresent() && !repeated, faults);
    }

    private Row checked(Read row, List<Seat> standing) {
        seats.check(row.seat(), standing).all().stream().filter(fault -> !row.faults().has(fault.field()))
                .forEach(fault -> row.faults().add(fault.field(), fault.message()));
        return new Row(row.line(), row.seat(), row.known(), List.copyOf(row.faults().all()));
    }

    private List<CSVRecord> records(byte[] file) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput("file", texts.get("committee.import.fault.encoding"));
        }
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String head = text.lines().findFirst().orElse("");
        char delimiter = head.chars().filter(c -> c == ';').count() > head.chars().filter(c -> c == ',').count() ? ';' : ',';
        try (CSVParser parser = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setHeader().setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true).setTrim(true).setIgnoreHeaderCase(true).get().parse(new StringReader(text))) {
            Map<String, Integer> header = parser.getHeaderMap();
            List<String> missing = COLUMNS.stream().filter(column -> header == null || !header.containsKey(column)).toList();
            if (!missing.isEmpty()) {
                throw new InvalidInput("file", texts.get("committee.import.fault.columns", String.join(", ", missing)));
            }
            List<CSVRecord> records = parser.getRecords();
            if (records.isEmpty()) {
                throw new InvalidInput("file", texts.get("committee.import.fault.empty"));
            }
            if (records.size() > MOST_ROWS) {
                throw new InvalidInput("file", texts.get("committee.import.fault.rows", MOST_ROWS));
            }
            return records;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidInput("file", texts.get("committee.import.fault.csv"));
        }
    }

    private LocalDate day(CSVRecord record, String column, Faults faults) {
        String text = field(record, column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            faults.add(column, texts.get("committee.seat.fault.day", text));
            return null;
        }
    }

    private boolean flag(CSVRecord record, String column, Faults faults) {
        return switch (field(record, column).toLowerCase(Locale.ROOT)) {
            case "yes", "true", "1", "x", "y" -> true;
            case "", "no", "false", "0", "n" -> false;
            default -> {
                faults.add(column, texts.get("committee.import.fault.flag"));
                yield false;
            }
        };
    }

    private ZoneId zone(CSVRecord record, Faults faults) {
        String text = field(record, "zone");
        Optional<ZoneId> zone = zones.find(text);
        faults.addIf(!text.isEmpty() && zone.isEmpty(), "zone", texts.get("committee.seat.fault.zone", text));
        return zone.orElse(null);
    }

    private static String field(CSVRecord record, String column) {
        return record.isSet(column) ? record.get(column).strip() : "";
    }

    private static Seat renumbered(Seat seat, int number) {
        return new Seat(number, seat.city(), seat.memberNumber(), seat.addresses(), seat.from(), seat.to(), seat.president(), seat.zone());
    }

    private static Seat zoned(Seat seat, ZoneId zone) {
        return new Seat(seat.number(), seat.city(), seat.memberNumber(), seat.addresses(), seat.from(), seat.to(), seat.president(), zone);
    }
}
