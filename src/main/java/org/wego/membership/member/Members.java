package org.wego.membership.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;

/** The register of members: who is one, as what, since when. All days are the organisation's own (Seoul). */
@Service
public class Members {

    private static final String SELECT = "select m.*, c.name as country_name from member m join country c on c.alpha3 = m.country ";
    // What counts for a fee year: the figures that the first change of that year or a later one replaced, or else the register's
    private static final String SELECT_FOR_YEAR = """
            select coalesce(f.category, m.category) as category, coalesce(f.standing, m.standing) as standing,
              case when f.population is null then m.population else f.population end as population,
              case when f.population is null then m.population_year else f.population_year end as population_year,
              case when f.population is null then m.population_source else f.population_source end as population_source,
              case when f.employees is null then m.employees else f.employees end as employees,
              case when f.employees is null then m.employees_year else f.employees_year end as employees_year,
              coalesce(f.country, m.country) as country, m.*, c.name as country_name
            from member m left join lateral (select * from member_fee_figure x where x.member_number = m.number and x.fee_year >= :year
              order by x.fee_year limit 1) f on true
            join country c on c.alpha3 = coalesce(f.country, m.country)
            """;
    private static final String BY_NUMBER = " order by length(m.number), m.number";

    private final JdbcClient jdbc;
    private final Contacts contacts;
    private final OrganisationCalendar calendar;

    Members(JdbcClient jdbc, Contacts contacts, OrganisationCalendar calendar) {
        this.jdbc = jdbc;
        this.contacts = contacts;
        this.calendar = calendar;
    }

    /**
     * Admits an organisation and gives it the next member number. A second call with the same origin returns the member
     * of the first and changes nothing.
     */
    @Transactional
    public Member admit(NewMember entrant) {
        Optional<Member> before = entrant.origin() == null ? Optional.empty() : byOrigin(entrant.origin());
        if (before.isPresent()) {
            return before.get();
        }
        MemberDetails d = entrant.details();
        if (d.name() == null || d.country() == null || entrant.since() == null) {
            throw new IllegalArgumentException("a member needs a name, a country and the day its standing began");
        }
        boolean returning = entrant.returning() || entrant.category() == Category.FULL && wasMember(d.name(), d.country());
        String number = String.format("M-%04d", jdbc.sql("select nextval('member_number')").query(Long.class).single());
        LocalDate joined = entrant.standing().paysFee() ? entrant.since() : null;
        int added = jdbc.sql("""
                insert into member (number, origin, category, standing, name, local_name, country, level, organisation_type, website,
                  population, population_year, population_source, employees, employees_year, standing_since, full_since, basis, joined,
                  returning_city, search_name)
                values (:number, :origin, :category, :standing, :name, :localName, :country, :level, :organisationType, :website,
                  :population, :populationYear, :populationSource, :employees, :employeesYear, :since, :fullSince, :basis, :joined,
                  :returning, :search)
                on conflict (origin) do nothing""")
                .param("number", number).param("origin", entrant.origin()).param("category", entrant.category().name())
                .param("standing", entrant.standing().name()).param("name", d.name()).param("localName", d.localName())
                .param("country", d.country()).param("level", name(d.level())).param("organisationType", name(d.organisationType()))
                .param("website", d.website()).param("population", d.population()).param("populationYear", d.populationYear())
                .param("populationSource", d.populationSource()).param("employees", d.employees()).param("employeesYear", d.employeesYear())
                .param("since", entrant.since()).param("fullSince", entrant.standing() == Standing.FULL ? entrant.since() : null)
                .param("basis", entrant.basis()).param("joined", joined).param("returning", returning)
                .param("search", searchName(d)).update();
        if (added == 0) {
            return byOrigin(entrant.origin()).orElseThrow();
        }
        contacts.note(number, entrant.by(), "standing", null, entrant.standing());
        contacts.put(number, ContactRole.WORKING, entrant.working(), entrant.by());
        contacts.put(number, ContactRole.BILLING, entrant.billing(), entrant.by());
        return find(number).orElseThrow();
    }

