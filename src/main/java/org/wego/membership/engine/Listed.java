package org.wego.membership.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;

/** Reads a list of short texts in every shape in which one comes: a collection, JSON, JSON as text, or texts with commas or spaces between them. */
public final class Listed {

    private Listed() {
    }

    /** The texts, each once; empty where nothing was given, or what was given can't be read. */
    public static Optional<List<String>> read(Object value) {
        if (value == null || value.toString().isBlank()) {
            return Optional.of(List.of());
        }
        try {
            return Optional.of(texts(value).map(String::strip).filter(text -> !text.isEmpty()).distinct().toList());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Stream<String> texts(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(Object::toString);
        }
        String text = value.toString().strip();
        return text.startsWith("[") ? elements(Spin.JSON(text)) : Stream.of(text.split("[\\s,;]+"));
    }

    private static Stream<String> elements(SpinJsonNode list) {
        List<String> out = new ArrayList<>();
        for (SpinJsonNode each : list.elements()) {
            out.add(each.isNumber() ? String.valueOf(each.numberValue().longValue()) : each.stringValue());
        }
        return out.stream();
    }
}
