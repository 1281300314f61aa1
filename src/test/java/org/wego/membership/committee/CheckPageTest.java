package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.FormToken.formToken;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.wego.membership.HouseTest;

/** The page that checks a vote, without an account. */
@HouseTest
class CheckPageTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    RoundEvidence evidence;
    @Autowired
    RoundLog log;
    MockMvc pages;

    @BeforeEach
    void pages() {
        pages = ground.pages();
    }

    private String open() {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("<b>Suwon</b>");
        String round = ground.rounds.open(new Rounds.Opening("ballot", 3, null, List.of(only), "test")).reference();
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), voter("One"));
        return round;
    }

    private Document sent(byte[] file, String receipt, int status) throws Exception {
        return Jsoup.parse(pages.perform(multipart("/check").file("file", file).param("receipt", receipt).with(formToken()))
                .andExpect(status().is(status)).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhatFitsAndHowFarItGoes() throws Exception {
        String round = open();
        String hash = log.of(round).get(1).hash();
        Document page = sent(evidence.json(round), " " + hash.substring(0, 32).toUpperCase() + " " + hash.substring(32), 200);
        assertThat(page.select(".notice.done").text()).contains("All 2 entries fit");
        assertThat(page.select("dl.facts").text()).contains(round, hash, "It is that of entry 2", "It is the same", "worked the outcomes out by it",
                "The closing entry is not in this file", "2 of 2");
        assertThat(page.select("main").html()).contains("&lt;b&gt;Suwon&lt;/b&gt;").doesNotContain("<b>Suwon</b>");
        assertThat(page.text()).contains("What it does not prove", "the name that was typed");
    }

    @Test
    void namesTheFirstEntryThatDoesNotFit() throws Exception {
        String round = open();
        String text = new String(evidence.json(round), StandardCharsets.UTF_8).replace(":\\\"approve\\\"", ":\\\"reject\\\"");
        Document page = sent(text.getBytes(StandardCharsets.UTF_8), "", 200);
        assertThat(page.select(".notice.fault").text()).contains("Entry 2 does not fit", "Its hash is not the one", "The entry before it fits");
        assertThat(page.select("dl.facts").text()).contains("1 of 2");
    }

    @Test
    void asksForAFileAndRefusesWhatIsNone() throws Exception {
        assertThat(sent(new byte[0], "", 400).select(".faults, [role=alert]").text()).contains("Choose a file");
        assertThat(sent("{}".getBytes(StandardCharsets.UTF_8), "abc", 400).text()).contains("A hash has 64 characters");
        assertThat(sent("<html>".getBytes(StandardCharsets.UTF_8), "", 422).select(".notice.fault").text()).contains("cannot be read as a log", "not JSON");
        pages.perform(multipart("/check").file("file", new byte[] {1})).andExpect(status().isForbidden());
    }

    @Test
    void theFormatStandsInTheOpen() throws Exception {
        String words = pages.perform(get("/check/format")).andExpect(status().isOk()).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
        assertThat(words).contains(EvidenceFile.FORMAT);
        for (RoundLog.Kind kind : RoundLog.Kind.values()) {
            assertThat(words).contains("`" + kind + "`");
        }
        assertThat(pages.perform(get("/check")).andExpect(status().isOk()).andReturn().getResponse().getContentAsString()).contains("/check/format");
    }
}
