package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.wego.membership.FormToken.formToken;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.Referrals;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.LetterRefused;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Texts;

/** The case file at the office: what was written and by whom, what changed, what was decided, where it stands. */
@HouseTest
class CaseFileTest {

    @Autowired
    WebApplicationContext context;
    @Autowired
    Applications applications;
    @Autowired
    Corrections corrections;
    @Autowired
    CaseVersions versions;
    @Autowired
    CaseNotes notes;
    @Autowired
    CaseCopy copies;
    @Autowired
    LetterDesk letters;
    @Autowired
    Members members;
    @Autowired
    Contacts contacts;
    @Autowired
    Referrals referrals;
    @Autowired
    CaseFacts facts;
    @Autowired
    IntakeRadar radar;
    @Autowired
    Drafts drafts;
    @Autowired
    OrganisationCalendar calendar;
    @Autowired
    Texts texts;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    PlatformTransactionManager transactions;
    @Autowired
    TaskService tasks;
    @Autowired
    IdentityService identity;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    MockMvc pages;

    @BeforeEach
    void pages() {
        pages = MockMvcBuilders.webAppContextSetup(context).apply(SecurityMockMvcConfigurers.springSecurity()).build();
    }

    @Test
    void showsWhereACaseStandsWithItsTokenInTheModel() throws Exception {
        String reference = inReview(Writing.city(Writing.name("Standing")));
        Document page = page("/office/cases/" + reference);
        assertThat(page.select("#place li").text()).contains("Review by the Secretariat", "since", "due by");
        assertThat(page.select("#place .model .here .token")).hasSize(1);
        assertThat(page.select("#place .model .here text").text()).isEqualTo("Review application");
        assertThat(page.select("#place .model .passed")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(page.select("#place .model .flow polyline")).hasSizeGreaterThan(30);
        assertThat(page.select("#place a[href*=tasklist]").attr("href")).endsWith("#/?task=" + review(reference).getId());
        assertThat(page.html()).doesNotContain("style=").doesNotContain("${").doesNotContain("??");
        assertThat(page.select("#decisions").text()).contains("Nothing is decided yet");
        assertThat(page.select("#votes").text()).contains("not before the Committee yet");
        assertThat(page.select("#money").text()).contains("No invoice was issued yet");
    }

    @Test
    void everyPlaceWhereACaseWaitsHasWordsThatAClerkUnderstands() {
        BpmnModelInstance model = Bpmn.readModelFromFile(Path.of("processes/membership-application.bpmn").toFile());
        assertThat(Stream.<Class<? extends FlowNode>>of(UserTask.class, ReceiveTask.class, EventBasedGateway.class)
                .flatMap(kind -> model.getModelElementsByType(kind).stream())
                .map(FlowNode::getId)).isNotEmpty().allSatisfy(id -> assertThat(texts.or(null, "casefile.place." + id)).as(id).isNotNull());
    }

    @Test
    void everyLetterOfACaseHasAName() {
        assertThat(AdmissionLetter.values()).allSatisfy(kind -> assertThat(texts.or(null, "admission.letter." + kind)).as(kind.name()).isNotNull());
    }

    @Test
    void showsWhatWasNoticedAndLooksAgainAfterACorrection() throws Exception {
        Map<String, String> answers = Writing.city(Writing.name("Noticed"));
        String reference = inReview(answers);
        answers.put("signatory.email", "somebody@gmail.com");
        assertThat(correct(reference, 1, answers, "As the form says").getResponse().getStatus()).isEqualTo(302);
        assertThat(page("/office/cases/" + reference).select("#findings li").text()).contains("gmail.com");
    }

    @Test
    void saysWhoDecidedWhatAndWhy() throws Exception {
        String reference = inReview(Writing.city(Writing.name("Decided")));
        as("secretariat", () -> tasks.complete(review(reference).getId(), new HashMap<>(Map.of("decision", "requestChanges", "reason", "Which <b>census</b>?"))));
        quiet.drain();
        Document page = page("/office/cases/" + reference);
        assertThat(page.select("#decisions tbody tr")).hasSize(1);
        assertThat(page.select("#decisions tbody tr").text()).contains("Review application", "Ask for changes", "Which <b>census</b>?", "secretariat");
        assertThat(page.select("#place li").text()).contains("Waits for the applicant’s changes");
    }

    @Test
    void showsEveryVersionWithItsDifferencesAndItsFiles() throws Exception {
        Map<String, String> answers = Writing.city(Writing.name("Versions"));
        String reference = inReview(answers);
        as("secretariat", () -> tasks.complete(review(reference).getId(), new HashMap<>(Map.of("decision", "requestChanges", "reason", "Which year?"))));
        quiet.drain();
        answers.put("population.year", "2024");
        answers.put("localName", "");
        applications.amend(reference, Writing.answers(answers), Map.of(Part.SIGNED_FORM, new Upload("anew.pdf", Writing.pdf())));
        quiet.drain();

        List<CaseVersion> all = versions.of(reference);
        assertThat(all).extracting(CaseVersion::number).containsExactly(1, 2);
        assertThat(versions.between(all.get(0), all.get(1))).extracting(FormChange::field).containsExactly("localName", "population.year", "signedForm");
        Document page = page("/office/cases/" + reference);
        assertThat(page.select("#versions h3").eachText()).containsExactly("Version 2", "Version 1");
        assertThat(page.select("#versions del").eachText()).contains("수원시", "2025");
        assertThat(page.select("#versions ins").eachText()).contains("2024").anyMatch(name -> name.startsWith("anew.pdf"));
        byte[] first = bytes("/office/cases/" + reference + "/documents/signedForm?version=1");
        byte[] second = bytes("/office/cases/" + reference + "/documents/signedForm?version=2");
        assertThat(first).isNotEqualTo(second);
        assertThat(second).isEqualTo(bytes("/office/cases/" + reference + "/documents/signedForm"));
        assertThat(pages.perform(get("/office/cases/" + reference + "/documents/signedForm?version=9").with(role("secretariat"))).andReturn()
                .getResponse().getStatus()).isEqualTo(404);
    }

    @Test
    void aCorrectionIsAVersionWithItsTraceAndALetter() throws Exception {
        Map<String, String> answers = Writing.city(Writing.name("Corrected"));
        String reference = inReview(answers);
        Document form = page("/office/cases/" + reference + "/correct");
        assertThat(form.select("input[name=population.value]").val()).isEqualTo("1190964");
        assertThat(form.select("input[name=contact.email]")).isEmpty();

        answers.put("population.value", "1190965");
        answers.put("contact.email", "somebody.else@elsewhere.example");
        MvcResult unfounded = correct(reference, 1, answers, "");
        assertThat(unfounded.getResponse().getStatus()).isEqualTo(400);
        Document kept = Jsoup.parse(unfounded.getResponse().getContentAsString());
        assertThat(kept.select("#faults").text()).contains("Write why it is corrected");
        assertThat(kept.select("input[name=population.value]").val()).isEqualTo("1190965");
        answers.put("population.year", "1492");
        assertThat(correct(reference, 1, answers, "A slip").getResponse().getStatus()).isEqualTo(400);
        answers.put("population.year", "2025");
        assertThat(correct(reference, 1, answers, "A slip <of> the pen").getResponse().getStatus()).isEqualTo(302);

        Application after = applications.get(reference);
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.form().population().value()).isEqualTo(1_190_965L);
        assertThat(after.email()).as("the address stays").isNotEqualTo("somebody.else@elsewhere.example");
        Document page = page("/office/cases/" + reference);
        assertThat(page.select("#versions").text()).contains("Written on", "by Secretariat", "Corrected because: A slip <of> the pen");
        assertThat(page.select("#versions del").eachText()).containsExactly("1,190,964");
        assertThat(page.select("#versions ins").eachText()).containsExactly("1,190,965");
        assertThat(page.select("#history").text()).contains("Corrected", "Inhabitants. A slip");
        assertThat(letters.about(reference)).filteredOn(letter -> letter.kind().equals("DATA_CORRECTED")).singleElement()
                .satisfies(letter -> assertThat(letter.to()).containsExactly(after.email()));
        assertThat(tasks.getVariable(review(reference).getId(), "facts").toString()).contains("1,190,965").doesNotContain("1,190,964");
        Document own = Jsoup.parse(pages.perform(get(applications.ownPath(reference))).andReturn().getResponse().getContentAsString());
        assertThat(own.select("#corrections").text()).contains("Why: A slip <of> the pen", "Inhabitants", "1,190,964", "1,190,965");
    }

