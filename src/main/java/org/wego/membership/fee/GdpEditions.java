package org.wego.membership.fee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;
import org.wego.membership.fee.weo.WeoFile;
import org.wego.membership.fee.weo.WeoReader;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;

/**
 * Editions of the International Monetary Fund's World Economic Outlook: GDP per capita, current international dollars at
 * purchasing power parity. An edition is immutable; fees go by the latest unless the Treasurer names another.
 */
@Service
public class GdpEditions implements InitializingBean {

    /** What the program ships, oldest first. */
    private static final List<String> SHIPPED = List.of("reference/imf-weo-2024-10-pppc.csv", "reference/imf-weo-2025-10-pppc.csv");

    /**
     * What an edition knows of one economy.
     *
     * @param country    ISO 3166-1 alpha-3
     * @param name       as the IMF names it
     * @param lastActual the last year that is no estimate, null where the IMF doesn't say
     * @param stated     how the IMF states that year: {@code 2024}, {@code FY2024/25}
     * @param figures    by year, international dollars a head
     */
    public record Coverage(String country, String name, Integer lastActual, String stated, int firstYear, int lastYear, Map<Integer, BigDecimal> figures) {
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final TransactionTemplate transaction;
    private final Countries countries;
    private final Clock clock;
    // Editions never change, so every node may remember them
    private final Map<String, GdpEdition> named = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Coverage>> remembered = new ConcurrentHashMap<>();

    GdpEditions(JdbcClient jdbc, JdbcTemplate batch, PlatformTransactionManager transactions, Countries countries, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.transaction = new TransactionTemplate(transactions);
        this.countries = countries;
        this.clock = clock;
    }

