package org.wego.membership.admission;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Sha256;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.member.WholeNumbers;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Texts;

/**
 * Inhabitants of cities as GeoNames has them (CC BY 4.0): suggested to who applies, never imposed, and what a figure is compared
 * with. Shipped are the cities of WeGO's public lists; the Secretariat takes in GeoNames' own file of all cities.
 */
@Service
public class Places implements InitializingBean {

    /** Beyond so many percent from GeoNames' figure the applicant is asked whether its own is right. The number is ours, no rule of WeGO. */
    public static final int ASK_BEYOND_PERCENT = 30;

    /** What the form says of the figure besides its fields: whether it is confirmed, and which figure the question was about. */
    static final List<String> ASKED = List.of("population.confirmed", "population.asked");

    private static final int MOST_SUGGESTED = 3;
    private static final int A_BATCH = 1000;
    /** A name in Latin letters may be many times as long as in its own; the index takes no endless one. */
    private static final int LONGEST = 200;

    /**
     * A city of GeoNames.
     *
     * @param admin province or state, as GeoNames codes it; null where the code would tell nobody anything
     * @param year  in which GeoNames changed the entry last: it doesn't say when it was counted
     */
    public record Place(long id, String name, String country, String countryName, String admin, long population, int year) {
    }

    /**
     * A figure that is far from GeoNames'.
     *
     * @param percent by how much it is more (or, negative, less)
     */
    public record Question(long stated, Place place, int percent, boolean confirmed) {
    }

    /** A file that was taken in. */
    public record Edition(String name, int places, int leftOut, Instant takenAt, String takenBy) {
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Countries countries;
    private final NameWords words;
    private final Clock clock;
    private final Texts texts;

    Places(JdbcClient jdbc, JdbcTemplate batch, Countries countries, NameWords words, Clock clock, Texts texts) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.countries = countries;
        this.words = words;
        this.clock = clock;
        this.texts = texts;
    }