    @Test
    void whatWasWrittenMeanwhileIsShownBeforeItIsWrittenOver() throws Exception {
        Map<String, String> answers = Writing.city(Writing.name("Overtaken"));
        String reference = inReview(answers);
        Map<String, String> meanwhile = new HashMap<>(answers);
        meanwhile.put("population.year", "2024");
        corrections.correct(reference, 1, Writing.answers(meanwhile), Map.of(), "Another clerk", "secretariat");

        answers.put("population.value", "1190965");
        MvcResult refused = correct(reference, 1, answers, "");
        assertThat(refused.getResponse().getStatus()).isEqualTo(400);
        Document page = Jsoup.parse(refused.getResponse().getContentAsString());
        assertThat(page.select("#faults").text()).as("both at once: the next try would write over it")
                .contains("Write why it is corrected", "Somebody wrote another version meanwhile");
        assertThat(page.select("table:has(del) tbody tr").text()).contains("Year of the inhabitants", "2025", "2024");
        assertThat(page.select("input[name=version]").val()).isEqualTo("2");
        assertThat(correct(reference, 2, answers, "Both were wrong").getResponse().getStatus()).as("who has read it may go on").isEqualTo(302);
    }

    @Test
    void whatWasAskedAboutItsFigureOutlivesACorrectionOfSomethingElse() {
        Map<String, String> answers = Writing.city("Pohang-si");
        answers.put("population.value", "200001");
        answers.put("website", "https://" + Writing.name("w").replace(' ', '-') + ".example");
        answers.put("population.confirmed", "true");
        String reference = inReview(answers);
        String deviation = "200,001 inhabitants are 60 % less than GeoNames has for Pohang (500,000)";
        answers.remove("population.confirmed");
        answers.put("head.title", "Lord Mayor");
        corrections.correct(reference, 1, Writing.answers(answers), Map.of(), "As its seal says", "secretariat");
        applications.correctAddress(reference, "right@pohang.example", "secretariat");
        assertThat(facts.forReview(applications.get(reference))).anySatisfy(fact -> {
            assertThat(fact.value()).isEqualTo(deviation);
            assertThat(fact.source()).contains("says that its figure is right");
        });
        answers.put("population.value", "300000");
        answers.put("population.confirmed", "true");
        corrections.correct(reference, 3, Writing.answers(answers), Map.of(), "Read again", "secretariat");
        assertThat(facts.forReview(applications.get(reference))).as("a clerk ticked it, not the applicant")
                .anySatisfy(fact -> assertThat(fact.source()).contains("the applicant was not asked"));
        answers.put("population.value", "500000");
        corrections.correct(reference, 4, Writing.answers(answers), Map.of(), "Two figures were swapped", "secretariat");
        assertThat(facts.forReview(applications.get(reference))).noneMatch(fact -> fact.value() != null && fact.value().contains("GeoNames"));
    }

