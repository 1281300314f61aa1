package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.FormChoices;

/** Several applications that get the same answer. */
@HouseTest
class BatchDecisionsTest {

    @Autowired
    CaseGround ground;
    @Autowired
    Applications applications;
    @Autowired
    Decisions decisions;
    @Autowired
    Corrections corrections;
    @Autowired
    RequestedChanges requested;
    @Autowired
    HistoryService history;
    @Autowired
    List<FormChoices> offered;

    @Test
    void everyLetterIsShownAndEachCaseGoesThroughItsOwnReview() {
        String first = ground.city("Batch one");
        String second = ground.inReview(Writing.company(Writing.name("Batch two")));
        String gone = ground.city("Batch three");
        assertThat(offered.stream().filter(each -> each.name().equals("casesInReview")).findFirst().orElseThrow().choices())
                .extracting(FormChoices.Choice::value).contains(first, second, gone);

        ProcessInstance batch = start(Map.of("cases", List.of(first, second, gone), "batchDecision", "accept"));
        Task confirm = task(batch);
        assertThat(confirm.getName()).isEqualTo("Confirm batch: accept 3 cases");
        assertThat(ground.tasks.getVariable(confirm.getId(), "letters").toString())
                .contains("Welcome as an Associate Member: " + first, "goes to the Executive Committee", applications.get(second).email());
        assertThat(applications.get(first).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThatThrownBy(() -> ground.tasks.complete(confirm.getId(), Map.of("decision", "yes"))).isInstanceOf(FormFieldValidationException.class);

        applications.withdraw(gone);
        ground.quiet.drain();
        ground.completeAs("secretariat", confirm, Map.of("decision", "confirm"));
        for (String reference : List.of(first, second)) {
            assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITH_COMMITTEE);
            assertThat(decisions.last(reference).orElseThrow().by()).isEqualTo("secretariat");
            assertThat(ground.task(reference, "lookAtDecision")).isNotNull();
            assertThat(history.createHistoricTaskInstanceQuery().processInstanceBusinessKey(reference).taskDefinitionKey("reviewApplication")
                    .singleResult().getAssignee()).isEqualTo("secretariat");
        }
        assertThat(applications.get(gone).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(ground.runtime.createProcessInstanceQuery().processInstanceId(batch.getId()).count()).isZero();
        assertThat(history.createHistoricVariableInstanceQuery().processInstanceId(batch.getId()).includeDeleted().count())
                .as("the letters that it showed are forgotten").isZero();
    }

    @Test
    void aDroppedBatchDecidesNothing() {
        String reference = ground.city("Dropped");
        ProcessInstance batch = start(Map.of("cases", reference, "batchDecision", "decline", "declineReason", "notVerified"));
        assertThat(ground.tasks.getVariable(task(batch).getId(), "letters").toString()).contains("We could not verify");
        ground.tasks.complete(task(batch).getId(), Map.of("decision", "drop"));
        ground.quiet.drain();
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);
        start(Map.of("cases", reference, "batchDecision", "requestChanges", "reason", "Which year?"));
    }