    /** Brings in shipped editions that the database doesn't have yet. */
    @Override
    public void afterPropertiesSet() {
        for (String file : SHIPPED) {
            ClassPathResource resource = new ClassPathResource(file);
            String name = file.substring(file.lastIndexOf('/') + 1);
            boolean there = jdbc.sql("select count(*) from gdp_edition where file_name = :name").param("name", name).query(Long.class).single() > 0;
            if (!there) {
                try (var in = resource.getInputStream()) {
                    bringIn(name, in.readAllBytes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Imports what the program ships; an edition that is there stays as it is. */
    private void bringIn(String fileName, byte[] content) {
        WeoFile file = read(content);
        transaction.executeWithoutResult(status -> keep(file, file.edition(), fileName, Sha256.hex(content), null));
    }

    /** Reads a file of figures; the countries' table says which codes are whose. */
    WeoFile read(byte[] content) {
        Map<String, String> codes = new HashMap<>();
        for (Country country : countries.all()) {
            country.imfCodes().forEach(code -> codes.put(code, country.alpha3()));
            codes.put(country.alpha3(), country.alpha3());
        }
        codes.remove("");
        return WeoReader.read(content, code -> Optional.ofNullable(codes.get(code)));
    }

    /**
     * Keeps a file's figures as an edition, in the caller's transaction; from its end on nobody can change them.
     *
     * @param by the account that took it, null for what is shipped
     * @return whether it was kept; false where the edition is there already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean keep(WeoFile file, String edition, String fileName, String sha256, String by) {
        int added = jdbc.sql("""
                insert into gdp_edition (id, name, attribution, file_name, sha256, layout, economies, figures, imported_at, imported_by)
                values (:id, :name, :attribution, :file, :sha256, :layout, :economies, :figures, :at, :by) on conflict (id) do nothing""")
                .param("id", edition).param("name", name(edition))
                .param("attribution", "International Monetary Fund, World Economic Outlook Database, " + month(edition))
                .param("file", fileName).param("sha256", sha256).param("layout", file.layout().name()).param("economies", file.economies().size())
                .param("figures", file.figures()).param("at", Rows.at(clock.instant())).param("by", by).update();
        if (added == 0) {
            return false;
        }
        List<Object[]> economies = new ArrayList<>();
        List<Object[]> figures = new ArrayList<>();
        file.economies().forEach((iso, economy) -> {
            economies.add(new Object[] {edition, iso, economy.name().isEmpty() ? iso : economy.name(), economy.lastActual(), economy.stated()});
            economy.figures().forEach((year, value) -> figures.add(new Object[] {edition, iso, year, value}));
        });
        batch.batchUpdate("insert into gdp_economy (edition, country, name, last_actual, stated) values (?, ?, ?, ?, ?)", economies);
        batch.batchUpdate("insert into gdp_figure (edition, country, year, value) values (?, ?, ?, ?)", figures);
        return true;
    }

    /** A file's figures as if they were imported. */
    static EditionFigures figures(WeoFile file, String edition) {
        Map<String, Coverage> economies = new HashMap<>();
        file.economies().forEach((iso, economy) -> economies.put(iso, coverage(iso, economy.name(), economy.lastActual(), economy.stated(), economy.figures())));
        return new EditionFigures(edition, name(edition), Map.copyOf(economies));
    }

    private static Coverage coverage(String country, String name, Integer lastActual, String stated, Map<Integer, BigDecimal> figures) {
        return new Coverage(country, name, lastActual, stated, figures.keySet().stream().min(Integer::compare).orElseThrow(),
                figures.keySet().stream().max(Integer::compare).orElseThrow(), Map.copyOf(figures));
    }

    private static String name(String edition) {
        return "IMF World Economic Outlook, " + month(edition);
    }

    /** All editions, the latest first. */
    public List<GdpEdition> all() {
        return jdbc.sql("""
                select e.*, f.first_year, f.last_year from gdp_edition e
                join (select edition, min(year) as first_year, max(year) as last_year from gdp_figure group by edition) f on f.edition = e.id
                order by e.id desc""").query(GdpEditions::edition).list();
    }

    /** The edition that serves: the latest published one among those imported. */
    public Optional<GdpEdition> latest() {
        return jdbc.sql("select id from gdp_edition order by id desc limit 1").query(String.class).optional().flatMap(this::find);
    }

    /** One edition by its id, {@code 2025-10}. */
    public Optional<GdpEdition> find(String edition) {
        GdpEdition known = edition == null ? null : named.get(edition);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<GdpEdition> found = all().stream().filter(e -> e.id().equals(edition)).findFirst();
        found.ifPresent(e -> named.put(e.id(), e));
        return found;
    }

    /**
     * One figure, or empty where that edition has none.
     *
     * @param country ISO 3166-1 alpha-3
     */
    public Optional<GdpFigure> figure(String edition, String country, int year) {
        return new EditionFigures(edition, "", economies(edition)).figure(country, year);
    }

    /** An edition with its figures. */
    public Optional<EditionFigures> figures(String edition) {
        return find(edition).map(found -> new EditionFigures(found.id(), found.name(), economies(found.id())));
    }

    /** What an edition knows of an economy, or empty where it doesn't know it at all. */
    Optional<Coverage> coverage(String edition, String country) {
        return Optional.ofNullable(economies(edition).get(country));
    }

    /** All economies of an edition by ISO code. */
    public Map<String, Coverage> economies(String edition) {
        Map<String, Coverage> known = remembered.get(edition);
        if (known == null) {
            known = load(edition);
            if (!known.isEmpty()) {
                remembered.put(edition, known);
            }
        }
        return known;
    }

    private Map<String, Coverage> load(String edition) {
        record Row(String country, int year, BigDecimal value) { }
        Map<String, Map<Integer, BigDecimal>> figures = new HashMap<>();
        jdbc.sql("select country, year, value from gdp_figure where edition = :edition").param("edition", edition).query(Row.class).list()
                .forEach(row -> figures.computeIfAbsent(row.country(), any -> new HashMap<>()).put(row.year(), row.value()));
        Map<String, Coverage> economies = new HashMap<>();
        jdbc.sql("select * from gdp_economy where edition = :edition").param("edition", edition).query((row, i) -> {
            String country = row.getString("country");
            Map<Integer, BigDecimal> years = figures.getOrDefault(country, Map.of());
            return years.isEmpty() ? null : coverage(country, row.getString("name"), row.getObject("last_actual", Integer.class), row.getString("stated"), years);
        }).list().forEach(c -> {
            if (c != null) {
                economies.put(c.country(), c);
            }
        });
        return Map.copyOf(economies);
    }

    /** "October 2025" for {@code 2025-10}. */
    public static String month(String edition) {
        return YearMonth.parse(edition).format(DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH));
    }

    private static GdpEdition edition(ResultSet row, int index) throws SQLException {
        return new GdpEdition(row.getString("id"), row.getString("name"), row.getString("attribution"), row.getString("file_name"),
                row.getString("sha256"), row.getString("layout"), row.getInt("economies"), row.getInt("first_year"), row.getInt("last_year"),
                Rows.instant(row, "imported_at"), row.getString("imported_by"));
    }
}