    @Test
    void anotherAddressIsLookedAtByTheRadarToo() {
        String reference = inReview(Writing.city(Writing.name("Readdressed")));
        applications.correctAddress(reference, "someone@gmail.com", "secretariat");
        assertThat(radar.findings(reference)).anySatisfy(finding -> assertThat(finding.words()).contains("gmail.com"));
    }

    @Test
    void aReferralThatIsTakenOutOfTheFormIsNoClaimAnyMore() {
        Member friend = members.admit(new NewMember(null, Category.FRIENDSHIP, Standing.FRIENDSHIP,
                MemberDetails.friend(Writing.name("Friend"), null, "FRA", OrganisationType.ASSOCIATION, null), calendar.today(), "Committee", false,
                null, null, "test"));
        Map<String, String> answers = Writing.city(Writing.name("Brought"));
        answers.put("referredBy", friend.number());
        String reference = inReview(answers);
        answers.put("name", answers.get("name") + " City");
        corrections.correct(reference, 1, Writing.answers(answers), Map.of(), "Its whole name", "secretariat");
        assertThat(referrals.of(reference).orElseThrow().city()).as("the ledger names the city as it is written now").isEqualTo(answers.get("name"));
        answers.remove("referredBy");
        corrections.correct(reference, 2, Writing.answers(answers), Map.of(), "Nobody brought it", "secretariat");
        assertThat(referrals.of(reference)).isEmpty();
    }