    /** Makes an Associate Member a Full Member from that day; harmless when it is one already. */
    @Transactional
    public void raiseToFull(String number, LocalDate since, String basis) {
        int raised = jdbc.sql("""
                update member set standing = 'FULL', standing_since = :since, full_since = :since, joined = :since, basis = :basis
                where number = :number and standing = 'ASSOCIATE' and ended_on is null""")
                .param("since", since).param("basis", basis).param("number", number).update();
        if (raised == 1) {
            contacts.note(number, basis, "standing", Standing.ASSOCIATE, Standing.FULL);
        } else if (find(number).map(Member::standing).orElse(null) != Standing.FULL) {
            throw new IllegalStateException("not an Associate Member: " + number);
        }
    }

    /**
     * How many members whose standing pays there were on a day, by region; Associate Members, and countries without a
     * region, are left out.
     *
     * @param but references of applications that it counts without: what came of them
     */
    public Map<Region, Integer> byRegion(LocalDate day, Collection<String> but) {
        Map<Region, Integer> out = new EnumMap<>(Region.class);
        jdbc.sql("""
                select c.region, count(*) as members from member m join country c on c.alpha3 = m.country
                where m.joined <= :day and (m.ended_on is null or m.ended_on >= :day) and c.region is not null
                  and (m.origin is null or m.origin <> all (:but)) group by c.region""")
                .param("day", day).param("but", but.toArray(String[]::new))
                .query(row -> {
                    out.put(Region.valueOf(row.getString("region")), row.getInt("members"));
                });
        return out;
    }

    /**
     * Takes an Associate Member's admission back: its entry ends with that day and stays with its number, but counts as none,
     * and its application may be admitted again under another. Harmless for an entry that has ended or was never Associate.
     */
    @Transactional
    public void annul(String number, LocalDate day, String reason, String by) {
        int annulled = jdbc.sql("""
                update member set ended_on = :day, end_reason = :reason, annulled = true, origin = null
                where number = :number and standing = 'ASSOCIATE' and ended_on is null""")
                .param("day", day).param("reason", reason).param("number", number).update();
        if (annulled == 1) {
            contacts.note(number, by, "endedOn", null, day);
        }
    }

    /** Ends a membership with that day as its last; the first end stands. */
    @Transactional
    public void end(String number, LocalDate lastDay, String reason) {
        int ended = jdbc.sql("update member set ended_on = :day, end_reason = :reason where number = :number and ended_on is null")
                .param("day", lastDay).param("reason", reason).param("number", number).update();
        if (ended == 1) {
            contacts.note(number, reason, "endedOn", null, lastDay);
        }
    }

    /**
     * Changes what is known of a member and notes who changed what. A figure that a fee goes by counts from the next fee year; one
     * that wasn't known before counts at once.
     */
    public void revise(String number, MemberDetails d, String by) {
        revise(number, d, by, false);
    }

    /**
     * The same.
     *
     * @param correction the former figure was wrong: the new one counts for the present fee year too
     */
    @Transactional
    public void revise(String number, MemberDetails d, String by, boolean correction) {
        Member before = find(number).orElseThrow(() -> new IllegalArgumentException("no such member: " + number));
        if (before.details().equals(d)) {
            return;
        }
        jdbc.sql("""
                update member set name = :name, local_name = :localName, country = :country, level = :level,
                  organisation_type = :organisationType, website = :website, population = :population,
                  population_year = :populationYear, population_source = :populationSource, employees = :employees,
                  employees_year = :employeesYear, search_name = :search where number = :number""")
                .param("name", d.name()).param("localName", d.localName()).param("country", d.country()).param("level", name(d.level()))
                .param("organisationType", name(d.organisationType())).param("website", d.website()).param("population", d.population())
                .param("populationYear", d.populationYear()).param("populationSource", d.populationSource())
                .param("employees", d.employees()).param("employeesYear", d.employeesYear()).param("search", searchName(d))
                .param("number", number).update();
        if (correction) {
            correctFeeFigure(before, d);
        } else {
            keepFeeFigure(before, by);
        }
        contacts.note(number, by, "name", before.name(), d.name());
        contacts.note(number, by, "localName", before.localName(), d.localName());
        contacts.note(number, by, "country", before.country(), d.country());
        contacts.note(number, by, "level", before.level(), d.level());
        contacts.note(number, by, "organisationType", before.organisationType(), d.organisationType());
        contacts.note(number, by, "website", before.website(), d.website());
        contacts.note(number, by, "population", before.population(), d.population());
        contacts.note(number, by, "populationYear", before.populationYear(), d.populationYear());
        contacts.note(number, by, "populationSource", before.populationSource(), d.populationSource());
        contacts.note(number, by, "employees", before.employees(), d.employees());
        contacts.note(number, by, "employeesYear", before.employeesYear(), d.employeesYear());
    }

