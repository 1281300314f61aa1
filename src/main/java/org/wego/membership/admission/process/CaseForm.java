package org.wego.membership.admission.process;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Fact;

/** Lays an application's facts and links beside a task, where its form shows them. */
@Component
class CaseForm {

    private final PersonalLinks links;

    CaseForm(PersonalLinks links) {
        this.links = links;
    }

    void show(DelegateTask task, Application application, List<Fact> facts) {
        TaskFacts table = new TaskFacts();
        facts.forEach(fact -> table.line(fact.label(), fact.value(), fact.source()));
        table.show(task, "facts");
        put(task, "caseLink", page("/office/cases/" + application.reference()));
    }

    /** Local to the task, so that nothing stale remains. */
    void put(DelegateTask task, String name, Object value) {
        task.getExecution().setVariableLocal(name, value);
    }

    String page(String path) {
        return links.page(path);
    }
}