    @Test
    void theRegisterFollowsInWhatWasCorrectedAndKeepsWhatItWasToldBesides() {
        Map<String, String> answers = Writing.city(Writing.name("Followed"));
        String reference = inReview(answers);
        as("secretariat", () -> tasks.complete(review(reference).getId(), new HashMap<>(Map.of("decision", "accept"))));
        quiet.drain();
        String number = applications.get(reference).memberNumber();
        Contact billing = contacts.of(number, ContactRole.BILLING).orElseThrow();
        contacts.put(number, ContactRole.BILLING, new Contact(billing.name(), null, billing.email(), null, billing.address(), "PO-4711"), "treasurer");

        answers.put("billing.email", "new@suwon.example");
        corrections.correct(reference, 1, Writing.answers(answers), Map.of(), "It has moved", "secretariat");
        assertThat(contacts.of(number, ContactRole.BILLING).orElseThrow()).satisfies(now -> {
            assertThat(now.email()).isEqualTo("new@suwon.example");
            assertThat(now.orderReference()).as("printed on its invoices").isEqualTo("PO-4711");
        });
        applications.correctAddress(reference, "desk@suwon.example", "secretariat");
        assertThat(contacts.of(number, ContactRole.WORKING).orElseThrow().email()).isEqualTo("desk@suwon.example");
    }

    @Test
    void saysWhatWasAskedForFieldByFieldAndWhatWasTakenBack() throws Exception {
        String reference = inReview(Writing.city(Writing.name("Asked")));
        as("secretariat", () -> tasks.complete(review(reference).getId(), new HashMap<>(Map.of("decision", "requestChanges", "reason", "Which censsus?",
                "fields", "population.source,signedForm"))));
        quiet.drain();
        Document asked = page("/office/cases/" + reference);
        assertThat(asked.select("#decisions tbody tr").text()).contains("Asked for: Who counted the inhabitants; ", "Signed form");
        assertThat(asked.select("#decisions .taken-back")).isEmpty();

        Task look = tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("lookAtDecision").singleResult();
        as("secretariat", () -> tasks.complete(look.getId(), new HashMap<>(Map.of("decision", "stop", "reason", "A <slip> of the pen"))));
        quiet.drain();
        Document page = page("/office/cases/" + reference);
        assertThat(page.select("#decisions .taken-back li").eachText()).singleElement().asString()
                .startsWith("Taken back on ").contains("by secretariat: Ask for changes.").endsWith("Reason: A <slip> of the pen");
        assertThat(page.select("#letters tbody tr:has(td:contains(stopped))")).as("the letter never left").hasSize(1);
        assertThat(page.select("#place li").text()).contains("Review by the Secretariat");
    }