    /** Brings in what is shipped where there is nothing yet; several nodes may do it at once. */
    @Override
    public void afterPropertiesSet() {
        if (jdbc.sql("select exists (select 1 from place)").query(Boolean.class).single()) {
            return;
        }
        List<Object[]> rows = new ArrayList<>();
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (Reader reader = new InputStreamReader(new ClassPathResource("reference/places.csv").getInputStream(), StandardCharsets.UTF_8)) {
            for (CSVRecord row : format.parse(reader)) {
                rows.add(new Object[] {row.get("name"), row.get("country"), null, Long.valueOf(row.get("population")), Integer.valueOf(row.get("year")),
                        plain(List.of(row.get("name")))});
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        insert(rows);
    }

    private void insert(List<Object[]> rows) {
        for (int from = 0; from < rows.size(); from += A_BATCH) {
            batch.batchUpdate("insert into place (name, country, admin, population, year, names) values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                    rows.subList(from, Math.min(rows.size(), from + A_BATCH)));
        }
    }

    /** The city of these answers, at most three of the same name, the largest first; none for a category or level that isn't a city. */
    public List<Place> suggest(Answers answers) {
        return named(answers, "p.population desc, p.id", 0, MOST_SUGGESTED);
    }

    /** Of all cities of that name the one whose figure is nearest to the stated one. */
    private Optional<Place> nearest(Answers answers, long stated) {
        return named(answers, "abs(:stated - p.population) / cast(p.population as float8), p.population desc, p.id", stated, 1).stream().findFirst();
    }

    private List<Place> named(Answers answers, String order, long stated, int most) {
        boolean city = Category.FULL.name().equals(answers.get("category")) && (answers.get("level").isBlank() || answers.get("level").equals("CITY"));
        String[] names = plain(List.of(cut(answers.get("name")), cut(answers.get("localName"))));
        if (!city || names.length == 0 || !answers.get("country").matches("[A-Z]{3}")) {
            return List.of();
        }
        return jdbc.sql("select p.*, c.name as country_name from place p join country c on c.alpha3 = p.country"
                        + " where p.country = :country and p.names && cast(:names as text[]) order by " + order + " limit :most")
                .param("country", answers.get("country")).param("names", names).param("stated", stated).param("most", most).query(Places::place).list();
    }

    /** The forms under which names are compared, each once: "City of São Paulo" and "SAO  PAULO" are the same. */
    private String[] plain(List<String> names) {
        return names.stream().map(words::read).map(OrganisationName::run).filter(run -> !run.isEmpty())
                .map(run -> run.length() > LONGEST ? run.substring(0, LONGEST) : run).distinct().toArray(String[]::new);
    }

    /** No name is longer, and half a character is none. */
    private static String cut(String name) {
        String whole = name.length() > 200 ? name.substring(0, 200) : name;
        return new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** What to ask about the figure in these answers: it is more than 30 % off every city of that name. Empty where it isn't. */
    public Optional<Question> question(Answers answers) {
        return stated(answers).flatMap(stated -> nearest(answers, stated)
                .filter(nearest -> Math.abs(stated - nearest.population()) * 100 > ASK_BEYOND_PERCENT * nearest.population())
                .map(nearest -> new Question(stated, nearest, (int) Math.min(1_000_000, Math.round(off(stated, nearest) * 100)), confirmed(answers, stated))));
    }

    private static Optional<Long> stated(Answers answers) {
        return WholeNumbers.read(answers.get("population.value")).filter(number -> number > 0);
    }

    /** A tick is for the figure that stood in the question; another figure is another question. Programs see no question, and only confirm. */
    private static boolean confirmed(Answers answers, long stated) {
        String asked = answers.get("population.asked");
        return answers.has("population.confirmed", "true") && (asked.isBlank() || WholeNumbers.read(asked).filter(figure -> figure == stated).isPresent());
    }

    /** What the applicant said when it was asked about its figure stays said, as long as the figure is the same and it isn't asked anew. */
    public Answers remember(String reference, Answers answers) {
        if (answers.get("population.asked").isBlank() && !answers.has("population.confirmed", "true")) {
            jdbc.sql("select * from population_question where reference = :reference and confirmed order by version desc limit 1").param("reference", reference)
                    .query(Places::asked).optional().ifPresent(said -> answers
                            .put("population.asked", String.valueOf(said.stated())).put("population.confirmed", "true"));
        }
        return answers;
    }

    private static double off(long stated, Place place) {
        return (stated - place.population()) / (double) place.population();
    }

    /**
     * Notes with the version of an application that was just written what was to be asked about its figure, and what the applicant
     * said; in the caller's transaction, harmless twice.
     *
     * @param said what came with it; nothing where a clerk wrote it: then what was said before holds
     */
    void note(Application written, Answers said) {
        ApplicationForm form = written.form();
        if (form.population() == null) {
            return;
        }
        Answers stated = said.only(ASKED).put("category", form.category().name()).put("name", form.name()).put("country", form.country())
                .put("localName", form.localName() == null ? "" : form.localName()).put("level", form.level() == null ? "" : form.level().name())
                .put("population.value", String.valueOf(form.population().value()));
        question(remember(written.reference(), stated)).ifPresent(question -> jdbc.sql("""
                insert into population_question (reference, version, stated, place, figure, year, percent, confirmed)
                values (:reference, :version, :stated, :place, :figure, :year, :percent, :confirmed) on conflict do nothing""")
                .param("reference", written.reference()).param("version", written.version()).param("stated", question.stated())
                .param("place", question.place().name()).param("figure", question.place().population()).param("year", question.place().year())
                .param("percent", question.percent()).param("confirmed", question.confirmed()).update());
    }

    /**
     * What was noted with that version of an application, or with an earlier one that says the same of the city: a version in which
     * something else was put right asks nothing anew. Its place has no id and no province.
     */
    public Optional<Question> noted(String reference, int version) {
        return jdbc.sql("""
                select asked.* from population_question asked
                join application_version was on was.reference = asked.reference and was.version = asked.version
                join application_version now on now.reference = asked.reference and now.version = :version
                where asked.reference = :reference and asked.version <= :version
                  and (was.form->'category', was.form->'name', was.form->'localName', was.form->'country', was.form->'level', was.form->'population'->'value')
                    is not distinct from
                      (now.form->'category', now.form->'name', now.form->'localName', now.form->'country', now.form->'level', now.form->'population'->'value')
                order by asked.version desc limit 1""").param("reference", reference).param("version", version).query(Places::asked).optional();
    }

    private static Question asked(ResultSet row, int index) throws SQLException {
        return new Question(row.getLong("stated"), new Place(0, row.getString("place"), null, null, null, row.getLong("figure"), row.getInt("year")),
                row.getInt("percent"), row.getBoolean("confirmed"));
    }

    /** The file in use; empty while it is what is shipped. */
    public Optional<Edition> edition() {
        return jdbc.sql("select * from place_file order by id desc limit 1")
                .query((row, i) -> new Edition(row.getString("name"), row.getInt("places"), row.getInt("left_out"), row.getTimestamp("taken_at").toInstant(),
                        row.getString("taken_by"))).optional();
    }

    /** How many cities there are to suggest. */
    public int count() {
        return jdbc.sql("select count(*) from place").query(Integer.class).single();
    }

    /**
     * Takes in GeoNames' file of cities (cities15000.zip, or the text in it) in the place of all before, in one transaction.
     *
     * @return what was taken in
     * @throws InvalidInput if it is no such file; nothing has changed then
     */
    @Transactional
    public Edition take(String fileName, byte[] bytes, String by) {
        PlaceFile.Read read = PlaceFile.read(bytes);
        if (read.refusal() != null) {
            throw new InvalidInput("file", texts.get("apply.places.refused." + read.refusal()));
        }
        Map<String, Country> byCode = countries.all().stream().filter(country -> country.alpha2() != null)
                .collect(Collectors.toMap(Country::alpha2, Function.identity(), (one, other) -> one));
        List<Object[]> rows = new ArrayList<>();
        int leftOut = read.leftOut();
        for (PlaceFile.Row row : read.rows()) {
            Country country = byCode.get(row.country());
            if (country == null) {
                leftOut++;
            } else {
                rows.add(new Object[] {row.name(), country.alpha3(), row.admin(), row.population(), row.year(), plain(row.names())});
            }
        }
        if (rows.isEmpty()) {
            throw new InvalidInput("file", texts.get("apply.places.refused.notCities"));
        }
        jdbc.sql("select pg_advisory_xact_lock(62)").query((row, i) -> 0).single();
        jdbc.sql("delete from place").update();
        insert(rows);
        int taken = count();
        jdbc.sql("insert into place_file (name, sha256, places, left_out, taken_at, taken_by) values (:name, :sha, :places, :leftOut, :now, :by)")
                .param("name", fileName).param("sha", Sha256.hex(bytes)).param("places", taken).param("leftOut", leftOut + rows.size() - taken)
                .param("now", Timestamp.from(clock.instant())).param("by", by).update();
        return edition().orElseThrow();
    }

    private static Place place(ResultSet row, int index) throws SQLException {
        return new Place(row.getLong("id"), row.getString("name"), row.getString("country"), row.getString("country_name"), row.getString("admin"),
                row.getLong("population"), row.getInt("year"));
    }
}