    // The first change of a year keeps what counted; a later one only adds what wasn't known at the first
    private void keepFeeFigure(Member before, String by) {
        jdbc.sql("""
                insert into member_fee_figure as f (member_number, fee_year, category, standing, country, population, population_year, population_source,
                  employees, employees_year, noted_by, noted_at)
                values (:number, :year, :category, :standing, :country, :population, :populationYear, :populationSource, :employees, :employeesYear, :by, :at)
                on conflict (member_number, fee_year) do update set
                  population_year = case when f.population is null then excluded.population_year else f.population_year end,
                  population_source = case when f.population is null then excluded.population_source else f.population_source end,
                  population = coalesce(f.population, excluded.population),
                  employees_year = case when f.employees is null then excluded.employees_year else f.employees_year end,
                  employees = coalesce(f.employees, excluded.employees)""")
                .param("number", before.number()).param("year", calendar.feeYear()).param("category", before.category().name())
                .param("standing", before.standing().name()).param("country", before.country()).param("population", before.population())
                .param("populationYear", before.populationYear()).param("populationSource", before.populationSource())
                .param("employees", before.employees()).param("employeesYear", before.employeesYear()).param("by", by == null ? "" : by)
                .param("at", Rows.at(calendar.now())).update();
    }

    // Wherever the wrong figure was kept, and in the present year in any case
    private void correctFeeFigure(Member before, MemberDetails d) {
        jdbc.sql("""
                update member_fee_figure set
                  country = case when fee_year = :year or country = :wrongCountry then :country else country end,
                  population_year = case when fee_year = :year or population = :wrongPopulation then :populationYear else population_year end,
                  population_source = case when fee_year = :year or population = :wrongPopulation then :populationSource else population_source end,
                  population = case when fee_year = :year or population = :wrongPopulation then :population else population end,
                  employees_year = case when fee_year = :year or employees = :wrongEmployees then :employeesYear else employees_year end,
                  employees = case when fee_year = :year or employees = :wrongEmployees then :employees else employees end
                where member_number = :number""")
                .param("wrongCountry", before.country()).param("wrongPopulation", before.population()).param("wrongEmployees", before.employees())
                .param("country", d.country()).param("population", d.population()).param("populationYear", d.populationYear())
                .param("populationSource", d.populationSource()).param("employees", d.employees()).param("employeesYear", d.employeesYear())
                .param("number", before.number()).param("year", calendar.feeYear()).update();
    }

    /**
     * Gives an approved member another category, as the Committee decided; its fee goes by it from the next fee year, and the day
     * on which it joined stays.
     *
     * @return false if it is of that category already
     */
    @Transactional
    public boolean changeCategory(String number, Category category, LocalDate since, String basis, String by) {
        Member before = find(number).orElseThrow(() -> new IllegalArgumentException("no such member: " + number));
        if (!before.standing().paysFee()) {
            throw new IllegalStateException("not approved yet: " + number);
        }
        if (before.category() == category) {
            return false;
        }
        Standing standing = Standing.approved(category);
        keepFeeFigure(before, by);
        jdbc.sql("""
                update member set category = :category, standing = :standing, standing_since = :since,
                  full_since = case when :standing = 'FULL' then cast(:since as date) end, basis = :basis where number = :number""")
                .param("category", category.name()).param("standing", standing.name()).param("since", since).param("basis", basis)
                .param("number", number).update();
        contacts.note(number, by, "category", before.category(), category);
        contacts.note(number, by, "standing", before.standing(), standing);
        contacts.note(number, by, "basis", before.basis(), basis);
        return true;
    }

