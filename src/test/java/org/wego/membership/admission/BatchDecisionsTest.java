package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
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
