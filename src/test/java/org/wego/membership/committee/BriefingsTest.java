package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.site.FileHeadersTest;
import org.wego.membership.HouseTest;
import org.wego.membership.PdfA;
import org.wego.membership.letter.Document;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.member.Level;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.Region;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Figures;
import org.wego.membership.story.Pdfs;

/** What members read before they answer. */
@HouseTest
class BriefingsTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Briefings briefings;
    @Autowired
    Members members;
    @Autowired
    Countries countries;
    @Autowired
    Documents documents;
    @Autowired
    Ballots ballots;
    @Autowired
    CommitteePost post;
    @Autowired
    VoteSessions sessions;
    @Autowired
    TransactionTemplate transaction;
    MockMvc pages;

    @BeforeEach
    void openPages() {
        pages = ground.pages();
    }

    private String city(String name, String country, AgendaCase.Fee fee) {
        return waits(Category.FULL, name, country, List.of(new AgendaCase.Fact("Inhabitants", "1,190,964", "Census, 2025"),
                AgendaCase.Fact.of("Level", "City"), AgendaCase.Fact.of("Head", "Amina Diallo, Mayor"),
                new AgendaCase.Fact("Signed by", "Amina Diallo, Mayor", "As mayor"),
                AgendaCase.Fact.of("Why it wants to join", "We bring twelve years of open services and want to learn how others run theirs.")), fee);
    }

    private String waits(Category category, String name, String country, List<AgendaCase.Fact> facts, AgendaCase.Fee fee) {
        String reference = "WEGO-2026-B" + System.nanoTime();
        ground.cases.submit(new AgendaCase(reference, category, name, country, facts,
                List.of(new AgendaCase.Paper(documents.store("scan.pdf", "application/pdf", new byte[] {1}), "Application form, signed")),
                "The Secretariat has checked this application and recommends approval.", fee));
        return reference;
    }

    private AgendaCase.Fee fee(String amount) {
        int year = ground.calendar.feeYear() + 1;
        return amount == null ? new AgendaCase.Fee(null, year, "The IMF publishes no GDP per capita for it.")
                : new AgendaCase.Fee(new BigDecimal(amount), year, Figures.usd(new BigDecimal(amount)) + ": 1,190,964 inhabitants (1–3 million) and 65,080 international dollars a head, IMF October 2025");
    }

    private Round open() {
        return ground.rounds.open(new Rounds.Opening("ballot", 14, null, List.of(), "test"));
    }

    @Test
    void theFeesOfAllApprovalsAreSummedAndTheUnknownAreNamed() {
        ground.committee(2);
        city("Sum One", "KOR", fee("5000"));
        city("Sum Two", "FRA", fee("2500.50"));
        city("Sum Three", "PRK", fee(null));
        String gone = city("Sum Four", "KEN", fee("9000"));
        Round round = open();
        ground.cases.withdraw(gone);
        Briefings.FeeEffect fees = briefings.of(round).fees();
        assertThat(fees.sum()).isEqualByComparingTo("7500.50");
        assertThat(fees.unknown()).isEqualTo(1);
        assertThat(fees.words()).isEqualTo("If all are approved, their fees of " + (ground.calendar.feeYear() + 1)
                + " come to USD 7,500.50. The fee of one case is not known yet.");
    }

    @Test
    void aCaseOfOldHasNoFeeAndNothingIsSaidOfIt() {
        ground.committee(1);
        city("Before fees", "KOR", null);
        Briefings.Pack pack = briefings.of(open());
        assertThat(pack.fees().words()).isNull();
        assertThat(pack.fees().unknown()).isEqualTo(1);
    }

    @Test
    void theBalanceIsThatOfTheOpeningAndOfAllApprovals() {
        ground.committee(2);
        LocalDate today = ground.today();
        int before = members.byRegion(today, List.of()).getOrDefault(Region.AFRICA, 0);
        admit("KEN", Standing.FULL, null);
        // An Associate Member counts once it is approved; one that has left counts no more
        admit("KEN", Standing.ASSOCIATE, null);
        members.end(admit("KEN", Standing.FULL, null), today.minusDays(1), "test");
        String joins = city("Balance One", "TZA", fee("500"));
        city("Balance Two", "FRA", fee("500"));
        Round round = open();
        Briefings.Balance balance = briefings.of(round).balance();
        Briefings.Share africa = balance.shares().stream().filter(share -> share.region() == Region.AFRICA).findFirst().orElseThrow();
        assertThat(africa.now()).isEqualTo(before + 1);
        assertThat(africa.joining()).isEqualTo(1);
        assertThat(africa.then()).isEqualTo(before + 2);
        assertThat(balance.joining()).isEqualTo(2);
        assertThat(balance.now()).isEqualTo(balance.shares().stream().mapToInt(Briefings.Share::now).sum());
        assertThat(africa.percentNow()).isEqualTo(Math.round(100f * africa.now() / balance.now()));

        // What comes of the round on the same day doesn't change what was read in it
        admit("TZA", Standing.FULL, joins);
        assertThat(briefings.of(round).balance()).isEqualTo(balance);
    }

    @Test
    void everyCountryButAntarcticaHasARegion() {
        assertThat(countries.all()).filteredOn(country -> country.region() == null).extracting(Country::alpha3).containsExactly("ATA");
        assertThat(countries.find("KOR").orElseThrow().region()).isEqualTo(Region.ASIA);
        assertThat(countries.find("TUR").orElseThrow().region()).isEqualTo(Region.ASIA);
        assertThat(countries.find("RUS").orElseThrow().region()).isEqualTo(Region.EUROPE);
        assertThat(countries.find("MEX").orElseThrow().region()).isEqualTo(Region.AMERICAS);
    }

    @Test
    void thePaperHoldsEverythingAndIsTheSameForEverybody() throws Exception {
        ground.committee(19);
        List<String> names = List.of("수원시", "Αθήνα", "Київ", "São Paulo", "東京都", "Nairobi", "Reykjavík", "Đà Nẵng", "Łódź", "Suva", "Quito", "Tunis",
                "Bishkek", "Plovdiv", "Cluj-Napoca", "Ulaanbaatar", "Addis Ababa", "Villa General Belgrano y Municipios Asociados del Valle de Calamuchita");
        List<String> in = List.of("KOR", "GRC", "UKR", "BRA", "JPN", "KEN", "ISL", "VNM", "POL", "FJI", "ECU", "TUN", "KGZ", "BGR", "ROU", "MNG", "ETH", "ARG");
        DocumentId form = documents.store("scan0001.pdf", "application/pdf", new byte[] {1});
        for (int i = 0; i < names.size(); i++) {
            String reference = "WEGO-2026-B" + System.nanoTime();
            ground.cases.submit(new AgendaCase(reference, Category.FULL, names.get(i), in.get(i),
                    List.of(AgendaCase.Fact.of("Level", "City"), new AgendaCase.Fact("Inhabitants", "1,190,964", "Census, 2025"),
                            AgendaCase.Fact.of("Head", "Amina Diallo, Mayor"), new AgendaCase.Fact("Signed by", "Amina Diallo, Mayor", "As mayor"),
                            AgendaCase.Fact.of("Local name", names.get(i)), AgendaCase.Fact.of("Website", "https://www.city.example"),
                            AgendaCase.Fact.of("Why it wants to join",
                                    "We bring twelve years of open services and want to learn how others run theirs. ".repeat(1 + i % 4))),
                    List.of(new AgendaCase.Paper(form, "Application form, signed"), new AgendaCase.Paper(form, "Resolution to join")),
                    "The Secretariat has accepted this city as an Associate Member and recommends approval.", fee(i == 7 ? null : "" + (i + 1) * 500)));
        }
        Round round = open();
        byte[] pdf = briefings.pdf(round);
        Files.write(Path.of("target", "briefing.pdf"), pdf);
        assertThat(briefings.pdf(round)).isEqualTo(pdf);
        assertThat(PdfA.faults(pdf)).isEmpty();
        String text = Pdfs.archived(pdf);
        assertThat(text).contains(round.reference()).contains("18 cases").contains(names).contains("Application form, signed, Resolution to join")
                .contains("Balance of regions").contains("Not known yet").contains("in Seoul").doesNotContain("scan0001").doesNotContain("#");
        assertThat(text.replace(" ", "")).contains(round.frozenHash());

        String other = ground.rounds.cases(round.reference()).get(1).reference();
        ground.cases.withdraw(other);
        assertThat(Pdfs.archived(briefings.pdf(round))).contains("17 cases").doesNotContain("Αθήνα");
    }

    @Test
    void onlyWhoHasTheAgendaOpenGetsThePaperAndTheCalendarFile() throws Exception {
        List<Seat> seats = ground.committee(2);
        city("Paper", "KOR", fee("5000"));
        Round round = open();
        for (String path : List.of("/vote/briefing.pdf", "/vote/calendar.ics")) {
            pages.perform(get(path)).andExpect(status().isNotFound());
            pages.perform(get(path).cookie(new Cookie("wego-vote", "made-up"))).andExpect(status().isNotFound());
        }
        Cookie session = new Cookie("wego-vote", sessions.open("vote", round.reference(), seats.get(0).number(), "code"));
        byte[] pdf = pages.perform(get("/vote/briefing.pdf").cookie(session)).andExpect(status().isOk())
                .andExpect(FileHeadersTest.shown()).andReturn().getResponse().getContentAsByteArray();
        assertThat(pdf).isEqualTo(briefings.pdf(round));
        String file = pages.perform(get("/vote/calendar.ics").cookie(session)).andExpect(status().isOk())
                .andExpect(FileHeadersTest.saved("text/calendar", round.reference() + ".ics")).andReturn().getResponse().getContentAsString();
        assertThat(file).contains("DTSTART:" + round.closesAt().toString().replaceAll("[-:]", "")).contains("SEQUENCE:0")
                .contains("UID:" + round.reference() + "@").doesNotContain("#");
        pages.perform(get("/vote/agenda").cookie(session)).andExpect(status().isOk()).andExpect(content().string(allOf(
                containsString("its fee of " + (ground.calendar.feeYear() + 1) + " is USD 5,000."), containsString("href=\"/vote/briefing.pdf\""), containsString("href=\"/vote/calendar.ics\""),
                containsString("Balance of regions"), containsString("1,190,964 inhabitants (1–3 million)"))));
        pages.perform(get("/office/rounds/" + round.reference() + "/briefing.pdf")).andExpect(status().is3xxRedirection());
        pages.perform(get("/office/rounds/" + round.reference() + "/briefing.pdf").with(user("s").roles("secretariat"))).andExpect(status().isOk())
                .andExpect(FileHeadersTest.shown());
    }

    @Test
    void theInvitationCarriesTheClosingTimeAndNoToken() {
        List<Seat> seats = ground.committee(2);
        city("Carried", "KOR", fee("5000"));
        Round round = open();
        ballots.invite(round.reference());
        List<String> carried = ground.jdbc.sql("select distinct jsonb_array_elements(content->'attachments')->>'value' from letter where about = ? and kind = 'VOTE_INVITATION'")
                .param(round.reference()).query(String.class).list();
        assertThat(carried).hasSize(1);
        Document file = documents.get(DocumentId.of(carried.get(0)));
        assertThat(file.name()).isEqualTo(round.reference() + ".ics");
        assertThat(file.contentType()).startsWith("text/calendar");
        String text = new String(file.bytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("BEGIN:VEVENT");
        for (Seat seat : seats) {
            assertThat(text.replace("\r\n ", "")).doesNotContain(ground.token(round.reference(), seat)).doesNotContain(seat.city());
        }
    }

    @Test
    void aMeetingsAgendaCarriesTheBriefingAndItsDay() {
        ground.committee(1);
        city("Met", "KOR", fee("5000"));
        Round round = ground.rounds.open(new Rounds.Opening("meeting", 14, ground.today().plusDays(9), List.of(), "test"));
        transaction.executeWithoutResult(status -> post.meetingAgenda(round, ground.rounds.cases(round.reference()), ground.rounds.roll(round.reference())));
        List<String> names = ground.jdbc.sql("select d.name from letter l, jsonb_array_elements(l.content->'attachments') a join document d on d.id::text = a->>'value'"
                + " where l.about = ? order by d.name").param(round.reference()).query(String.class).list();
        assertThat(names).containsExactly("Briefing-" + round.reference() + ".pdf", round.reference() + ".ics");
        assertThat(new String(briefings.calendarFile(round).orElseThrow(), StandardCharsets.UTF_8))
                .contains("DTSTART;VALUE=DATE:" + round.meetingDate().toString().replace("-", ""));
    }

    @Test
    void documentsOfOldStandByTheirFilesNamesInTheirOrder() {
        transaction.executeWithoutResult(status -> {
            // The migration once more, over tables as they were before it, which stand in front of the real ones
            status.setRollbackOnly();
            DocumentId form = documents.store("signed form.pdf", "application/pdf", new byte[] {1});
            DocumentId letter = documents.store("authority.pdf", "application/pdf", new byte[] {2});
            for (String table : List.of("agenda_case", "round_case")) {
                ground.jdbc.sql("create temp table " + table + " (reference text, documents uuid[] not null default '{}') on commit drop").update();
                ground.jdbc.sql("insert into " + table + " values ('two', array[cast(? as uuid), cast(? as uuid)]), ('none', '{}')")
                        .param(letter.toString()).param(form.toString()).update();
            }
            try (var script = getClass().getResourceAsStream("/db/migration/V054__briefing.sql")) {
                ground.jdbc.sql(new String(script.readAllBytes(), StandardCharsets.UTF_8)).update();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (String table : List.of("agenda_case", "round_case")) {
                assertThat(ground.jdbc.sql("select papers->0->>'title' || ', ' || (papers->1->>'title') || ', ' || (papers->1->>'id') from " + table
                        + " where reference = 'two'").query(String.class).single()).isEqualTo("authority.pdf, signed form.pdf, " + form);
                assertThat(ground.jdbc.sql("select papers::text from " + table + " where reference = 'none'").query(String.class).single()).isEqualTo("[]");
            }
        });
    }

    private String admit(String country, Standing standing, String origin) {
        return members.admit(new NewMember(origin, Category.FULL, standing, MemberDetails.city("Briefed " + System.nanoTime(), null, country,
                Level.CITY, null, 1000L, 2025, "census"), ground.today().minusYears(origin == null ? 2 : 0), "test", false, null, null, "test")).number();
    }
}