    @Test
    void saysWhoRefusedALetterEvenWhereTheServerNamedNobody() throws Exception {
        String reference = inReview(Writing.city(Writing.name("Refused letter")));
        jdbc.sql("update letter set state = 'REFUSED', last_error = null where about = ?").param(reference).update();
        assertThat(page("/office/cases/" + reference).select("#letters .source").first().text())
                .isEqualTo("Refused by " + applications.get(reference).email() + ".");
    }

    @Test
    void whoSentALetterOfTheCaseElsewhereStandsInItsHistory() throws Exception {
        String reference = inReview(Writing.city(Writing.name("Sent elsewhere")));
        jdbc.sql("update letter set state = 'REFUSED', last_error = '550' where about = ?").param(reference).update();
        long letter = letters.about(reference).get(0).id();
        assertThat(pages.perform(post("/office/letters/" + letter).with(formToken()).with(role("treasurer")).param("email", "else@suwon.example"))
                .andReturn().getResponse().getStatus()).isEqualTo(302);
        assertThat(page("/office/cases/" + reference).select("#history tbody tr").last().text()).contains("Letter sent again", "treasurer", "else@suwon.example");
    }

    @Test
    void aLetterThatCameBackMakesItTheSecretariatsTurn() throws Exception {
        String stem = Writing.name("Bounced");
        String reference = applications.submit(Writing.answers(Writing.city(stem)), Writing.signed(), Applications.Sender.PAGE, null);
        quiet.drain();
        assertThat(line(page("/office/cases?q=" + stem), reference)).contains("Applicant until");
        LetterDesk.Line letter = letters.about(reference).get(0);
        events.publishEvent(new LetterRefused(letter.id(), reference, letter.kind(), letter.to().get(0), "550 No such user"));
        quiet.drain();
        assertThat(line(page("/office/cases?turn=secretariat&q=" + stem), reference)).as("the applicant doesn't know that anything is awaited")
                .contains("Secretariat until");
        assertThat(page("/office/cases?turn=applicant&q=" + stem).select("tbody tr")).isEmpty();
    }

    @Test
    void aLetterThatCameBackIsSaidOnTheStartPageWhereNoTaskTellsOfIt() throws Exception {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Unreached")), Writing.signed());
        drafts.sendTo(draft.token(), "wrong@suwon.example");
        String about = jdbc.sql("select about from letter where recipients = '{wrong@suwon.example}' order by id desc limit 1").query(String.class).single();
        String declined = inReview(Writing.city(Writing.name("Declined unreached")));
        as("secretariat", () -> tasks.complete(review(declined).getId(), new HashMap<>(Map.of("decision", "decline", "reason", "No seal"))));
        clock.advance(Duration.ofMinutes(11));
        quiet.drain();
        for (String unreached : List.of(about, declined)) {
            assertThat(unreached()).doesNotContain(unreached);
            jdbc.sql("update letter set state = 'REFUSED', last_error = '550' where about = ?").param(unreached).update();
            assertThat(unreached()).contains(unreached);
            assertThat(page("/office").select(".notice").text()).contains("Letters came back of which no task tells");
            letters.resend(letters.about(unreached).get(0).id(), "right@suwon.example");
            assertThat(unreached()).as("another is on its way").doesNotContain(unreached);
        }
        String open = inReview(Writing.city(Writing.name("Open unreached")));
        jdbc.sql("update letter set state = 'REFUSED', last_error = '550' where about = ?").param(open).update();
        assertThat(page("/office").select("a[href$=" + open + "]")).as("of this one a task tells").isEmpty();
    }

    private List<String> unreached() {
        return letters.refused(List.of("DRAFT_SAVED", "APPLICATION_DECLINED"), clock.now().minus(Duration.ofDays(14)));
    }