    /** Who was given another name since that day, by member number: the name before. */
    public Map<String, String> renamedSince(LocalDate day) {
        Map<String, String> renamed = new HashMap<>();
        jdbc.sql("select member_number, old_value from member_change where field = 'name' and old_value is not null and changed_at >= :since order by id desc")
                .param("since", Rows.at(calendar.startOf(day)))
                .query((row, i) -> renamed.put(row.getString(1), row.getString(2))).list();
        return renamed;
    }

    /** Whose category that counts for that fee year is another than the register's, by member number: the category that counts. */
    public Map<String, Category> otherCategoryIn(int feeYear) {
        Map<String, Category> other = new HashMap<>();
        jdbc.sql("""
                select distinct on (f.member_number) f.member_number, f.category, m.category as now from member_fee_figure f
                join member m on m.number = f.member_number where f.fee_year >= :year order by f.member_number, f.fee_year""")
                .param("year", feeYear).query((row, i) -> row.getString("category").equals(row.getString("now")) ? null
                        : other.put(row.getString("member_number"), Category.valueOf(row.getString("category")))).list();
        return other;
    }

    /** Corrects since when and by whose decision the present standing holds (the register's history, not a decision of today). */
    @Transactional
    void correctStanding(String number, LocalDate since, String basis, String by) {
        Member before = find(number).orElseThrow();
        jdbc.sql("""
                update member set standing_since = :since, basis = :basis,
                  full_since = case when standing = 'FULL' then cast(:since as date) else full_since end,
                  joined = case when standing = 'ASSOCIATE' then null else cast(:since as date) end
                where number = :number""")
                .param("since", since).param("basis", basis).param("number", number).update();
        contacts.note(number, by, "standingSince", before.standingSince(), since);
        contacts.note(number, by, "basis", before.basis(), basis);
    }

    /** By number, ended members too. */
    public Optional<Member> find(String number) {
        return jdbc.sql(SELECT + "where m.number = :number").param("number", number).query(Members::member).optional();
    }

    /** The same for everybody to see: an admission that was taken back never was one. */
    public Optional<Member> published(String number) {
        return jdbc.sql(SELECT + "where m.number = :number and not m.annulled").param("number", number).query(Members::member).optional();
    }

    /** By the application's reference. */
    public Optional<Member> byOrigin(String reference) {
        return jdbc.sql(SELECT + "where m.origin = :origin").param("origin", reference).query(Members::member).optional();
    }

    /**
     * Present members by name. Every filter may be null or blank.
     *
     * @param country ISO 3166-1 alpha-3
     * @param q       words in the name, the local name, the country's name or the member number; accents don't matter
     */
    public List<Member> search(Standing standing, String country, String q) {
        return register(standing, country, q, false);
    }

    /** As {@link #search}, with ended members too where that is wanted. */
    public List<Member> register(Standing standing, String country, String q, boolean endedToo) {
        String[] words = Words.folded(q).split(" ");
        StringBuilder sql = new StringBuilder(SELECT).append("where true");
        if (!endedToo) {
            sql.append(" and m.ended_on is null");
        }
        if (standing != null) {
            sql.append(" and m.standing = :standing");
        }
        if (country != null && !country.isBlank()) {
            sql.append(" and m.country = :country");
        }
        for (int i = 0; i < words.length; i++) {
            if (!words[i].isEmpty()) {
                sql.append(" and position(:word").append(i).append(" in m.search_name || ' ' || c.search_name || ' ' || lower(replace(m.number, '-', ' '))) > 0");
            }
        }
        var statement = jdbc.sql(sql.append(" order by m.search_name, m.number").toString());
        if (standing != null) {
            statement = statement.param("standing", standing.name());
        }
        if (country != null && !country.isBlank()) {
            statement = statement.param("country", country.strip());
        }
        for (int i = 0; i < words.length; i++) {
            if (!words[i].isEmpty()) {
                statement = statement.param("word" + i, words[i]);
            }
        }
        return statement.query(Members::member).list();
    }

