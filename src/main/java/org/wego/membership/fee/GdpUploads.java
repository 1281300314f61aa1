package org.wego.membership.fee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;
import org.wego.membership.engine.Sweep;
import org.wego.membership.fee.weo.WeoFile;
import org.wego.membership.fee.weo.WeoRefused;
import org.wego.membership.site.Fault;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/**
 * Takes in editions of the IMF's figures in two steps. A file is read whole and kept as it came, known by its hash; what it is
 * and what it would change is shown, by whatever browser and after a restart too; only then it is taken, once and for good.
 */
@Service
public class GdpUploads implements Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(GdpUploads.class);

    /** As the IMF's real files: an edition goes to the fifth year after its own. */
    private static final int HORIZON = 5;
    private static final int FEWEST_SERVING = 100;
    private static final int FORGOTTEN_AFTER_DAYS = 30;
    private static final int EARLIEST_YEAR = 2000;

    /**
     * A file that was read.
     *
     * @param stated  the edition that the file names, null where it names none
     * @param named   the edition that a person named then, null before
     * @param takenAs the edition it became, null while it waits
     */
    public record Upload(String sha256, String fileName, String layout, String stated, String named, String namedBy, String uploadedBy, Instant uploadedAt,
            String takenAs, String takenBy, Instant takenAt) {

        /** Which edition it is, as far as anybody has said so. */
        public Optional<String> edition() {
            return Optional.ofNullable(stated == null ? named : stated);
        }
    }

    /** Why a file can't be taken, or needn't. */
    public enum Standing {
        /** It can be taken. */
        READY,
        /** Nobody has said which edition it is. */
        NAMELESS,
        /** The edition is here with these very figures. */
        THERE,
        /** The edition is here with other figures, and never changes. */
        CONTRADICTS,
        /** It was taken. */
        TAKEN
    }

    /** How the figures of an edition that is here and those of the file agree. */
    public record Agreement(int same, int different, int onlyHere, int onlyInFile) {

        /** Whether they are one and the same edition: the IMF's whole file holds more years than an extract of it. */
        public boolean agrees() {
            return different == 0 && same > 0;
        }
    }

    /**
     * What a file is and would do.
     *
     * @param before    the edition before it among those imported, null where there is none or none is named
     * @param diff      what it says otherwise than {@code before}; null without one
     * @param serves    whether fees would go by it, being later than every edition that is here
     * @param latest    the edition that serves now, may be null
     * @param effects   what it would do to the members' fees; null where it wouldn't serve
     * @param agreement with the edition of that name that is here, null where none is
     * @param warnings  what to look at, in words
     */
    public record Look(Upload upload, Standing standing, int economies, int figures, int firstYear, int lastYear, Map<String, String> leftOut, int servingYear,
            GdpEdition before, EditionDiff diff, boolean serves, GdpEdition latest, MemberEffects.Effects effects, Agreement agreement, List<String> warnings) {
    }

    private final JdbcClient jdbc;
    private final GdpEditions editions;
    private final MemberEffects effects;
    private final OrganisationCalendar calendar;
    private final ObjectMapper json;
    private final Texts texts;

    GdpUploads(JdbcClient jdbc, GdpEditions editions, MemberEffects effects, OrganisationCalendar calendar, ObjectMapper json, Texts texts) {
        this.jdbc = jdbc;
        this.editions = editions;
        this.effects = effects;
        this.calendar = calendar;
        this.json = json;
        this.texts = texts;
    }

    /**
     * Reads a file whole and keeps it until it is taken; the same file again is the same upload.
     *
     * @return its hash
     * @throws InvalidInput with the line at fault; then nothing of it is kept
     */
    @Transactional
    public String upload(String fileName, byte[] content, String by) {
        String sha256 = Sha256.hex(content);
        WeoFile file;
        try {
            file = editions.read(content);
        } catch (WeoRefused refused) {
            throw new InvalidInput("file", words(refused));
        }
        int year = servingYear();
        long serving = file.economies().values().stream().filter(economy -> economy.figures().containsKey(year)).count();
        if (serving < FEWEST_SERVING) {
            throw new InvalidInput("file", texts.get("fee.refused.SERVING_YEAR", String.valueOf(year), String.valueOf(feeYear()), String.valueOf(serving)));
        }
        if (file.edition() != null) {
            refuseUnlikely("file", file.edition());
        }
        jdbc.sql("""
                insert into gdp_upload (sha256, file_name, content, layout, stated, parsed, uploaded_by, uploaded_at)
                values (:sha, :name, :content, :layout, :stated, cast(:parsed as jsonb), :by, :at) on conflict (sha256) do nothing""")
                .param("sha", sha256).param("name", fileName).param("content", content).param("layout", file.layout().name()).param("stated", file.edition())
                .param("parsed", write(file)).param("by", by).param("at", now()).update();
        return sha256;
    }

    /** Files that were read and wait, the latest first. */
    public List<Upload> waiting() {
        return jdbc.sql(SELECT + "where taken_as is null order by uploaded_at desc, sha256").query(GdpUploads::upload).list();
    }

    /** One file that was read, taken or not. */
    public Optional<Upload> find(String sha256) {
        return jdbc.sql(SELECT + "where sha256 = :sha").param("sha", sha256).query(GdpUploads::upload).optional();
    }

    /**
     * Says which edition a file is that doesn't say it itself.
     *
     * @throws InvalidInput when the month is none, lies ahead, or the file names its edition
     */
    @Transactional
    public void name(String sha256, String year, String month, String by) {
        Upload upload = locked(sha256);
        if (upload.takenAs() != null || upload.stated() != null) {
            throw new InvalidInput("editionMonth", texts.get("fee.upload.fault.named", GdpEditions.month(upload.edition().orElseThrow())));
        }
        List<Fault> faults = new ArrayList<>();
        if (month == null || !month.matches("0[1-9]|1[0-2]")) {
            faults.add(new Fault("editionMonth", texts.get("fee.upload.fault.month")));
        }
        if (year == null || !year.strip().matches("\\d{4}") || Integer.parseInt(year.strip()) < EARLIEST_YEAR) {
            faults.add(new Fault("editionYear", texts.get("fee.upload.fault.year", String.valueOf(EARLIEST_YEAR))));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        String edition = year.strip() + "-" + month;
        refuseUnlikely("editionYear", edition);
        jdbc.sql("update gdp_upload set named = :edition, named_by = :by where sha256 = :sha").param("edition", edition).param("by", by).param("sha", sha256)
                .update();
    }

    /** What a file is, what it says otherwise than the edition before, and what it would do to the members' fees. */
    @Transactional(readOnly = true)
    public Optional<Look> look(String sha256) {
        return find(sha256).map(upload -> look(upload, parsed(sha256)));
    }

    private Look look(Upload upload, WeoFile file) {
        Optional<GdpEdition> latest = editions.latest();
        Optional<EditionFigures> here = upload.edition().flatMap(editions::figures);
        Agreement agreement = here.map(figures -> agreement(figures, file)).orElse(null);
        Standing standing = upload.takenAs() != null ? Standing.TAKEN
                : upload.edition().isEmpty() ? Standing.NAMELESS
                : agreement == null ? Standing.READY
                : agreement.agrees() ? Standing.THERE : Standing.CONTRADICTS;
        GdpEdition before = null;
        EditionDiff diff = null;
        boolean serves = false;
        MemberEffects.Effects members = null;
        if (standing == Standing.READY) {
            EditionFigures after = GdpEditions.figures(file, upload.edition().orElseThrow());
            before = editions.all().stream().filter(one -> one.id().compareTo(after.edition()) < 0).findFirst().orElse(null);
            diff = before == null ? null : EditionDiff.of(editions.figures(before.id()).orElseThrow(), after, servingYear());
            serves = latest.isEmpty() || latest.get().id().compareTo(after.edition()) < 0;
            members = serves ? effects.of(feeYear(), latest.flatMap(one -> editions.figures(one.id())), after) : null;
        }
        return new Look(upload, standing, file.economies().size(), file.figures(), file.firstYear(), file.lastYear(), file.leftOut(), servingYear(), before, diff,
                serves, latest.orElse(null), members, agreement, warnings(upload, file, standing));
    }

    private List<String> warnings(Upload upload, WeoFile file, Standing standing) {
        List<String> warnings = new ArrayList<>();
        if (standing != Standing.READY) {
            return warnings;
        }
        String edition = upload.edition().orElseThrow();
        int year = YearMonth.parse(edition).getYear();
        if (file.lastYear() != year + HORIZON) {
            warnings.add(texts.get("fee.upload.warning.horizon", GdpEditions.month(edition), String.valueOf(year + HORIZON), String.valueOf(file.lastYear())));
        }
        if (GdpEdition.stale(edition, calendar.today())) {
            warnings.add(texts.get("fee.figures.stale", GdpEditions.month(edition)));
        }
        long silent = file.economies().values().stream().filter(economy -> economy.lastActual() == null).count();
        if (silent > 0) {
            warnings.add(texts.get("fee.upload.warning.silent", String.valueOf(silent)));
        }
        return warnings;
    }

    /**
     * Takes a file as an edition; a second time changes nothing.
     *
     * @return the edition
     * @throws InvalidInput when it can't be taken as things stand now
     */
    @Transactional
    public String take(String sha256, String by) {
        Upload upload = locked(sha256);
        if (upload.takenAs() != null) {
            return upload.takenAs();
        }
        String edition = upload.edition().orElseThrow(() -> new InvalidInput("editionMonth", texts.get("fee.upload.fault.nameless")));
        WeoFile file = parsed(sha256);
        if (!editions.keep(file, edition, upload.fileName(), sha256, by)) {
            Agreement agreement = agreement(editions.figures(edition).orElseThrow(), file);
            throw new InvalidInput("file", texts.get(agreement.agrees() ? "fee.upload.there" : "fee.upload.contradicts", GdpEditions.month(edition)));
        }
        jdbc.sql("update gdp_upload set taken_as = :edition, taken_by = :by, taken_at = :at where sha256 = :sha").param("edition", edition).param("by", by)
                .param("at", now()).param("sha", sha256).update();
        LOG.info("GDP figures of {} taken from {} by {}", edition, sha256, by);
        return edition;
    }

    /** Throws a file away that waits; one that was taken stays. */
    @Transactional
    public void discard(String sha256) {
        jdbc.sql("delete from gdp_upload where sha256 = :sha and taken_as is null").param("sha", sha256).update();
    }

    /** Forgets files that nobody took for a month. */
    @Override
    public void sweep() {
        jdbc.sql("delete from gdp_upload where taken_as is null and uploaded_at < :before")
                .param("before", Rows.at(calendar.now()).minusDays(FORGOTTEN_AFTER_DAYS)).update();
    }

    /** The next fee year. */
    public int feeYear() {
        return calendar.feeYear() + 1;
    }

    private int servingYear() {
        return Fees.gdpYear(feeYear());
    }

    // An edition of a month that lies ahead would serve for ever, since it can't be taken back
    private void refuseUnlikely(String field, String edition) {
        LocalDate today = calendar.today();
        if (YearMonth.parse(edition).isAfter(YearMonth.from(today))) {
            throw new InvalidInput(field, texts.get("fee.upload.fault.ahead", GdpEditions.month(edition)));
        }
    }

    private static Agreement agreement(EditionFigures here, WeoFile file) {
        int same = 0;
        int different = 0;
        int onlyInFile = 0;
        int met = 0;
        for (Map.Entry<String, WeoFile.Economy> economy : file.economies().entrySet()) {
            Map<Integer, BigDecimal> known = here.coverage(economy.getKey()).map(GdpEditions.Coverage::figures).orElse(Map.of());
            for (Map.Entry<Integer, BigDecimal> figure : economy.getValue().figures().entrySet()) {
                BigDecimal there = known.get(figure.getKey());
                if (there == null) {
                    onlyInFile++;
                } else {
                    met++;
                    if (there.compareTo(figure.getValue()) == 0) {
                        same++;
                    } else {
                        different++;
                    }
                }
            }
        }
        int all = here.economies().values().stream().mapToInt(coverage -> coverage.figures().size()).sum();
        return new Agreement(same, different, all - met, onlyInFile);
    }

    private String words(WeoRefused refused) {
        String reason = texts.get("fee.refused." + refused.why(), refused.arguments().toArray());
        return refused.place().map(place -> place.sheet() == null ? texts.get("fee.refused.line", String.valueOf(place.line()), reason)
                : texts.get("fee.refused.row", place.sheet(), String.valueOf(place.line()), reason)).orElse(reason);
    }

    private Upload locked(String sha256) {
        return jdbc.sql(SELECT + "where sha256 = :sha for update").param("sha", sha256).query(GdpUploads::upload).optional()
                .orElseThrow(() -> new NotFound(texts.get("fee.upload.gone")));
    }

    private WeoFile parsed(String sha256) {
        try {
            return json.readValue(jdbc.sql("select parsed from gdp_upload where sha256 = :sha").param("sha", sha256).query(String.class).single(), WeoFile.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private String write(WeoFile file) {
        try {
            return json.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private OffsetDateTime now() {
        return Rows.at(calendar.now());
    }

    private static final String SELECT = """
            select sha256, file_name, layout, stated, named, named_by, uploaded_by, uploaded_at, taken_as, taken_by, taken_at from gdp_upload\s""";

    private static Upload upload(ResultSet row, int index) throws SQLException {
        return new Upload(row.getString("sha256"), row.getString("file_name"), row.getString("layout"), row.getString("stated"), row.getString("named"),
                row.getString("named_by"), row.getString("uploaded_by"), Rows.instant(row, "uploaded_at"),
                row.getString("taken_as"), row.getString("taken_by"), Rows.instant(row, "taken_at"));
    }
}
