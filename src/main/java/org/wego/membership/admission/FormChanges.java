package org.wego.membership.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Compares two versions of a form, field by field, in words. */
@Component
public class FormChanges {

    private final ObjectMapper json;
    private final Countries countries;
    private final Texts texts;

    FormChanges(ObjectMapper json, Countries countries, Texts texts) {
        this.json = json;
        this.countries = countries;
        this.texts = texts;
    }

    /** The fields that the second form says otherwise, in the form's order. */
    public List<FormChange> between(ApplicationForm before, ApplicationForm after) {
        Answers was = answers(before);
        Answers is = answers(after);
        List<FormChange> changes = new ArrayList<>();
        for (String field : FormReader.FIELDS) {
            if (!was.all(field).equals(is.all(field))) {
                changes.add(new FormChange(field, label(field), words(field, was.all(field)), words(field, is.all(field))));
            }
        }
        return changes;
    }

    /** Every field that says something, with its words in {@code after}. */
    public List<FormChange> all(ApplicationForm form) {
        Answers answers = answers(form);
        return FormReader.FIELDS.stream().filter(field -> !answers.all(field).isEmpty())
                .map(field -> new FormChange(field, label(field), null, words(field, answers.all(field)))).toList();
    }

    /** What people call a field. */
    public String label(String field) {
        return texts.or(field, "casefile.field." + field);
    }

    private Answers answers(ApplicationForm form) {
        return Answers.of(json.<JsonNode>valueToTree(form));
    }

    private String words(String field, List<String> values) {
        return values.isEmpty() ? null : String.join(", ", values.stream().map(value -> words(field, value)).toList());
    }

    private String words(String field, String value) {
        return switch (field) {
            case "category", "level" -> texts.or(value, "admission." + field + "." + value);
            case "organisationType" -> texts.or(value, "admission.type." + value);
            case "sectors" -> texts.or(value, "admission.sector." + value);
            case "signatory.capacity" -> texts.or(value, "admission.capacity." + value);
            case "country" -> countries.name(value);
            case "population.value", "employees.value" -> Figures.grouped(Long.parseLong(value));
            case "regional", "consent" -> texts.get(value.equals("true") ? "admission.yes" : "admission.no");
            case "language" -> Locale.forLanguageTag(value).getDisplayLanguage(Locale.ENGLISH);
            default -> value;
        };
    }
}
