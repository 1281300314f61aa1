package org.wego.membership.fee;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.engine.Rows;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Texts;

/**
 * The ledger of cities that Friendship Members brought. A referral is claimed in the application and confirmed by the
 * Secretariat; it counts in the year in which the city becomes Full, unless the city was a member before. By the table
 * {@code fee-exemption}, five of year Y-1 exempt the Friendship Member for Y.
 */
@Service
public class Referrals {

    static final String TABLE = "fee-exemption";

    private final JdbcClient jdbc;
    private final DecisionTables tables;
    private final Members members;
    private final Texts texts;
    private final Clock clock;

    Referrals(JdbcClient jdbc, DecisionTables tables, Members members, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.tables = tables;
        this.members = members;
        this.texts = texts;
        this.clock = clock;
    }

    /** Whether that number is a present Friendship Member, who alone can have brought a city. */
    public boolean canRefer(String memberNumber) {
        return members.find(memberNumber).filter(m -> m.standing() == Standing.FRIENDSHIP && m.endedOn() == null).isPresent();
    }

    /** Notes that an application names that Friendship Member; a later claim for the same application replaces an unconfirmed one. */
    public void claim(String friendshipMemberNumber, String applicationReference, String city, String country) {
        jdbc.sql("""
                insert into referral (application_reference, member_number, city, country, claimed_at)
                values (:reference, :member, :city, :country, :now)
                on conflict (application_reference) do update set member_number = excluded.member_number, city = excluded.city,
                  country = excluded.country where referral.confirmed_at is null""")
                .param("reference", applicationReference).param("member", friendshipMemberNumber).param("city", city)
                .param("country", country).param("now", now()).update();
    }

    /** The application names nobody any more that could have brought the city; a claim that was confirmed stands. */
    public void unclaim(String applicationReference) {
        jdbc.sql("delete from referral where application_reference = :reference and confirmed_at is null").param("reference", applicationReference).update();
    }

    /** The Secretariat confirms the claim; the first confirmation stands. */
    public void confirm(String applicationReference) {
        jdbc.sql("update referral set confirmed_at = :now where application_reference = :reference and confirmed_at is null")
                .param("now", now()).param("reference", applicationReference).update();
    }

    /** The acceptance with which the claim was confirmed is taken back: it is a mere claim again. Harmless once the city is Full. */
    public void unconfirm(String applicationReference) {
        jdbc.sql("update referral set confirmed_at = null where application_reference = :reference and full_on is null")
                .param("reference", applicationReference).update();
    }

    /** The referred city became Full on that day; the first such day stands. Harmless for an application without a referral. */
    @Transactional
    public void cityBecameFull(String applicationReference, LocalDate day, boolean returning) {
        jdbc.sql("update referral set full_on = :day, returning_city = :returning where application_reference = :reference and full_on is null")
                .param("day", day).param("returning", returning).param("reference", applicationReference).update();
    }

    /** The referral of an application, if one is claimed. */
    public Optional<Referral> of(String applicationReference) {
        return jdbc.sql("select * from referral where application_reference = :reference").param("reference", applicationReference)
                .query(Referrals::referral).optional();
    }

    /** All referrals, the latest claim first. */
    public List<Referral> all() {
        return jdbc.sql("select * from referral order by claimed_at desc, application_reference").query(Referrals::referral).list();
    }

    /** How many of that Friendship Member's referrals count in that year. */
    public int countFor(String memberNumber, int year) {
        return jdbc.sql("""
                select count(*) from referral where member_number = :member and confirmed_at is not null and not returning_city
                  and full_on >= make_date(:year, 1, 1) and full_on < make_date(:year + 1, 1, 1)""")
                .param("member", memberNumber).param("year", year).query(Integer.class).single();
    }

    /** Why that member pays nothing for that fee year, or empty for who pays. */
    public Optional<Exemption> exemptionFor(String memberNumber, int feeYear) {
        return members.find(memberNumber).flatMap(member -> exemptionFor(member, feeYear));
    }

    Optional<Exemption> exemptionFor(Member member, int feeYear) {
        int count = member.standing() == Standing.FRIENDSHIP ? countFor(member.number(), feeYear - 1) : 0;
        Decision decision = tables.decide(TABLE, Map.of("category", member.category().name(), "confirmedReferrals", count));
        return Boolean.parseBoolean(decision.text("exempt"))
                ? Optional.of(new Exemption(feeYear, count, decision.table(), decision.version(), decision.rule(),
                        texts.get("fee.exemption", String.valueOf(count), String.valueOf(feeYear - 1), String.valueOf(feeYear))))
                : Optional.empty();
    }

    private OffsetDateTime now() {
        return Rows.at(clock.instant());
    }

    private static Referral referral(java.sql.ResultSet row, int index) throws java.sql.SQLException {
        return new Referral(row.getString("application_reference"), row.getString("member_number"), row.getString("city"), row.getString("country"),
                Rows.instant(row, "claimed_at"), Rows.instant(row, "confirmed_at"),
                row.getObject("full_on", LocalDate.class), row.getBoolean("returning_city"));
    }
}
