package org.wego.membership.admission.process;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Fact;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** Lays facts and links beside a task, where its form shows them: local to the task, so that nothing stale remains. */
@Component("admissionTaskFacts")
class TaskFacts {

    private final ObjectMapper json;
    private final PersonalLinks links;

    TaskFacts(ObjectMapper json, PersonalLinks links) {
        this.json = json;
        this.links = links;
    }

    void show(DelegateTask task, Application application, List<Fact> facts) {
        ArrayNode rows = json.createArrayNode();
        facts.forEach(fact -> rows.addObject().put("fact", fact.label()).put("value", fact.value())
                .put("source", fact.source() == null ? "" : fact.source()));
        put(task, "facts", SpinValues.jsonValue(rows.toString()).create());
        put(task, "caseLink", links.page("/office/cases/" + application.reference()));
    }

    void put(DelegateTask task, String name, Object value) {
        task.getExecution().setVariableLocal(name, value);
    }

    String page(String path) {
        return links.page(path);
    }
}
