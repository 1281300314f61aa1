package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.committee.CommitteeGround.voter;
import static org.wego.membership.FormToken.formToken;

import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.Cookie;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.wego.membership.site.FileHeadersTest;
import org.wego.membership.HouseTest;
import org.wego.membership.committee.RoundLog.Kind;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.pdf.PdfSheets;
import org.wego.membership.story.Pdfs;

/** Cases and whole rounds in a meeting, before a ballot or after one: agenda, attendance, decisions, minutes. */
@HouseTest
class MeetingTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    Meetings meetings;
    @Autowired
    VoteSessions sessions;
    @Autowired
    RoundLog log;
    @Autowired
    RuntimeService runtime;
    @Autowired
    DemoClock clock;
    @Autowired
    LetterDesk letters;
    @Autowired
    Documents documents;
    @Autowired
    PdfSheets sheets;
    @Autowired
    TestRestTemplate http;
    MockMvc pages;

    @BeforeEach
    void pages() {
        pages = ground.pages();
    }

    private void refusedStart(Map<String, Object> variables, String words) {
        assertThatThrownBy(() -> ground.startRound(variables)).hasMessageContaining(words);
    }

    private Task record(String round) {
        return ground.task(round, "recordMeetingDecision");
    }

    private void recorded(String round, Map<String, Object> values) {
        ground.complete(record(round), values);
    }

    private List<String> agenda(String round) {
        return ground.rounds.cases(round).stream().map(RoundCase::reference).toList();
    }

    private byte[] pdf(String words) {
        return sheets.begin("Minutes", ground.clock.instant()).heading("Minutes").paragraph(words).finish();
    }

    @Test
    void aStartTakesJustTheCasesThatAreTicked() {
        ground.committee(2);
        String first = ground.waits("Ticked-First");
        String second = ground.waits("Ticked-Second");
        String third = ground.waits("Ticked-Third");
        refusedStart(Map.of("cases", "[\"" + first + "\",\"WEGO-1900-0001\"]"), "WEGO-1900-0001");
        refusedStart(Map.of("cases", "[7"), "cases");
        assertThat(agenda(ground.startRound(Map.of("cases", "[\"" + third + "\",\"" + first + "\"]")))).containsExactly(first, third);
        assertThat(ground.cases.standing(second).orElseThrow().state()).isEqualTo(CaseStanding.State.WAITING);
        assertThat(agenda(ground.startRound(Map.of("mode", "meeting", "cases", List.of(second))))).containsExactly(second);
        refusedStart(Map.of("cases", second), second);
    }

    @Test
    void anEmptyTickListTakesAllThatWait() {
        ground.committee(2);
        String first = ground.waits("All-First");
        String second = ground.waits("All-Second");
        assertThat(agenda(ground.startRound(Map.of("cases", "[]")))).containsExactly(first, second);
    }

    @Test
    void theStartFormOffersTheCasesThatWaitNow() {
        ground.committee(2);
        String waits = ground.waits("Offered");
        String path = "/engine-rest/process-definition/key/executive-committee-vote/deployed-start-form";
        String form = http.withBasicAuth("secretariat", "demo").getForObject(path, String.class);
        assertThat(form).contains("\"value\":\"" + waits + "\"").contains("Offered, ");
        ground.startRound(Map.of());
        assertThat(http.withBasicAuth("secretariat", "demo").getForObject(path, String.class)).doesNotContain(waits);
        assertThat(http.getForEntity(path, String.class).getStatusCode().value()).isEqualTo(401);
    }

    @Test
    void whatTheCommitteeWantsToDiscussGoesToAMeetingAfterItsBallot() {
        List<Seat> seats = ground.committee(3);
        String talk = ground.waits("Discuss");
        String plain = ground.waits("Plain");
        String ballot = ground.startBallot(2);
        seats.forEach(seat -> ballots.cast(ballot, seat.number(), Map.of(talk, Answer.DISCUSS, plain, Answer.APPROVE), voter("All")));
        clock.advance(Duration.ofDays(2));
        assertThat(ground.outcome(ballot, talk)).isEqualTo(CommitteeOutcome.MEETING);
        assertThat(ground.cases.standing(talk).orElseThrow().state()).isEqualTo(CaseStanding.State.WAITING);

        // A ballot leaves it alone unless it is ticked; a meeting takes it before all others
        refusedStart(Map.of(), "marked for a meeting");
        String fresh = ground.waits("Fresh");
        String meeting = ground.startRound(Map.of("mode", "meeting"));
        assertThat(agenda(meeting)).containsExactly(talk);
        recorded(meeting, Map.of("outcomes", Map.of(talk, "approve"), "minutesReference", "Minutes 7"));
        assertThat(ground.outcome(meeting, talk)).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(ground.cases.standing(talk).orElseThrow().state()).isEqualTo(CaseStanding.State.DECIDED);
        assertThat(agenda(ground.startRound(Map.of()))).containsExactly(fresh);
    }

    @Test
    void aCaseThatWasToBeDiscussedMayStillGoToABallot() {
        List<Seat> seats = ground.committee(2);
        String talk = ground.waits("Ballot-After-All");
        String first = ground.startBallot(1);
        seats.forEach(seat -> ballots.cast(first, seat.number(), Map.of(talk, Answer.DISCUSS), voter("All")));
        clock.advance(Duration.ofDays(1));
        String second = ground.startRound(Map.of("days", 1, "cases", talk));
        seats.forEach(seat -> ballots.cast(second, seat.number(), Map.of(talk, Answer.REJECT), voter("All")));
        clock.advance(Duration.ofDays(1));
        assertThat(ground.outcome(second, talk)).isEqualTo(CommitteeOutcome.REJECTED);
    }

    @Test
    void aWholeRoundMeetsFirstAndVotesByMailOnWhatItPostponed() {
        List<Seat> seats = ground.committee(3);
        Map<String, Object> decisions = new LinkedHashMap<>();
        for (int i = 1; i <= 18; i++) {
            decisions.put(ground.waits("Whole-" + i), i <= 16 ? "approve" : "postpone");
        }
        String meeting = ground.startRound(Map.of("mode", "meeting"));
        assertThat(agenda(meeting)).hasSize(18);
        recorded(meeting, Map.of("outcomes", decisions, "minutesReference", "Minutes 2026/1"));
        assertThat(ground.rounds.cases(meeting).stream().filter(item -> item.outcome() == CommitteeOutcome.APPROVED)).hasSize(16);
        // The Secretariat brings the postponed ones before the next round, as it decides in its task after the vote
        List<String> postponed = ground.rounds.cases(meeting).stream().filter(item -> item.outcome() == CommitteeOutcome.POSTPONED)
                .map(RoundCase::item).peek(ground.cases::submit).map(AgendaCase::reference).toList();
        String ballot = ground.startBallot(1);
        assertThat(agenda(ballot)).containsExactlyElementsOf(postponed);
        seats.forEach(seat -> ballots.cast(ballot, seat.number(), Map.of(postponed.get(0), Answer.APPROVE, postponed.get(1), Answer.REJECT), voter("All")));
        clock.advance(Duration.ofDays(1));
        assertThat(ground.rounds.cases(ballot)).extracting(RoundCase::outcome).containsExactly(CommitteeOutcome.APPROVED, CommitteeOutcome.REJECTED);
    }

    @Test
    void aWholeRoundWithoutAQuorumByMailIsDecidedInAMeeting() {
        ground.committee(3);
        String one = ground.waits("No-Quorum-One");
        String two = ground.waits("No-Quorum-Two");
        String ballot = ground.startBallot(1);
        clock.advance(Duration.ofDays(1));
        assertThat(ground.rounds.cases(ballot)).extracting(RoundCase::outcome).containsOnly(CommitteeOutcome.NO_QUORUM);
        ground.rounds.cases(ballot).forEach(item -> ground.cases.submit(item.item()));
        String meeting = ground.startRound(Map.of("mode", "meeting"));
        assertThat(agenda(meeting)).containsExactlyInAnyOrder(one, two);
        recorded(meeting, Map.of("outcomes", Map.of(one, "approve", two, "reject"), "minutesReference", "M"));
        assertThat(ground.outcome(meeting, one)).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(ground.outcome(meeting, two)).isEqualTo(CommitteeOutcome.REJECTED);
    }

    @Test
    void everySeatGetsTheAgendaOfAMeetingToComeAndNobodyThatOfOneThatIsOver() {
        List<Seat> seats = ground.committee(3);
        Seat mute = seats.get(2);
        ground.readdress(mute);
        ground.waits("To-Come");
        LocalDate day = ground.today().plusDays(30);
        String coming = ground.startRound(Map.of("mode", "meeting", "meetingDate", day.toString()));
        assertThat(ground.letterKinds(coming)).containsExactly("MEETING_AGENDA", "MEETING_AGENDA");
        assertThat(log.of(coming)).extracting(RoundLog.Entry::kind).containsExactly(Kind.OPENED, Kind.INVITED, Kind.UNREACHABLE);
        ground.complete(ground.reachTask(coming, mute), Map.of("decision", "resend", "email", "reached@city.example"));
        assertThat(letters.about(coming).stream().map(line -> line.kind() + line.to())).contains("MEETING_AGENDA[reached@city.example]");

        ground.waits("Over");
        String over = ground.startRound(Map.of("mode", "meeting", "meetingDate", ground.today().minusDays(3).toString()));
        assertThat(ground.letterKinds(over)).isEmpty();
        assertThat(record(over)).isNotNull();
    }

    @Test
    void theAttendanceListIsTickedWithTheDecisionsAndMayBeLeftOut() throws Exception {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("Attended");
        String round = ground.startRound(Map.of("mode", "meeting"));
        assertThat(runtime.getVariable(record(round).getExecutionId(), "rollSeats").toString())
                .contains(seats.get(0).city() + " (President City)").contains("\"value\":\"" + seats.get(2).number() + "\"");
        Map<String, Object> wrong = Map.of("outcomes", Map.of(only, "approve"), "minutesReference", "M", "attendance", List.of("999999"));
        assertThatThrownBy(() -> recorded(round, wrong)).isInstanceOf(FormFieldValidationException.class).hasMessageContaining("999999");
        recorded(round, Map.of("outcomes", Map.of(only, "approve"), "minutesReference", "M",
                "attendance", List.of("" + seats.get(2).number(), "" + seats.get(0).number())));
        assertThat(meetings.attendance(round).orElseThrow()).extracting(RollSeat::seat).containsExactly(seats.get(0).number(), seats.get(2).number());
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).containsSubsequence(Kind.ATTENDED, Kind.RECORDED, Kind.CLOSED);
        assertThat(Pdfs.text(documents.get(ground.round(round).resolution()).bytes()))
                .contains("2 seats attended").contains(seats.get(2).city());
        pages.perform(get("/office/rounds/" + round).with(user("s").roles("secretariat"))).andExpect(status().isOk())
                .andExpect(content().string(containsString("2 seats attended")));

        String bare = ground.waits("Bare");
        String second = ground.startRound(Map.of("mode", "meeting"));
        recorded(second, Map.of("outcomes", Map.of(bare, "approve"), "minutesReference", "M"));
        assertThat(meetings.attendance(second)).isEmpty();
        assertThat(ground.outcome(second, bare)).isEqualTo(CommitteeOutcome.APPROVED);
    }

    @Test
    void minutesAreFiledWithTheirHashAndShownWhereTheyBelong() throws Exception {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Minuted");
        String round = ground.startRound(Map.of("mode", "meeting"));
        String at = "/office/rounds/" + round;
        byte[] first = pdf("The Committee met.");
        pages.perform(multipart(at + "/minutes").file(file("No.pdf", "no pdf".getBytes())).with(formToken()).with(user("s").roles("secretariat")))
                .andExpect(flash().attributeExists("refused"));
        pages.perform(multipart(at + "/minutes").with(formToken()).with(user("s").roles("secretariat"))).andExpect(flash().attributeExists("refused"));
        pages.perform(multipart(at + "/minutes").file(file("a.pdf", first)).with(formToken()).with(user("t").roles("treasurer"))).andExpect(status().isForbidden());
        assertThat(meetings.minutes(round)).isEmpty();
        for (int i = 0; i < 2; i++) {
            pages.perform(multipart(at + "/minutes").file(file("../..\\Minutes 4.pdf", first)).with(formToken()).with(user("clerk").roles("secretariat")))
                    .andExpect(flash().attributeExists("done"));
        }
        Minutes filed = meetings.minutes(round).stream().reduce((one, other) -> {
            throw new AssertionError("filed twice");
        }).orElseThrow();
        assertThat(filed.name()).isEqualTo("Minutes 4.pdf");
        assertThat(filed.sha256()).isEqualTo(Sha256.hex(first)).isEqualTo(documents.get(filed.document()).sha256());
        RoundLog.Entry entry = log.of(round).get(filed.position() - 1);
        assertThat(entry.kind()).isEqualTo(Kind.MINUTES);
        assertThat(entry.detail()).containsEntry("sha256", filed.sha256()).containsEntry("by", "clerk");
        pages.perform(get(at + "/minutes/" + filed.document()).with(user("o").roles("owners"))).andExpect(status().isOk()).andExpect(content().bytes(first))
                .andExpect(FileHeadersTest.saved("application/pdf", "Minutes 4.pdf"));
        pages.perform(get(at).with(user("s").roles("secretariat"))).andExpect(content().string(containsString(filed.sha256())));

        // A member reads them once the round is over
        Cookie reader = new Cookie("wego-vote", sessions.open("vote", round, seats.get(1).number(), "code"));
        pages.perform(get("/vote/minutes/" + filed.document()).cookie(reader)).andExpect(status().isNotFound());
        pages.perform(get("/vote/agenda").cookie(reader)).andExpect(status().isOk()).andExpect(content().string(containsString("in a meeting")))
                .andExpect(content().string(not(containsString("vote." + only))));
        recorded(round, Map.of("outcomes", Map.of(only, "approve"), "minutesReference", "Minutes 4"));
        pages.perform(get("/vote/minutes/" + filed.document()).cookie(reader)).andExpect(status().isOk()).andExpect(content().bytes(first))
                .andExpect(FileHeadersTest.saved("application/pdf", "Minutes 4.pdf"));
        pages.perform(get("/vote/minutes/" + filed.document())).andExpect(status().isNotFound());
        pages.perform(get("/vote/agenda").cookie(reader)).andExpect(status().isOk()).andExpect(content().string(containsString("Minutes 4.pdf")))
                .andExpect(content().string(containsString("approved the case")));
        Round over = ground.round(round);
        assertThat(Pdfs.text(documents.get(over.resolution()).bytes())).contains("Minutes 4.pdf").contains(filed.sha256().substring(0, 32));

        // What is approved later is filed later: the log goes on
        Minutes later = meetings.file(round, "Approved.pdf", pdf("The Committee met, as approved."), "clerk");
        assertThat(meetings.minutes(round)).containsExactly(filed, later);
        ground.fits(round);
        assertThat(log.of(round).get(log.of(round).size() - 1).kind()).isEqualTo(Kind.MINUTES);
    }

    private static org.springframework.mock.web.MockMultipartFile file(String name, byte[] bytes) {
        return new org.springframework.mock.web.MockMultipartFile("minutes", name, "application/pdf", bytes);
    }

    @Test
    void aBallotHasNoMinutes() {
        ground.committee(1);
        ground.waits("No minutes");
        String round = ground.startRound(Map.of());
        assertThatThrownBy(() -> meetings.file(round, "M.pdf", pdf("x"), "clerk")).isInstanceOf(Refused.class);
    }
}
