package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.wego.membership.HouseTest;

/** A listener that can't take a task's values answers 400 with its words on both endpoints, and the task stays. */
@HouseTest
class RefusedTaskTest {

    @Autowired
    RepositoryService repository;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    TestRestTemplate http;

    /** The probe's listener, called by its class name. */
    public static class Refuse implements org.camunda.bpm.engine.delegate.TaskListener {
        @Override
        public void notify(org.camunda.bpm.engine.delegate.DelegateTask task) {
            TaskValues.of(task).oneOf("decision", "accept", "decline");
        }
    }

    @Test
    void wrongValuesAreRefusedInWordsAndTheTaskStays() {
        var model = Bpmn.createExecutableProcess("refusal-probe").camundaHistoryTimeToLiveString("P1D").startEvent()
                .userTask("ask").camundaTaskListenerClass("complete", Refuse.class).endEvent().done();
        String deployment = repository.createDeployment().addModelInstance("refusal-probe.bpmn", model).deploy().getId();
        try {
            runtime.startProcessInstanceByKey("refusal-probe");
            Task task = tasks.createTaskQuery().processDefinitionKey("refusal-probe").singleResult();
            for (String way : List.of("complete", "submit-form")) {
                for (Map<String, Object> variables : List.<Map<String, Object>>of(Map.of(), Map.of("decision", Map.of("value", "perhaps")))) {
                    ResponseEntity<String> answer = http.withBasicAuth("admin", "demo")
                            .postForEntity("/engine-rest/task/" + task.getId() + "/" + way, Map.of("variables", variables), String.class);
                    assertThat(answer.getStatusCode()).as(way).isEqualTo(HttpStatus.BAD_REQUEST);
                    assertThat(answer.getBody()).contains("decision").contains("accept, decline");
                }
            }
            assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
            ResponseEntity<String> done = http.withBasicAuth("admin", "demo").postForEntity("/engine-rest/task/" + task.getId() + "/complete",
                    Map.of("variables", Map.of("decision", Map.of("value", "accept"))), String.class);
            assertThat(done.getStatusCode().is2xxSuccessful()).isTrue();
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }
}
