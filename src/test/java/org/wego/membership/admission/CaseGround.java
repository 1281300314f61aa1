package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.letter.LetterDesk;

/** What tests of reviews stand on: a case in review, its tasks, its letters. */
@Component
@Profile("demo")
class CaseGround {

    @Autowired
    Applications applications;
    @Autowired
    LetterDesk letters;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    IdentityService identity;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;

    String inReview(Map<String, String> answers) {
        String reference = applications.submit(Writing.answers(answers), Writing.signed(), Applications.Sender.PAGE, null);
        applications.confirm(reference);
        quiet.drain();
        return reference;
    }

    String city(String stem) {
        return inReview(Writing.city(Writing.name(stem)));
    }

    ProcessInstance instance(String reference) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference, "membership-application").singleResult();
    }

    Task task(String reference, String id) {
        return tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey(id).initializeFormKeys().singleResult();
    }

    Object shown(String reference, String task, String variable) {
        return tasks.getVariable(task(reference, task).getId(), variable);
    }

    void review(String reference, Map<String, Object> values) {
        complete(reference, "reviewApplication", values);
    }

    void complete(String reference, String task, Map<String, Object> values) {
        tasks.complete(task(reference, task).getId(), new HashMap<>(values));
        quiet.drain();
    }

    /** The same by an account of the Secretariat; what follows is the house's own work. */
    void completeAs(String account, Task task, Map<String, Object> values) {
        identity.setAuthentication(account, List.of("secretariat"));
        try {
            tasks.complete(task.getId(), new HashMap<>(values));
        } finally {
            identity.clearAuthentication();
        }
        quiet.drain();
    }

    void refused(String reference, String task, Map<String, Object> values, String words) {
        assertThatThrownBy(() -> tasks.complete(task(reference, task).getId(), new HashMap<>(values)))
                .isInstanceOf(FormFieldValidationException.class).hasMessageContaining(words);
        assertThat(task(reference, task)).isNotNull();
    }

    ProcessInstance askTakeBack(String reference, String reason) {
        ProcessInstance started = runtime.startProcessInstanceByKey("second-look", Map.of("reference", reference, "reason", reason));
        quiet.drain();
        return started;
    }

    LetterDesk.Line letter(String reference, String kind) {
        return letters.about(reference).stream().filter(line -> line.kind().equals(kind)).reduce((first, last) -> last).orElse(null);
    }

    List<String> events(String reference) {
        return applications.events(reference).stream().map(CaseEvent::kind).toList();
    }
}