    /**
     * Who owes the fee of that year: Full, Friendship and Corporate Members from the year after they joined, whose membership
     * hadn't ended before the year began. By member number; each with what counts for that year.
     */
    public List<Member> payingMembers(int year) {
        return jdbc.sql(SELECT_FOR_YEAR + """
                where m.standing <> 'ASSOCIATE' and m.joined < make_date(:year, 1, 1)
                  and (m.ended_on is null or m.ended_on >= make_date(:year, 1, 1))""" + BY_NUMBER)
                .param("year", year).query(Members::member).list();
    }

    /** A member by number with what counts for that fee year, ended members too. */
    public Optional<Member> forFeeYear(String number, int feeYear) {
        return jdbc.sql(SELECT_FOR_YEAR + "where m.number = :number").param("number", number).param("year", feeYear).query(Members::member).optional();
    }

    /** Whose membership ended in that year. By member number. */
    public List<Member> endedIn(int year) {
        return jdbc.sql(SELECT + "where m.ended_on >= make_date(:year, 1, 1) and m.ended_on < make_date(:year + 1, 1, 1)" + BY_NUMBER)
                .param("year", year).query(Members::member).list();
    }

    /** A present member of that name in that country and category, if there is one; accents don't matter. */
    public Optional<Member> namesake(String name, String country, Category category) {
        return jdbc.sql(SELECT + "where m.country = :country and m.category = :category and m.ended_on is null" + BY_NUMBER)
                .param("country", country).param("category", category.name()).query(Members::member).list().stream()
                .filter(m -> Words.folded(m.name()).equals(Words.folded(name))).findFirst();
    }

    /** Whether a city of that name in that country was a member whose membership has ended; one taken back never was. */
    public boolean wasMember(String name, String country) {
        return jdbc.sql(SELECT + "where m.country = :country and m.category = 'FULL' and m.ended_on is not null and not m.annulled")
                .param("country", country).query(Members::member).list().stream()
                .anyMatch(m -> Words.folded(m.name()).equals(Words.folded(name)));
    }

    /** The numbers of entries that were taken back: they stay in the register, and never were members. */
    public Set<String> annulled() {
        return new HashSet<>(jdbc.sql("select number from member where annulled").query(String.class).list());
    }

    /** What was changed of a member, newest first. */
    public List<MemberChange> changes(String number) {
        return jdbc.sql("select * from member_change where member_number = :number order by id desc").param("number", number)
                .query((row, i) -> new MemberChange(Rows.instant(row, "changed_at"),
                        row.getString("changed_by"), row.getString("field"), row.getString("old_value"), row.getString("new_value")))
                .list();
    }

    private static String searchName(MemberDetails d) {
        String local = Words.folded(d.localName());
        return local.isEmpty() ? Words.folded(d.name()) : Words.folded(d.name()) + " · " + local;
    }

    private static String name(Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static Member member(ResultSet row, int index) throws SQLException {
        return new Member(row.getString("number"), Category.valueOf(row.getString("category")), Standing.valueOf(row.getString("standing")),
                row.getString("name"), row.getString("local_name"), row.getString("country"), row.getString("country_name"),
                row.getString("level") == null ? null : Level.valueOf(row.getString("level")),
                row.getString("organisation_type") == null ? null : OrganisationType.valueOf(row.getString("organisation_type")),
                row.getString("website"), row.getObject("population", Long.class), row.getObject("population_year", Integer.class),
                row.getString("population_source"), row.getObject("employees", Long.class), row.getObject("employees_year", Integer.class),
                row.getObject("standing_since", LocalDate.class), row.getObject("full_since", LocalDate.class), row.getString("basis"),
                row.getObject("joined", LocalDate.class), row.getObject("ended_on", LocalDate.class), row.getBoolean("returning_city"),
                row.getString("origin"));
    }
}
