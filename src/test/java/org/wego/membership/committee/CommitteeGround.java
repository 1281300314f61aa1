package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Category;
import org.wego.membership.member.Level;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.Standing;

/** What the Committee's tests stand on: seats, cases and rounds of their own, and what became of them. */
@Component
@Profile("demo")
class CommitteeGround {

    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Seats seats;
    @Autowired
    CommitteeCases cases;
    @Autowired
    Rounds rounds;
    @Autowired
    PersonalLinks links;
    @Autowired
    OrganisationCalendar calendar;
    @Autowired
    Clock clock;
    @Autowired
    private RoundLog log;
    @Autowired
    private RoundEvidence evidence;
    @Autowired
    private EvidenceCheck check;
    @Autowired
    private LetterDesk desk;
    @Autowired
    private Members members;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TaskService tasks;
    @Autowired
    private Quiet quiet;
    @Autowired
    private WebApplicationContext context;

    /** A Committee of just so many seats, the first the President City's; nobody else sits, and no case waits. */
    List<Seat> committee(int size) {
        clear();
        List<Seat> made = new ArrayList<>();
        int group = NEXT.incrementAndGet();
        for (int i = 1; i <= size; i++) {
            made.add(seats.keep(new Seat(0, "Seat " + group + "-" + i, null, List.of("seat" + group + "-" + i + "@city.example"),
                    calendar.today(), null, i == 1), "test"));
        }
        return made;
    }

    void clear() {
        jdbc.sql("update seat set held_from = date '2000-01-01', held_to = date '2000-01-02' where held_to is null").update();
        jdbc.sql("update agenda_case set state = 'WITHDRAWN' where state = 'WAITING'").update();
    }

    /** A case that waits, with a reference of its own. */
    String waits(String name) {
        return waits(name, List.of());
    }

    String waits(String name, List<AgendaCase.Paper> documents) {
        String reference = "WEGO-2026-9" + String.format("%03d", NEXT.incrementAndGet());
        cases.submit(new AgendaCase(reference, Category.FULL, name, "KOR", List.of(new AgendaCase.Fact("Population", "1,190,964", "Census, 2025"),
                AgendaCase.Fact.of("Level", "City"), AgendaCase.Fact.of("Signed by", "Lee, Mayor")), documents, "Approve",
                new AgendaCase.Fee(new BigDecimal("5000"), calendar.feeYear() + 1, "USD 5,000: 1,190,964 inhabitants")));
        return reference;
    }

    static Ballots.Voter voter(String name) {
        return new Ballots.Voter(name, "Mayor", "code");
    }

    LocalDate today() {
        return calendar.today();
    }

    // Who sits

    /** Another seat from today on, not the President City's. */
    Seat newSeat(String city, String... addresses) {
        return seats.keep(new Seat(0, city, null, List.of(addresses), today(), null, false), "test");
    }

    /** Gives a seat these addresses, and no others. */
    Seat readdress(Seat seat, String... addresses) {
        return seats.keep(new Seat(seat.number(), seat.city(), null, List.of(addresses), seat.from(), null, seat.president()), "test");
    }

    /** A city that has been a full member for a year, without contacts. */
    Member member(String name) {
        return members.admit(new NewMember(null, Category.FULL, Standing.FULL, MemberDetails.city(name, null, "KOR", Level.CITY, null,
                10L, 2025, "test"), today().minusYears(1), "Committee", false, null, null, "test"));
    }

    // A round on its process

    /** Opens a round with what its start form sends, and lets its opening run to its end. */
    String startRound(Map<String, ?> form) {
        return begun(runtime.startProcessInstanceByKey("executive-committee-vote", new HashMap<>(form)));
    }

    String startBallot(int days) {
        return startRound(Map.of("days", days));
    }

    /** The reference of a round whose process has just started, its opening run to its end. */
    String begun(ProcessInstance instance) {
        String round = runtime.createProcessInstanceQuery().processInstanceId(instance.getId()).singleResult().getBusinessKey();
        quiet.drain();
        return round;
    }

