package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.HouseTest;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.member.Level;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.Standing;
import org.wego.membership.member.Zones;
import org.wego.membership.site.Moments;

/** Where a seat reads its clock. */
@HouseTest
class SeatZonesTest {

    private static final ZoneId KIRITIMATI = ZoneId.of("Pacific/Kiritimati");
    private static final ZoneId PAGO_PAGO = ZoneId.of("Pacific/Pago_Pago");

    @Autowired
    CommitteeGround ground;
    @Autowired
    CommitteePost post;
    @Autowired
    SeatImport files;
    @Autowired
    Members members;
    @Autowired
    Countries countries;
    @Autowired
    Zones zones;
    @Autowired
    Moments moments;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void aTimeIsToldAsItsReaderSeesIt() {
        Instant instant = Instant.parse("2026-12-03T10:30:00Z");
        assertThat(moments.words(instant, ZoneId.of("Africa/Nairobi"))).isEqualTo("3 December 2026, 13:30 in Nairobi (10:30 UTC)");
        assertThat(moments.words(instant, KIRITIMATI)).isEqualTo("4 December 2026, 00:30 in Kiritimati (3 December, 10:30 UTC)");
        assertThat(moments.words(instant, PAGO_PAGO)).isEqualTo("2 December 2026, 23:30 in Pago Pago (3 December, 10:30 UTC)");
        assertThat(moments.words(instant, ZoneId.of("America/Argentina/Buenos_Aires"))).contains("07:30 in Buenos Aires");
        assertThat(moments.words(instant, null)).isEqualTo(moments.words(instant)).contains("in Seoul");
        // The clock change lies between: the same hour there is another hour of UTC
        assertThat(moments.words(Instant.parse("2026-07-01T15:00:00Z"), ZoneId.of("Europe/Paris"))).contains("17:00 in Paris (15:00 UTC)");
        assertThat(moments.words(Instant.parse("2026-12-01T16:00:00Z"), ZoneId.of("Europe/Paris"))).contains("17:00 in Paris (16:00 UTC)");
    }

    @Test
    void everyInhabitedCountryHasAZoneAndItsCapitalsComesFirst() {
        List<String> without = countries.all().stream().map(Country::alpha3).filter(alpha3 -> zones.of(alpha3).isEmpty()).sorted().toList();
        // Bouvet, Heard and McDonald: nobody lives there. The table leaves Kosovo out.
        assertThat(without).containsExactly("BVT", "HMD", "XKX");
        assertThat(zones.of("RUS")).contains(ZoneId.of("Europe/Moscow"));
        assertThat(zones.of("BRA")).contains(ZoneId.of("America/Sao_Paulo"));
        assertThat(zones.of("ETH")).contains(ZoneId.of("Africa/Addis_Ababa"));
        assertThat(zones.of("KIR")).contains(ZoneId.of("Pacific/Tarawa"));
    }

    @Test
    void itIsThatOfTheCitysCountryUnlessOneIsChosen() {
        ground.clear();
        Seat seat = ground.seats.keep(new Seat(0, null, city("KEN").number(), List.of("n@city.example"), ground.today(), null, false), "test");
        assertThat(seat.zone()).isNull();
        assertThat(ground.seats.zone(seat)).isEqualTo(ZoneId.of("Africa/Nairobi"));
        Seat unknown = ground.newSeat("Nowhere " + seat.number());
        assertThat(ground.seats.zone(unknown)).isEqualTo(moments.zone());
        Seat chosen = ground.seats.keep(zoned(seat, KIRITIMATI), "test");
        assertThat(ground.seats.find(seat.number()).orElseThrow().zone()).isEqualTo(KIRITIMATI);
        assertThat(ground.seats.zone(chosen)).isEqualTo(KIRITIMATI);
        assertThat(ground.seats.changes(seat.number()).get(0).after()).endsWith("Pacific/Kiritimati");
    }

    @Test
    void aFileMayNameItAndAFileWithoutTheColumnLeavesIt() {
        ground.clear();
        String head = "city,memberNumber,addresses,from,to,president";
        assertThat(read(head + ",zone\nFar,,,2026-01-01,,,Pacific/Pago_Pago\nNear,,,2026-01-01,,,\n").fit()).isTrue();
        assertThat(ground.seats.on(ground.today())).extracting(Seat::zone).containsExactly(PAGO_PAGO, null);
        assertThat(read(head + "\nFar,,a@far.example,2026-01-01,,\n").changed()).isEqualTo(1);
        assertThat(ground.seats.on(ground.today()).get(0).zone()).isEqualTo(PAGO_PAGO);
        SeatImport.Report wrong = read(head + ",zone\nFar,,,2026-01-01,,,Moon/Tycho\n");
        assertThat(wrong.rows().get(0).faults()).extracting(fault -> fault.field()).containsExactly("zone");
        assertThat(read(head + ",zone\nFar,,,2026-01-01,,,\n").fit()).isTrue();
        assertThat(ground.seats.on(ground.today()).get(0).zone()).isNull();
    }

    @Test
    void theLettersOfARoundTellEachSeatItsOwnTime() {
        ground.clear();
        Seat east = ground.seats.keep(new Seat(0, "East " + ground.clock.instant(), null, List.of("east@city.example"), ground.today(), null, false, KIRITIMATI), "test");
        Seat west = ground.seats.keep(new Seat(0, "West " + ground.clock.instant(), null, List.of("west@city.example"), ground.today(), null, false, PAGO_PAGO), "test");
        ground.waits("Between the days");
        Round round = ground.rounds.open(new Rounds.Opening("ballot", 14, null, List.of(), "test"));
        RollSeat onRoll = ground.rounds.rollSeat(round.reference(), east.number()).orElseThrow();
        assertThat(onRoll.zone()).isEqualTo(KIRITIMATI);
        transaction.executeWithoutResult(status -> post.invite(round, ground.rounds.cases(round.reference()), ground.rounds.roll(round.reference())));
        assertThat(ground.invitation(round.reference(), east)).contains(moments.words(round.closesAt(), KIRITIMATI)).contains("in Kiritimati").doesNotContain("in Seoul");
        assertThat(ground.invitation(round.reference(), west)).contains(moments.words(round.closesAt(), PAGO_PAGO)).contains("in Pago Pago");

        // Another choice counts at once, for the open round too, and the roll is still the one that was frozen
        ground.seats.keep(zoned(east, ZoneId.of("Africa/Nairobi")), "test");
        assertThat(ground.rounds.rollSeat(round.reference(), east.number()).orElseThrow().zone()).isEqualTo(ZoneId.of("Africa/Nairobi"));
        assertThat(ground.rounds.frozen(round.reference())).doesNotContain("Kiritimati");
    }

    private Member city(String country) {
        return members.admit(new NewMember(null, Category.FULL, Standing.FULL, MemberDetails.city("Zone " + ground.clock.instant(), null, country,
                Level.CITY, null, 1000L, 2025, "census"), ground.today(), "test", false, null, null, "test"));
    }

    private static Seat zoned(Seat seat, ZoneId zone) {
        return new Seat(seat.number(), seat.city(), seat.memberNumber(), seat.addresses(), seat.from(), seat.to(), seat.president(), zone);
    }

    private SeatImport.Report read(String file) {
        return files.read(file.getBytes(StandardCharsets.UTF_8), false, "test");
    }
}