    @Test
    void aCorrectionOfAnAssociateReachesTheRegisterOfMembers() throws Exception {
        Map<String, String> answers = Writing.city(Writing.name("Registered"));
        String reference = inReview(answers);
        as("secretariat", () -> tasks.complete(review(reference).getId(), new HashMap<>(Map.of("decision", "accept"))));
        quiet.drain();
        String corrected = answers.get("name") + " City";
        answers.put("name", corrected);
        assertThat(correct(reference, 1, answers, "The council’s own spelling").getResponse().getStatus()).isEqualTo(302);
        assertThat(members.byOrigin(reference).orElseThrow().name()).isEqualTo(corrected);
        assertThat(page("/office/cases/" + reference).select("h1").text()).isEqualTo(corrected);
    }

    @Test
    void refusesACorrectionOfNothingOfAnotherVersionOrOfAnEndedCase() {
        Map<String, String> answers = Writing.company(Writing.name("Refused"));
        String reference = inReview(answers);
        assertThatThrownBy(() -> corrections.correct(reference, 1, Writing.answers(answers), Map.of(), "Why", "secretariat"))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("Nothing differs");
        answers.put("employees.value", "421");
        assertThatThrownBy(() -> corrections.correct(reference, 7, Writing.answers(answers), Map.of(), "Why", "secretariat"))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("Somebody wrote another version");
        assertThatThrownBy(() -> corrections.correct(reference, 1, Writing.answers(answers), Map.of(), "Two\nlines", "secretariat"))
                .isInstanceOf(InvalidInput.class);
        applications.withdraw(reference);
        assertThatThrownBy(() -> corrections.correct(reference, 1, Writing.answers(answers), Map.of(), "Why", "secretariat"))
                .hasMessageContaining("has ended");
        assertThat(applications.get(reference).version()).isEqualTo(1);
    }

    @Test
    void anInternalNoteStaysAtTheOffice() throws Exception {
        String reference = inReview(Writing.city(Writing.name("Noted")));
        assertThat(pages.perform(post("/office/cases/" + reference + "/notes").with(formToken()).with(role("secretariat")).param("note", "  "))
                .andReturn().getResponse().getStatus()).isEqualTo(400);
        assertThat(pages.perform(post("/office/cases/" + reference + "/notes").with(formToken()).with(role("owners")).param("note", "Mine"))
                .andReturn().getResponse().getStatus()).isEqualTo(403);
        String secret = "Call <Ms Park>\nbefore the ${7*7} round";
        assertThat(pages.perform(post("/office/cases/" + reference + "/notes").with(formToken()).with(role("secretariat")).param("note", secret))
                .andReturn().getResponse().getStatus()).isEqualTo(302);
        assertThat(notes.of(reference)).singleElement().satisfies(note -> {
            assertThat(note.words()).isEqualTo(secret);
            assertThat(note.by()).isEqualTo("secretariat");
        });
        assertThat(page("/office/cases/" + reference).selectFirst("#notes blockquote").wholeText()).isEqualTo(secret);
        String own = applications.ownPath(reference);
        for (String path : List.of(own, own + "/copy", own + "/copy.json")) {
            assertThat(pages.perform(get(path)).andReturn().getResponse().getContentAsString()).as(path).doesNotContain("Ms Park");
        }
        for (String bad : List.of("x".repeat(4001), "a\u0007b")) {
            MvcResult refused = pages.perform(post("/office/cases/" + reference + "/notes").with(formToken()).with(role("secretariat")).param("note", bad)).andReturn();
            assertThat(refused.getResponse().getStatus()).isEqualTo(400);
            assertThat(Jsoup.parse(refused.getResponse().getContentAsString()).select("#faults a").attr("href")).isEqualTo("#f-note");
        }
        assertThat(pages.perform(post("/office/cases/" + reference + "/notes").with(formToken()).with(role("secretariat")).param("note", secret))
                .andReturn().getResponse().getStatus()).as("a second click").isEqualTo(302);
        assertThat(notes.of(reference)).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        notes.add(reference, secret, "secretariat");
        assertThat(notes.of(reference)).as("meant again").hasSize(2);
    }

