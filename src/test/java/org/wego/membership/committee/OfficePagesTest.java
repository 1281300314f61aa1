package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wego.membership.FormToken.formToken;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.hamcrest.Matchers.containsString;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.wego.membership.HouseTest;
import org.wego.membership.site.InvalidInput;

/** Seats and rounds at the office, and seats from files. */
@HouseTest
class OfficePagesTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    SeatImport files;
    @Autowired
    Ballots ballots;
    MockMvc pages;

    @BeforeEach
    void pages() {
        pages = ground.pages();
    }

    private static RequestPostProcessor as(String group) {
        return user(group).roles(group);
    }

    private SeatImport.Report read(String csv, boolean dryRun) {
        return files.read(csv.getBytes(StandardCharsets.UTF_8), dryRun, "test");
    }

    @Test
    void aFileIsLookedAtThenKeptAllOrNothing() {
        ground.clear();
        String head = "city;memberNumber;addresses;from;to;president\n";
        SeatImport.Report faulty = read(head + "Alpha;;a@alpha.example b@alpha.example;2026-01-01;;yes\n"
                + ";;x@y.example;2026-01-01;;\nBeta;;nobody;2026-13-01;;maybe\nGamma;;;2026-01-01;2025-01-01;\nDelta;M-9999;;2026-01-01;;yes\n"
                + "alpha;;;2026-01-01;;\n", false);
        assertThat(faulty.fit()).isFalse();
        assertThat(faulty.rows()).extracting(SeatImport.Row::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(faults(faulty, 0)).containsExactly("president");
        assertThat(faults(faulty, 1)).containsExactly("city");
        assertThat(faults(faulty, 2)).containsExactlyInAnyOrder("from", "president", "addresses");
        assertThat(faults(faulty, 3)).containsExactly("to");
        assertThat(faults(faulty, 4)).contains("memberNumber", "president");
        assertThat(faults(faulty, 5)).contains("city");
        assertThat(ground.seats.on(ground.today())).isEmpty();

        String good = head + "Alpha;;a@alpha.example b@alpha.example;2026-01-01;;yes\nBeta;;;2026-02-01;;\n";
        assertThat(read(good, true).fit()).isTrue();
        assertThat(ground.seats.on(ground.today())).isEmpty();
        assertThat(read(good, false).added()).isEqualTo(2);
        assertThat(ground.seats.on(ground.today())).extracting(Seat::city).containsExactly("Alpha", "Beta");
        // The same file again changes; the President City may pass from one row to another in any order
        SeatImport.Report again = read(head + "Beta;;b@beta.example;2026-02-01;;yes\nAlpha;;a@alpha.example;2026-01-01;;\n", false);
        assertThat(again.changed()).isEqualTo(2);
        assertThat(ground.seats.on(ground.today())).extracting(Seat::city).containsExactly("Beta", "Alpha");
        assertThat(ground.seats.changes(ground.seats.on(ground.today()).get(0).number())).hasSize(2);
    }

    private static List<String> faults(SeatImport.Report report, int row) {
        return report.rows().get(row).faults().stream().map(fault -> fault.field()).toList();
    }

    @Test
    void filesThatAreNoSeatsAreRefusedInWords() {
        assertThatThrownBy(() -> read("a,b\n1,2\n", true)).isInstanceOf(InvalidInput.class).hasMessageContaining("addresses");
        assertThatThrownBy(() -> read("city,memberNumber,addresses,from,to,president\n", true)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> files.read(new byte[] {(byte) 0xff, (byte) 0xfe, 0x41}, true, "test")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> read("", true)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void atMostTwentySeatsAndOnePresidentCity() {
        List<Seat> full = ground.committee(20);
        assertThatThrownBy(() -> ground.newSeat("One too many"))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("20");
        assertThatThrownBy(() -> ground.seats.keep(new Seat(full.get(1).number(), full.get(1).city(), null, List.of(), ground.today(), null, true), "test"))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("President");
    }

    @Test
    void officePagesShowAndKeepSeats() throws Exception {
        ground.committee(3);
        String city = "Kept-" + System.nanoTime();
        pages.perform(post("/office/seats").with(formToken()).with(as("secretariat")).param("city", city).param("addresses", "a@b.example\nc@d.example")
                .param("from", ground.today().toString())).andExpect(status().is3xxRedirection());
        Seat kept = ground.seats.all().stream().filter(seat -> seat.city().equals(city)).findFirst().orElseThrow();
        assertThat(kept.addresses()).containsExactly("a@b.example", "c@d.example");
        pages.perform(get("/office/seats").with(as("owners"))).andExpect(status().isOk()).andExpect(content().string(containsString(city)));
        pages.perform(get("/office/seats/" + kept.number()).with(as("secretariat"))).andExpect(status().isOk())
                .andExpect(content().string(containsString("now in Asia/Seoul")));
        pages.perform(post("/office/seats/" + kept.number()).with(formToken()).with(as("secretariat")).param("city", city)
                .param("from", ground.today().toString()).param("zone", "Pacific/Kiritimati")).andExpect(status().is3xxRedirection());
        assertThat(ground.seats.find(kept.number()).orElseThrow().zone().getId()).isEqualTo("Pacific/Kiritimati");
        pages.perform(post("/office/seats/" + kept.number()).with(formToken()).with(as("secretariat")).param("city", city)
                .param("from", ground.today().toString()).param("zone", "Moon/Tycho")).andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Moon/Tycho is no time zone")));
        pages.perform(post("/office/seats/" + kept.number()).with(formToken()).with(as("secretariat")).param("city", city).param("from", "soon"))
                .andExpect(status().isBadRequest()).andExpect(content().string(containsString("soon is no day")));
        pages.perform(post("/office/seats").with(formToken()).with(as("treasurer")).param("city", "X")).andExpect(status().isForbidden());
        pages.perform(get("/office/seats/import").with(as("secretariat"))).andExpect(status().isForbidden());
        pages.perform(get("/office/seats/import").with(as("camunda-admin"))).andExpect(status().isOk());
        byte[] csv = ("city,memberNumber,addresses,from,to,president\n" + city + ",,new@b.example," + ground.today() + ",,\n").getBytes(StandardCharsets.UTF_8);
        pages.perform(multipart("/office/seats/import").file("file", csv).with(formToken()).with(as("camunda-admin")))
                .andExpect(status().isOk()).andExpect(content().string(containsString("Import these seats")));
        pages.perform(post("/office/seats/import").param("content", new String(csv, StandardCharsets.UTF_8)).param("action", "import")
                .with(formToken()).with(as("camunda-admin"))).andExpect(status().is3xxRedirection());
        assertThat(ground.seats.find(kept.number()).orElseThrow().addresses()).containsExactly("new@b.example");
        pages.perform(multipart("/office/seats/import").with(formToken()).with(as("camunda-admin"))).andExpect(status().isBadRequest());
    }

    @Test
    void officePagesShowRoundsWithoutTheirLinks() throws Exception {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Office-Round");
        pages.perform(get("/office/rounds").with(as("secretariat"))).andExpect(status().isOk()).andExpect(content().string(containsString(only)));
        String round = ground.startBallot(1);
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), CommitteeGround.voter("Answered One"));
        String code = ground.code(round, seats.get(1));
        String page = pages.perform(get("/office/rounds/" + round).with(as("secretariat"))).andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
        assertThat(page).contains("Answered One").contains("Still to answer").contains("1 of 2 seats").doesNotContain(code).doesNotContain("/vote#");
        pages.perform(post("/office/rounds/" + round + "/seats/" + seats.get(1).number() + "/link").with(formToken()).with(as("secretariat")))
                .andExpect(status().is3xxRedirection());
        assertThat(ground.links.byCode("vote", code).orElseThrow().current()).isFalse();
        pages.perform(post("/office/rounds/" + round + "/seats/" + seats.get(1).number() + "/link").with(formToken()).with(as("owners")))
                .andExpect(status().isForbidden());
        pages.perform(get("/office/rounds/" + round + "/resolution").with(as("secretariat"))).andExpect(status().isNotFound());
        pages.perform(get("/office/rounds/EC-1900-001").with(as("secretariat"))).andExpect(status().isNotFound());
    }
}
