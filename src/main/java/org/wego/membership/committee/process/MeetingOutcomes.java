package org.wego.membership.committee.process;

import java.util.LinkedHashMap;
import java.util.Map;

import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.wego.membership.engine.TaskRefused;

/** Reads a meeting's decisions in every shape in which they come: JSON, JSON as text, a map. */
final class MeetingOutcomes {

    private MeetingOutcomes() {
    }

    /** Decisions by reference; values are not judged here. Null where there are none. */
    static Map<String, String> from(Object outcomes) {
        if (outcomes == null || outcomes.toString().isBlank()) {
            return null;
        }
        if (outcomes instanceof Map<?, ?> map) {
            Map<String, String> read = new LinkedHashMap<>();
            map.forEach((reference, decision) -> read.put(String.valueOf(reference), decision == null ? null : decision.toString()));
            return read;
        }
        try {
            return object(Spin.JSON(outcomes.toString()));
        } catch (RuntimeException e) {
            throw unreadable();
        }
    }

    /** Reads what {@link #write} wrote. */
    static Map<String, String> read(String text) {
        return object(Spin.JSON(text));
    }

    static String write(Map<String, String> outcomes) {
        return Spin.JSON(outcomes).toString();
    }

    private static Map<String, String> object(SpinJsonNode node) {
        if (!node.isObject()) {
            throw unreadable();
        }
        Map<String, String> read = new LinkedHashMap<>();
        node.fieldNames().forEach(name -> read.put(name, node.prop(name).isString() ? node.prop(name).stringValue() : node.prop(name).toString()));
        return read;
    }

    private static TaskRefused unreadable() {
        return new TaskRefused("outcomes", "\"outcomes\" can't be read: give an object such as {\"WEGO-2026-0123\":\"approve\"}.");
    }
}
