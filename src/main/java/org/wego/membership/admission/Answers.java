package org.wego.membership.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What somebody answered, as typed: texts by field, named as in the interface's JSON ({@code signatory.email}). Pages and
 * programs are read by the same eyes this way, and what was typed can be shown again.
 */
public final class Answers {

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Of a form's parameters. */
    public static Answers of(Map<String, String[]> parameters) {
        Answers answers = new Answers();
        parameters.forEach((name, typed) -> answers.values.put(name, List.of(typed)));
        return answers;
    }

    /** Of a JSON document; a list becomes several values of its field. */
    public static Answers of(JsonNode json) {
        Answers answers = new Answers();
        answers.take("", json);
        return answers;
    }

    private void take(String path, JsonNode node) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> take(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            node.forEach(item -> take(path, item));
        } else if (!node.isNull() && !path.isEmpty()) {
            values.computeIfAbsent(path, name -> new ArrayList<>()).add(node.asText());
        }
    }

    /** The text of a field as it was typed, or an empty text. */
    public String get(String field) {
        List<String> typed = values.get(field);
        return typed == null || typed.isEmpty() ? "" : typed.get(0);
    }

    /** All values of a field. */
    public List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    /** Whether a value of the field is that one. */
    public boolean has(String field, String value) {
        return all(field).contains(value);
    }

    /** Puts a value in place of what was typed. */
    public Answers put(String field, String value) {
        values.put(field, List.of(value));
        return this;
    }

    /** Only the fields of these names. */
    public Answers only(Collection<String> fields) {
        Answers some = new Answers();
        fields.forEach(field -> {
            if (values.containsKey(field)) {
                some.values.put(field, values.get(field));
            }
        });
        return some;
    }

    Map<String, List<String>> values() {
        return values;
    }

    static Answers ofLists(Map<String, List<String>> lists) {
        Answers answers = new Answers();
        answers.values.putAll(lists);
        return answers;
    }
}
