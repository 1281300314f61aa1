package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.FormToken.formToken;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockPart;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.Traces;
import org.wego.membership.committee.Answer;
import org.wego.membership.committee.Ballots;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.Seat;
import org.wego.membership.committee.Seats;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.LetterRefused;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.Members;

/** Two years after a case came to nothing, nobody's name and address is left of it, wherever one looks. */
@HouseTest
class ErasureTest {

    @Autowired
    WebApplicationContext context;
    @Autowired
    Applications applications;
    @Autowired
    Erasure erasure;
    @Autowired
    Consents consents;
    @Autowired
    LetterDesk letters;
    @Autowired
    Members members;
    @Autowired
    Contacts contacts;
    @Autowired
    TaskService tasks;
    @Autowired
    RuntimeService runtime;
    @Autowired
    HistoryService history;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    @Autowired
    OrganisationCalendar calendar;
    @Autowired
    Seats seats;
    @Autowired
    Rounds rounds;
    @Autowired
    Ballots ballots;
    @Autowired
    CommitteeCases committee;
    @Autowired
    JdbcClient jdbc;

    private MockMvc web;
    /** Stands in every personal field, and in nothing else. */
    private String mark;

    @BeforeEach
    void open() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        mark = "zq" + Long.toString(System.nanoTime(), 36);
    }

    @Test
    void aDeclinedCaseLeavesNobodysNameAndNoAddressInAnyTable() throws Exception {
        Map<String, String> answers = marked(Writing.city(Writing.name("Erased")));
        String reference = inReview(answers);
        refused(reference, answers.get("contact.email"));
        applications.correctAddress(reference, "second@" + mark + ".example", "secretariat");
        written(reference);
        Task review = task(reference, "reviewApplication");
        tasks.createComment(review.getId(), review.getProcessInstanceId(), "Ximena " + mark + " called about it");
        complete(review, Map.of("decision", "requestChanges", "reason", "Which year, Ximena " + mark + "?"));
        answers.put("population.year", "2024");
        applications.amend(reference, Writing.answers(answers), Map.of(Part.RESOLUTION, new Upload("council-" + mark + ".pdf", Writing.pdf())));
        quiet.drain();
        complete(task(reference, "reviewApplication"), Map.of("decision", "decline",
                "reason", "The form is signed by Hilda " + mark + ", who is no mayor. Write to " + answers.get("signatory.email") + "."));
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.DECLINED);

        assertThat(Traces.of(jdbc, mark).keySet()).as("the search finds it, in bytes and history too").contains("application", "application_version",
                "application_event", "application_news", "application_draft", "case_note", "case_signature", "intake_finding", "document", "letter",
                "act_hi_varinst", "act_hi_detail", "act_ge_bytearray", "act_hi_comment");
        String sealed = jdbc.sql("select sha256 from document d join application_version v on v.signed_form = d.id where v.reference = ? and v.version = 1")
                .param(reference).query(String.class).single();
        int kinds = (int) letters.about(reference).stream().filter(line -> line.state() == LetterDesk.State.SENT).count();

        quiet.drain();
        assertThat(erasure.erasedAt(reference)).as("not before its time").isEmpty();
        later(reference);
        quiet.drain();

        assertThat(Traces.of(jdbc, mark, answers.get("contact.phone"))).isEmpty();
        assertThat(erasure.erasedAt(reference)).isPresent();
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference).count()).as("the task about the address is gone").isZero();
        keptOf(reference, sealed, kinds);
        pagesOf(reference, answers.get("name"));

        List<String> before = rows(reference);
        jdbc.sql("update application set erased_at = null where reference = ?").param(reference).update();
        quiet.drain();
        assertThat(rows(reference)).as("a second time changes nothing but the list of what happened").containsAll(before.subList(1, before.size()));
        assertThat(Traces.of(jdbc, mark)).isEmpty();
    }

    /** What clerks and the radar write about a case. */
    private void written(String reference) {
        jdbc.sql("insert into case_note (reference, words, written_by, written_at) values (?, ?, 'secretariat', now())").params(reference, "Ximena " + mark + " rang").update();
        jdbc.sql("insert into case_signature (reference, version, name, title, capacity, recorded_by, recorded_at) values (?, 1, ?, 'Mayor', 'MAYOR', 'secretariat', now())")
                .params(reference, "Other " + mark).update();
        jdbc.sql("insert into intake_finding (reference, version, position, kind, severity, words, found_at) values (?, 1, 900, 'FREE_MAIL', 'NOTE', ?, now())")
                .params(reference, "head@" + mark + ".example is anybody's").update();
        jdbc.sql("update application_version set correction = ? where reference = ? and version = 1").params("Hilda " + mark + " is spelt so", reference).update();
        jdbc.sql("insert into application_draft (token_hash, answers, kept_at, reference) values (sha256(gen_random_uuid()::text::bytea), cast(? as jsonb), now() + interval '100 years', ?)")
                .params("{\"contact.name\":[\"Ximena " + mark + "\"]}", reference).update();
    }

    @Test
    void aDraftThatIsGoneLeavesNoAddressInItsLetters() {
        String draft = java.util.UUID.randomUUID().toString();
        String about = "DRAFT-" + draft.replace("-", "").substring(0, 12).toUpperCase(java.util.Locale.ROOT);
        jdbc.sql("""
                insert into letter (natural_key, kind, about, recipients, content, message_id, state, posted_at, not_before, sent_at)
                values (:key, 'DRAFT_SAVED', :draft, array[:email], '{}', '<x@y>', 'SENT', now(), now(), now())""")
                .param("key", draft + "/DRAFT_SAVED").param("draft", about).param("email", "writer@" + mark + ".example").update();
        jdbc.sql("insert into application_draft (id, token_hash, answers, kept_at) values (cast(? as uuid), sha256(gen_random_uuid()::text::bytea), '{}', now() + interval '100 years')").param(draft).update();
        quiet.drain();
        assertThat(Traces.of(jdbc, mark)).as("while the draft is there").containsKey("letter");
        jdbc.sql("delete from application_draft where id = cast(? as uuid)").param(draft).update();
        quiet.drain();
        assertThat(Traces.of(jdbc, mark)).isEmpty();
    }

    private void keptOf(String reference, String sealed, int sent) {
        Application kept = applications.get(reference);
        assertThat(kept.state()).isEqualTo(CaseState.DECLINED);
        assertThat(kept.reason()).isEqualTo("The form is signed by [erased], who is no mayor. Write to [erased].");
        assertThat(kept.form().population().value()).isEqualTo(1_190_964);
        assertThat(kept.version()).isEqualTo(3);
        assertThat(applications.events(reference)).extracting(CaseEvent::kind).contains("declined", "amended", "erased");
        assertThat(jdbc.sql("select sha256 from document d join application_version v on v.signed_form = d.id where v.reference = ? and v.version = 1")
                .param(reference).query(String.class).single()).isEqualTo(sealed);
        assertThat(letters.about(reference)).filteredOn(line -> line.state() == LetterDesk.State.SENT).hasSize(sent).allMatch(LetterDesk.Line::erased);
        assertThatThrownBy(() -> letters.resend(letters.about(reference).get(0).id(), "x@y.example")).hasMessageContaining("erased");
        assertThat(history.createHistoricTaskInstanceQuery().processInstanceBusinessKey(reference).taskDefinitionKey("reviewApplication").list())
                .as("who decided").hasSize(2).allMatch(task -> "secretariat".equals(task.getAssignee()));
        assertThat(consents.of(reference)).hasValueSatisfying(consent -> assertThat(consent.version()).isEqualTo(3));
    }

    private void pagesOf(String reference, String name) throws Exception {
        String own = applications.ownPath(reference);
        web.perform(get(own)).andExpect(status().isOk()).andExpect(content().string(containsString("were erased on")))
                .andExpect(content().string(containsString(name))).andExpect(content().string(not(containsString("null"))));
        for (String gone : List.of(own + "/form.pdf", own + "/documents/signedForm", "/office/cases/" + reference + "/form.pdf",
                "/office/cases/" + reference + "/documents/resolution", "/office/cases/" + reference + "/compare")) {
            web.perform(get(gone).with(user("secretariat").roles("secretariat"))).andExpect(status().isNotFound());
        }
        web.perform(get("/office/cases/" + reference + "/compare").with(user("secretariat").roles("secretariat"))).andExpect(status().isNotFound());
        web.perform(post("/office/cases/" + reference + "/notes").param("note", "Hilda").with(user("secretariat").roles("secretariat")).with(formToken()))
                .andExpect(status().isUnprocessableEntity());
        web.perform(get("/office/cases/" + reference).with(user("secretariat").roles("secretariat"))).andExpect(status().isOk())
                .andExpect(content().string(containsString("were erased on"))).andExpect(content().string(containsString("Personal data erased")));
        web.perform(get("/office/letters").param("about", reference).with(user("secretariat").roles("secretariat"))).andExpect(status().isOk())
                .andExpect(content().string(containsString("Its words are erased")));
    }

    @Test
    void aCityThatWithdrewAsAssociateLeavesNobodyEither() {
        Map<String, String> answers = marked(Writing.city(Writing.name("Gone")));
        String reference = inReview(answers);
        complete(task(reference, "reviewApplication"), Map.of("decision", "accept"));
        String number = applications.get(reference).memberNumber();
        contacts.put(number, ContactRole.WORKING, new org.wego.membership.member.Contact("Ines " + mark, null, "ines@" + mark + ".example", null, null), "secretariat");
        applications.withdraw(reference);
        quiet.drain();
        assertThat(Traces.of(jdbc, mark).keySet()).contains("contact", "member_change", "agenda_case");
        later(reference);
        quiet.drain();
        assertThat(Traces.of(jdbc, mark)).isEmpty();
        assertThat(members.find(number).orElseThrow().endedOn()).as("that it was Associate, and until when, stays").isNotNull();
    }

    /** The register keeps an entry that was taken back, under a number that the case no longer names. */
    @Test
    void anAcceptanceThatWasTakenBackLeavesNobodyInTheRegister() {
        String reference = inReview(marked(Writing.city(Writing.name("Taken back"))));
        complete(task(reference, "reviewApplication"), Map.of("decision", "accept"));
        String number = applications.get(reference).memberNumber();
        complete(task(reference, "lookAtDecision"), Map.of("decision", "stop", "reason", "Ximena " + mark + " wrote for another city."));
        assertThat(applications.get(reference).memberNumber()).isNull();
        complete(task(reference, "reviewApplication"), Map.of("decision", "decline", "reason", "Not signed."));
        assertThat(Traces.of(jdbc, mark).keySet()).contains("contact", "member_change");
        later(reference);
        quiet.drain();
        assertThat(Traces.of(jdbc, mark)).isEmpty();
        assertThat(members.find(number).orElseThrow().endedOn()).isNotNull();
    }

    /** Whatever a case can go through and whatever can be written down about it, from the first line of a draft on. */
    @Test
    void aCaseThatWentEveryWayLeavesNobodyAnywhere() throws Exception {
        Map<String, String> answers = marked(Writing.city(Writing.name("Every way")));
        answers.put("signatory.email", "head@other-" + mark + ".example");
        String reference = sentFromADraft(answers);
        applications.confirm(reference);
        quiet.drain();
        refused(reference, answers.get("contact.email"));
        complete(task(reference, "correctAddress"), Map.of("decision", "resend", "email", "second@" + mark + ".example"));
        answers.put("contact.email", "second@" + mark + ".example");
        String office = "/office/cases/" + reference;
        clerk(post(office + "/notes").param("note", "Hilda " + mark + " rang"));
        clerk(post(office + "/signature").param("signedName", "Other " + mark).param("signedTitle", "Mayor").param("signedCapacity", "MAYOR"));
        answers.put("head.name", "Hilde " + mark);
        MockHttpServletRequestBuilder correction = post(office + "/correct").param("version", "2").param("why", "Hilde " + mark + " is spelt so.");
        answers.forEach(correction::param);
        clerk(correction);
        assertThat(applications.get(reference).version()).isEqualTo(3);

        // A batch that nobody ever confirms
        String batch = runtime.startProcessInstanceByKey("batch-decisions", Map.of("cases", List.of(reference), "batchDecision", "requestChanges",
                "reason", "Ask Ximena " + mark)).getId();
        Map<String, Object> request = Map.of("decision", "requestChanges", "reason", "Which year, Ximena " + mark + "?", "fields", List.of("population.year"),
                "internalNote", "Hilda " + mark + " is away");
        complete(task(reference, "reviewApplication"), request);
        complete(task(reference, "lookAtDecision"), Map.of("decision", "stop", "reason", "Hilda " + mark + " said it."));
        complete(task(reference, "reviewApplication"), request);
        complete(task(reference, "lookAtDecision"), Map.of("decision", "send"));
        answers.put("population.year", "2024");
        applications.amend(reference, Writing.answers(answers), Map.of(Part.RESOLUTION, new Upload("council-" + mark + ".pdf", Writing.pdf())));
        quiet.drain();
        complete(task(reference, "reviewApplication"), Map.of("decision", "accept"));
        complete(task(reference, "lookAtDecision"), Map.of("decision", "send"));
        runtime.startProcessInstanceByKey("second-look", Map.of("reference", reference, "reason", "Ximena " + mark + " is not of the city."));
        quiet.drain();
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);
        complete(task(reference, "reviewApplication"), Map.of("decision", "decline", "reason", "Nobody knows Hilda " + mark + "."));
        complete(task(reference, "lookAtDecision"), Map.of("decision", "send"));

        // What was typed into changes and never sent
        jdbc.sql("insert into application_draft (token_hash, answers, kept_at, amends) values (sha256(gen_random_uuid()::text::bytea), cast(? as jsonb), now() + interval '100 years', ?)")
                .params("{\"contact.name\":[\"Ximena " + mark + "\"]}", reference).update();
        assertThat(Traces.of(jdbc, mark).keySet()).as("it was everywhere").contains("application", "application_version", "application_event",
                "application_news", "application_draft", "application_draft_file", "agenda_case", "case_decision", "case_note", "case_signature", "change_request",
                "contact", "document", "intake_finding", "letter", "member_change", "act_ge_bytearray", "act_hi_detail", "act_hi_varinst", "act_ru_variable");
        later(reference);
        // What the clerk's correction was written in is a draft too, and as old as the rest
        jdbc.sql("update application_draft set kept_at = kept_at - interval '2 years', sent_at = sent_at - interval '2 years' where answers::text like ?")
                .param("%" + mark + "%").update();
        quiet.drain();
        quiet.drain();
        assertThat(Traces.of(jdbc, mark, answers.get("contact.phone"))).isEmpty();
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(batch).count()).as("a batch of nobody is none").isZero();
        assertThat(jdbc.sql("select reason from case_decision where reference = ? order by id desc limit 1").param(reference).query(String.class).single())
                .isEqualTo("Nobody knows [erased].");
        web.perform(get(office).with(user("secretariat").roles("secretariat"))).andExpect(status().isOk()).andExpect(content().string(containsString("were erased on")));
    }

    private String sentFromADraft(Map<String, String> answers) throws Exception {
        String token = apply(answers, "later").getRedirectedUrl().split("/")[2];
        web.perform(post("/apply/" + token + "/address").param("email", "writer@" + mark + ".example").with(formToken())).andExpect(status().is3xxRedirection());
        Map<String, String> typed = new HashMap<>(answers);
        typed.put("draft", token);
        apply(typed, "prepare");
        web.perform(get("/apply/" + token + "/form.pdf")).andExpect(status().isOk());
        // A form that isn't the one that was made is asked about once
        if (apply(typed, "send").getStatus() == 400) {
            apply(typed, "send");
        }
        quiet.drain();
        return jdbc.sql("select reference from application where name = ?").param(answers.get("name")).query(String.class).single();
    }

    private MockHttpServletResponse apply(Map<String, String> typed, String action) throws Exception {
        var request = multipart("/apply");
        typed.forEach(request::param);
        if (action.equals("send")) {
            request.part(new MockPart("signedForm", "signed-" + mark + ".pdf", Writing.pdf()));
        }
        return web.perform(request.param("action", action).with(formToken())).andReturn().getResponse();
    }

    private void clerk(MockHttpServletRequestBuilder written) throws Exception {
        web.perform(written.with(user("secretariat").roles("secretariat")).with(formToken())).andExpect(status().is3xxRedirection());
        quiet.drain();
    }

    /** What the Committee decided on is frozen under a hash, and names who stood behind the application: that alone stays. */
    @Test
    void ofACaseThatTheCommitteeSawOnlyTheFrozenRoundNamesItsHeadAndSignatory() {
        Map<String, String> answers = marked(Writing.city(Writing.name("Seen")));
        String others = "qz" + Long.toString(System.nanoTime(), 36);
        for (String field : List.of("contact.name", "contact.email", "billing.name", "billing.email", "billing.address")) {
            answers.put(field, answers.get(field).replace(mark, others));
        }
        String contact = answers.get("contact.email");
        Seat seat = seats.keep(new Seat(0, "Seat of " + mark.substring(2), null, List.of("seat@erasure.example"), calendar.today(), null, false), "test");
        try {
            String reference = inReview(answers);
            complete(task(reference, "reviewApplication"), Map.of("decision", "accept", "committee", "now"));
            String round = committee.standing(reference).orElseThrow().round();
            rounds.stillToAnswer(round).forEach(who -> ballots.cast(round, who.seat(), Map.of(reference, Answer.REJECT), new Ballots.Voter("Voter", "Mayor", "code")));
            quiet.drain();
            clock.advance(Duration.ofDays(31));
            complete(task(reference, "decideAfterVote"), Map.of("decision", "close", "reason", "The Committee said no to Hilda " + mark + "."));
            later(reference);
            quiet.drain();
            assertThat(erasure.erasedAt(reference)).isPresent();
            assertThat(Traces.of(jdbc, contact, answers.get("contact.name"), answers.get("contact.phone"), answers.get("billing.name"), answers.get("billing.email"))).isEmpty();
            assertThat(Traces.of(jdbc, mark).keySet()).containsOnly("round_opening");
        } finally {
            jdbc.sql("update seat set held_from = date '2000-01-01', held_to = date '2000-01-02' where number = ?").param(seat.number()).update();
        }
    }

    @Test
    void aCaseThatLapsedUnconfirmedAndOneThatTheCommitteeDidNotApprove() {
        String lapsed = applications.submit(Writing.answers(marked(Writing.company(Writing.name("Lapsed")))), Writing.signed(), Applications.Sender.API, "key-" + mark);
        jdbc.sql("update application set state = 'LAPSED' where reference = ?").param(lapsed).update();
        String closed = inReview(marked(Writing.association(Writing.name("Closed"))));
        jdbc.sql("update application set state = 'CLOSED' where reference = ?").param(closed).update();
        later(lapsed);
        later(closed);
        quiet.drain();
        assertThat(Traces.of(jdbc, mark)).isEmpty();
    }

    @Test
    void membersAndOpenCasesKeepWhatTheyHave() {
        String open = inReview(marked(Writing.city(Writing.name("Open"))));
        String admitted = inReview(marked(Writing.company(Writing.name("Admitted"))));
        jdbc.sql("update application set state = 'ADMITTED' where reference = ?").param(admitted).update();
        later(open);
        later(admitted);
        quiet.drain();
        assertThat(applications.get(open).email()).contains(mark);
        assertThat(applications.get(admitted).email()).contains(mark);
    }

    @Test
    void strikesNamesOutOfReasonsAndLeavesOtherWords() {
        ApplicationForm form = applications.get(inReview(Writing.city(Writing.name("Struck")))).form();
        Redaction redaction = Redaction.of(List.of(form), List.of("other@suwon.example"));
        assertThat(redaction.apply("Ms Kim (KIM MIN-SEO) of Suwon asked; Lee signed. other@suwon.example bounced, +82 31 228 2114 rang. Kimchi, Leeds stay."))
                .isEqualTo("Ms [erased] ([erased]) of Suwon asked; [erased] signed. [erased] bounced, [erased] rang. Kimchi, Leeds stay.");
        assertThat(redaction.apply(null)).isNull();
        ApplicationForm korean = applications.get(inReview(named("김민서", "José García-López"))).form();
        assertThat(Redaction.of(List.of(korean), List.of()).apply("김민서가 서명했다; Ms Garcia and Jose rang. Minutes of 5 May."))
                .as("endings without a space, no accents, half of a double name").isEqualTo("[erased]가 서명했다; Ms [erased] and [erased] rang. Minutes of 5 May.");
        assertThat(Redaction.of(List.of(form.withoutPersons()), List.of()).apply("Kim")).isEqualTo("Kim");
    }

    private static Map<String, String> named(String head, String contact) {
        Map<String, String> answers = Writing.city(Writing.name("Named"));
        answers.put("head.name", head);
        answers.put("signatory.name", head);
        answers.put("contact.name", contact);
        return answers;
    }

    private Map<String, String> marked(Map<String, String> answers) {
        answers.put("head.name", "Hilda " + mark);
        answers.put("signatory.name", "Hilda " + mark);
        answers.put("signatory.email", "head@" + mark + ".example");
        answers.put("contact.name", "Ximena " + mark);
        answers.put("contact.email", "ximena@" + mark + ".example");
        answers.put("contact.phone", "+99 " + System.nanoTime());
        answers.put("billing.name", "Office " + mark);
        answers.put("billing.email", "money@" + mark + ".example");
        answers.put("billing.address", "Calle " + mark + " 1\nCity");
        answers.put("motivation", "Hilda " + mark + " wants it.");
        return answers;
    }

    private String inReview(Map<String, String> answers) {
        String reference = applications.submit(Writing.answers(answers), Map.of(Part.SIGNED_FORM, new Upload("signed-" + mark + ".pdf", Writing.pdf())),
                Applications.Sender.PAGE, null);
        applications.confirm(reference);
        quiet.drain();
        return reference;
    }

    private void refused(String reference, String address) {
        LetterDesk.Line letter = letters.about(reference).get(0);
        events.publishEvent(new LetterRefused(letter.id(), reference, letter.kind(), address, "550 No such user: " + address));
        quiet.drain();
    }

    private Task task(String reference, String id) {
        return tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey(id).singleResult();
    }

    private void complete(Task task, Map<String, Object> values) {
        tasks.setAssignee(task.getId(), "secretariat");
        tasks.complete(task.getId(), new HashMap<>(values));
        quiet.drain();
    }

    /** As if it had ended two years and a day before. */
    private void later(String reference) {
        jdbc.sql("update application set state_since = state_since - interval '2 years 1 day' where reference = ?").param(reference).update();
    }

    private List<String> rows(String reference) {
        return jdbc.sql("""
                select a::text from application a where reference = :reference
                union all select v::text from application_version v where reference = :reference
                union all select e::text from application_event e where reference = :reference
                union all select l::text from letter l where about = :reference""").param("reference", reference).query(String.class).list();
    }
}
