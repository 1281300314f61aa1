package org.wego.membership.invoicing.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.plugin.variable.SpinValues;

/** The tables that a task's form shows, local to the task. */
final class TaskFacts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Map<String, String>> rows = new ArrayList<>();

    /** A line of the table of facts; left out when there is no value. */
    TaskFacts add(String fact, String value, String source) {
        if (value != null && !value.isBlank()) {
            row("fact", fact, "value", value, "source", source == null ? "" : source);
        }
        return this;
    }

    TaskFacts add(String fact, String value) {
        return add(fact, value, null);
    }

    /** A line of any table: key, text, key, text. */
    TaskFacts row(String... keysAndTexts) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            row.put(keysAndTexts[i], keysAndTexts[i + 1]);
        }
        rows.add(row);
        return this;
    }

    void show(DelegateTask task, String name) {
        try {
            task.getExecution().setVariableLocal(name, SpinValues.jsonValue(JSON.writeValueAsString(rows)).create());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