    @Test
    void aListedReasonAndALongOneOfOnesOwnAreDecidedAsTheyWereShown() {
        String reference = ground.city("Long reason");
        String own = "Because. ".repeat(220).strip();
        ProcessInstance batch = start(Map.of("cases", reference.toLowerCase(Locale.ROOT), "batchDecision", "decline", "declineReason", "notVerified", "reason", own));
        assertThat(ground.tasks.getVariable(task(batch).getId(), "letters").toString()).contains("We could not verify", own);
        ground.completeAs("secretariat", task(batch), Map.of("decision", "confirm"));
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.DECLINED);
        assertThat(applications.get(reference).reason()).startsWith("We could not verify").endsWith("\n\n" + own);
        assertThat(ground.runtime.createProcessInstanceQuery().processInstanceId(batch.getId()).count()).isZero();
    }

    @Test
    void aCaseThatIsNotAsItsLetterWasShownIsLeftOut() {
        Map<String, String> answers = Writing.city(Writing.name("Corrected meanwhile"));
        String corrected = ground.inReview(answers);
        String decided = ground.city("Decided and taken back");
        String asShown = ground.city("As shown");
        ProcessInstance batch = start(Map.of("cases", List.of(corrected, decided, asShown), "batchDecision", "decline", "reason", "No city of this region."));
        answers.put("level", "DISTRICT");
        corrections.correct(corrected, 1, Writing.answers(answers), Map.of(), "As the form says", "secretariat");
        ground.review(decided, Map.of("decision", "accept"));
        ground.complete(decided, "lookAtDecision", Map.of("decision", "stop", "reason", "To be read again."));
        ground.completeAs("secretariat", task(batch), Map.of("decision", "confirm"));
        for (String left : List.of(corrected, decided)) {
            assertThat(applications.get(left).state()).isEqualTo(CaseState.IN_REVIEW);
            assertThat(ground.task(left, "reviewApplication")).isNotNull();
            assertThat(ground.events(left)).contains("passedOver");
        }
        assertThat(applications.get(asShown).state()).isEqualTo(CaseState.DECLINED);
    }

    @Test
    void aBatchOpensTheSameFieldsToAllThatHaveThem() {
        assertThat(offered.stream().filter(each -> each.name().equals("changeableFields")).findFirst().orElseThrow().choices())
                .extracting(FormChoices.Choice::value).contains("name", "population.year", "employees.value", "localEGovernment", "referredBy", "signedForm")
                .doesNotHaveDuplicates();
        String city = ground.city("Fields one");
        String other = ground.city("Fields two");
        String company = ground.inReview(Writing.company(Writing.name("Fields three")));
        Map<String, Object> ask = Map.of("batchDecision", "requestChanges", "reason", "Which year?", "fields", List.of("signedForm", "population.year"));
        refused(with(ask, "cases", List.of(city, company)), company);
        refused(with(with(ask, "cases", List.of(city)), "fields", List.of("secret")), "secret");
        ProcessInstance batch = start(with(ask, "cases", List.of(city, other)));
        assertThat(ground.tasks.getVariable(task(batch).getId(), "letters").toString()).contains("Year of the number of inhabitants; Signed form")
                .doesNotContain("All that you wrote");
        ground.completeAs("secretariat", task(batch), Map.of("decision", "confirm"));
        assertThat(requested.open(city).orElseThrow().fields()).containsExactly("population.year", "signedForm");
        assertThat(requested.open(other).orElseThrow().fields()).containsExactly("population.year", "signedForm");

        batch = start(Map.of("cases", company, "batchDecision", "requestChanges", "reason", "Please read it all again."));
        assertThat(ground.tasks.getVariable(task(batch).getId(), "letters").toString()).contains("All that you wrote");
        ground.completeAs("secretariat", task(batch), Map.of("decision", "confirm"));
        assertThat(requested.open(company).orElseThrow().all()).isTrue();
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(name, value);
        return more;
    }

    @Test
    void whatCantBeIsRefusedBeforeAnythingBegins() {
        String reference = ground.city("Refused batch");
        refused(Map.of("batchDecision", "accept"), "\"cases\"");
        refused(Map.of("cases", List.of("WEGO-1999-0001"), "batchDecision", "accept"), "WEGO-1999-0001");
        refused(Map.of("cases", List.of(reference)), "\"batchDecision\"");
        refused(Map.of("cases", List.of(reference), "batchDecision", "changeCategory"), "\"batchDecision\"");
        refused(Map.of("cases", List.of(reference), "batchDecision", "decline"), "\"reason\"");
    }

    private ProcessInstance start(Map<String, Object> values) {
        return ground.runtime.startProcessInstanceByKey("batch-decisions", new HashMap<>(values));
    }

    private Task task(ProcessInstance batch) {
        return ground.tasks.createTaskQuery().processInstanceId(batch.getId()).singleResult();
    }

    private void refused(Map<String, Object> values, String words) {
        assertThatThrownBy(() -> start(values)).hasMessageContaining(words);
    }
}