    /** Whether nothing is left of a round's process. */
    boolean ended(String round) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(round).count() == 0;
    }

    /** The seats whose answer the process of a ballot still waits for. */
    List<Integer> awaited(String round) {
        String start = "VoteCast-" + round + "-";
        return runtime.createEventSubscriptionQuery().list().stream().map(waits -> waits.getEventName() == null ? "" : waits.getEventName())
                .filter(name -> name.startsWith(start)).map(name -> Integer.valueOf(name.substring(start.length()))).sorted().toList();
    }

    /** The one open task of a round that stands so in the model; null if there is none. */
    Task task(String round, String definition) {
        return tasks.createTaskQuery().processInstanceBusinessKey(round).taskDefinitionKey(definition).singleResult();
    }

    /** The one open task of a round to reach a seat. */
    Task reachTask(String round, Seat seat) {
        return tasks.createTaskQuery().processInstanceBusinessKey(round).taskName("Reach seat: " + seat.city()).singleResult();
    }

    /** Completes a task, and lets what follows run to its end. */
    void complete(Task task, Map<String, ?> answer) {
        tasks.complete(task.getId(), new HashMap<>(answer));
        quiet.drain();
    }

    /** Sees a task's form refused in these words. */
    void refused(Task task, Map<String, ?> answer, String words) {
        assertThatThrownBy(() -> tasks.complete(task.getId(), new HashMap<>(answer)))
                .isInstanceOf(FormFieldValidationException.class).hasMessageContaining(words);
    }

    // What became of it

    Round round(String reference) {
        return rounds.find(reference).orElseThrow();
    }

    RoundCase firstCase(String round) {
        return rounds.cases(round).get(0);
    }

    CommitteeOutcome outcome(String round, String reference) {
        return rounds.cases(round).stream().filter(item -> item.reference().equals(reference)).findFirst().orElseThrow().outcome();
    }

    /** The entries of a round's log of one kind. */
    List<RoundLog.Entry> logged(String round, RoundLog.Kind kind) {
        return log.of(round).stream().filter(entry -> entry.kind() == kind).toList();
    }

    /** A stranger recomputes the round from its log, re-opening and all. */
    void fits(String round) {
        EvidenceCheck.Verdict verdict = check.check(evidence.json(round));
        assertThat(verdict.fits()).as("" + verdict.fault()).isTrue();
    }

    // Its letters

    /** The kinds of all letters about a round, as often as there are letters. */
    List<String> letterKinds(String round) {
        return desk.about(round).stream().map(LetterDesk.Line::kind).toList();
    }

    /** How many letters of a kind there are about a round. */
    long letters(String round, CommitteeLetter kind) {
        return addressees(round, kind).size();
    }

    /** To whom each letter of a kind about a round went. */
    List<List<String>> addressees(String round, CommitteeLetter kind) {
        return desk.about(round).stream().filter(line -> line.kind().equals(kind.name())).map(LetterDesk.Line::to).toList();
    }

    /** The content of a seat's invitation, as it is stored. */
    String invitation(String round, Seat seat) {
        return jdbc.sql("select content from letter where natural_key = ?").param(round + "/VOTE_INVITATION/" + seat.number())
                .query(String.class).single();
    }

    /** The code that opens a seat's agenda. */
    String code(String round, Seat seat) {
        return links.code(links.issue("vote", round + "/" + seat.number()));
    }

    /** What stands behind the {@code #} of the link that opens a seat's agenda. */
    String token(String round, Seat seat) {
        return links.url(links.issue("vote", round + "/" + seat.number()), "#{token}").replaceAll(".*#", "");
    }

    // Its pages

    MockMvc pages() {
        return MockMvcBuilders.webAppContextSetup(context).apply(SecurityMockMvcConfigurers.springSecurity()).build();
    }
}
