package org.wego.membership.admission.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.wego.membership.admission.Answers;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Part;
import org.wego.membership.admission.RequestedChanges;
import org.wego.membership.site.Choice;

/** The fields of a form of which only some are open. */
@Component
class ChangeFields {

    /**
     * One open field.
     *
     * @param kind    which piece shows it: {@code field}, {@code area}, {@code select}, {@code choice}, {@code several}, {@code check}
     * @param values  what stands in it
     * @param choices where there are any
     */
    record Open(String name, String kind, String label, List<String> values, List<Choice> choices, String type, String inputmode, boolean optional) {

        public String value() {
            return values.isEmpty() ? "" : values.get(0);
        }

        public boolean checked() {
            return values.contains("true");
        }
    }

    private static final Set<String> AREAS = Set.of("localEGovernment", "billing.address", "motivation");
    private static final Set<String> OPTIONAL = Set.of("localName", "website", "contact.title", "contact.phone", "billing.name", "billing.email",
            "billing.address", "motivation", "referredBy");
    private static final Map<String, String> WITH_CHOICES = Map.of("country", "countries", "level", "levels", "organisationType", "types",
            "sectors", "sectors", "signatory.capacity", "capacities");

    private final RequestedChanges requested;

    ChangeFields(RequestedChanges requested) {
        this.requested = requested;
    }

    /** The open fields in the form's order, with what the model's answers say; the model has the form's choices already. */
    List<Open> fields(Application application, RequestedChanges.Request asked, Model model) {
        Answers answers = (Answers) model.getAttribute("answers");
        return requested.fields(application.category()).stream().filter(asked::opens).filter(field -> part(field) == null)
                .map(field -> new Open(field, kind(field), requested.label(field), answers.all(field), choices(field, model),
                        field.endsWith("email") ? "email" : "text", inputmode(field), OPTIONAL.contains(field))).toList();
    }

    /** The open documents. */
    List<String> files(RequestedChanges.Request asked) {
        return Arrays.stream(Part.values()).map(Part::field).filter(asked::opens).toList();
    }

    /** Which keys a phone shows. */
    private static String inputmode(String field) {
        return switch (field) {
            case "population.value", "population.year", "employees.value", "employees.year" -> "numeric";
            case "website" -> "url";
            case "contact.phone" -> "tel";
            default -> field.endsWith("email") ? "email" : null;
        };
    }

    private static Part part(String field) {
        return Arrays.stream(Part.values()).filter(part -> part.field().equals(field)).findFirst().orElse(null);
    }

    private static String kind(String field) {
        return switch (field) {
            case "country" -> "select";
            case "level", "organisationType", "signatory.capacity" -> "choice";
            case "sectors" -> "several";
            case "regional" -> "check";
            default -> AREAS.contains(field) ? "area" : "field";
        };
    }

    @SuppressWarnings("unchecked")
    private static List<Choice> choices(String field, Model model) {
        String name = WITH_CHOICES.get(field);
        return name == null ? List.of() : (List<Choice>) model.getAttribute(name);
    }
}
