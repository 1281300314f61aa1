package org.wego.membership.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.plugin.variable.SpinValues;
import org.camunda.spin.plugin.variable.value.JsonValue;

/** A table that a task's form shows: facts with their sources, or lines of any other kind. */
public final class TaskFacts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Map<String, String>> rows = new ArrayList<>();

    /** A line of the table of facts; left out when there is no value. */
    public TaskFacts add(String fact, String value, String source) {
        return value == null || value.isBlank() ? this : line(fact, value, source);
    }

    /** {@link #add(String, String, String)} without a source. */
    public TaskFacts add(String fact, String value) {
        return add(fact, value, null);
    }

    /** A line of the table of facts that is there without a value too. */
    public TaskFacts line(String fact, String value, String source) {
        return row("fact", fact, "value", value, "source", source == null ? "" : source);
    }

    /** {@link #line(String, String, String)} without a source. */
    public TaskFacts line(String fact, String value) {
        return line(fact, value, null);
    }

    /** A line of any table: key, text, key, text. */
    public TaskFacts row(String... keysAndTexts) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            row.put(keysAndTexts[i], keysAndTexts[i + 1]);
        }
        rows.add(row);
        return this;
    }

    /** The table as a variable holds it. */
    public JsonValue json() {
        try {
            return SpinValues.jsonValue(JSON.writeValueAsString(rows)).create();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Lays the table beside a task, where its form shows it: local to the task, so that nothing stale remains. */
    public void show(DelegateTask task, String name) {
        task.getExecution().setVariableLocal(name, json());
    }
}