    @Test
    void theListSaysWhoseTurnItIsAndWhatIsOverdue() throws Exception {
        String stem = Writing.name("Turn");
        String waiting = applications.submit(Writing.answers(Writing.city(stem + " unconfirmed")), Writing.signed(), Applications.Sender.PAGE, null);
        String read = inReview(Writing.city(stem + " read"));
        Document list = page("/office/cases?q=" + stem);
        assertThat(line(list, waiting)).contains("Applicant until");
        assertThat(line(list, read)).contains("Secretariat until").doesNotContain("Overdue");
        assertThat(page("/office/cases?turn=applicant&q=" + stem).select("tbody tr")).hasSize(1);
        assertThat(page("/office/cases?turn=overdue&q=" + stem).select("tbody tr")).isEmpty();

        clock.advance(Duration.ofDays(30));
        quiet.drain();
        Document overdue = page("/office/cases?turn=overdue&q=" + stem);
        assertThat(overdue.select("tbody tr")).hasSize(1);
        assertThat(line(overdue, read)).contains("due since", "Overdue");
        assertThat(page("/office/cases?q=" + stem).select(".notice").text()).contains("One of these cases is overdue");
        assertThat(page("/office/cases/" + read).select("#place li .tag.fault").text()).isEqualTo("Overdue");
    }

    @Test
    void whatHasWaitedLongestIsFoundHoweverManyCasesAreNewer() throws Exception {
        String stem = Writing.name("Long ago");
        String reference = inReview(Writing.city(stem));
        clock.advance(Duration.ofDays(30));
        quiet.drain();
        new TransactionTemplate(transactions).executeWithoutResult(crowd -> {
            crowd.setRollbackOnly();
            jdbc.sql("""
                    insert into application (reference, state, state_since, category, name, country, contact_email, version, channel, submitted_at,
                      confirm_until, content_hash)
                    select 'WEGO-1999-' || n, state, state_since, category, name || n, country, contact_email, version, channel,
                      submitted_at + interval '1 day', confirm_until, content_hash from application, generate_series(1, 501) n where reference = ?""")
                    .param(reference).update();
            assertThat(quietly(() -> page("/office/cases?q=" + stem)).text()).contains("Only the newest 500 were looked at").doesNotContain(reference);
            assertThat(line(quietly(() -> page("/office/cases?turn=overdue&q=" + stem)), reference)).contains("Overdue");
        });
    }

    private static <T> T quietly(java.util.concurrent.Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(Document list, String reference) {
        return list.select("tbody tr:has(a[href$=" + reference + "])").text();
    }

    private MvcResult correct(String reference, int version, Map<String, String> answers, String why) throws Exception {
        MockMultipartHttpServletRequestBuilder request = multipart("/office/cases/" + reference + "/correct");
        request.file(new MockMultipartFile("signedForm", "", "application/octet-stream", new byte[0]));
        MockHttpServletRequestBuilder form = request.with(formToken()).with(role("secretariat")).param("version", String.valueOf(version)).param("why", why);
        answers.forEach(form::param);
        return pages.perform(form).andReturn();
    }

    private Document page(String path) throws Exception {
        MvcResult result = pages.perform(get(path).with(role("secretariat"))).andReturn();
        assertThat(result.getResponse().getStatus()).as(path).isEqualTo(200);
        return Jsoup.parse(result.getResponse().getContentAsString());
    }

    private byte[] bytes(String path) throws Exception {
        return pages.perform(get(path).with(role("secretariat"))).andReturn().getResponse().getContentAsByteArray();
    }

    private static RequestPostProcessor role(String group) {
        return user(group).roles(group);
    }

    private String inReview(Map<String, String> answers) {
        String reference = applications.submit(Writing.answers(answers), Writing.signed(), Applications.Sender.PAGE, null);
        applications.confirm(reference);
        quiet.drain();
        return reference;
    }

    private Task review(String reference) {
        return tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("reviewApplication").singleResult();
    }

    private void as(String account, Runnable work) {
        identity.setAuthentication(account, List.of(account));
        try {
            work.run();
        } finally {
            identity.clearAuthentication();
        }
    }
}
