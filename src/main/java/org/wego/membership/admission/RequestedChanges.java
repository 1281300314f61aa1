package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;
import static org.wego.membership.engine.Rows.instant;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.member.Category;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the applicant is asked to change, field by field. Only what was ticked opens on the applicant's page, and only that is
 * taken from what it sends; where nothing was ticked, all is open.
 */
@Component
public class RequestedChanges {

    /** How a request ended. */
    enum Ended {
        AMENDED, LAPSED, TAKEN_BACK, WITHDRAWN
    }

    /**
     * One request.
     *
     * @param fields names of fields, as in the form, and of documents ({@link Part#field()}); empty when all is open
     */
    public record Request(long id, int version, List<String> fields, String reason, Instant askedAt, Instant until) {

        public boolean all() {
            return fields.isEmpty();
        }

        public boolean opens(String field) {
            return all() || fields.contains(field);
        }
    }

    private static final List<String> BEGIN = List.of("name", "localName", "country");
    private static final Map<Category, List<String>> OF_CATEGORY = Map.of(
            Category.FULL, List.of("level", "population.value", "population.year", "population.source"),
            Category.FRIENDSHIP, List.of("organisationType", "regional", "localEGovernment"),
            Category.CORPORATE, List.of("sectors", "employees.value", "employees.year"));
    private static final List<String> REST = List.of("website", "head.name", "head.title", "signatory.name", "signatory.title", "signatory.email",
            "signatory.capacity", "contact.name", "contact.title", "contact.email", "contact.phone", "billing.name", "billing.email",
            "billing.address", "motivation");

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Texts texts;
    private final Clock clock;

    RequestedChanges(JdbcClient jdbc, ObjectMapper json, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.texts = texts;
        this.clock = clock;
    }

    /** What may be ticked in a case of that category: fields in the form's order, then documents. */
    public List<String> fields(Category category) {
        List<String> fields = new ArrayList<>(BEGIN);
        fields.addAll(OF_CATEGORY.get(category));
        fields.addAll(REST);
        if (category == Category.FULL) {
            fields.add("referredBy");
        }
        Arrays.stream(Part.values()).map(Part::field).forEach(fields::add);
        return fields;
    }

    /** What may be ticked in a case of any category, in the form's order. */
    public List<String> all() {
        Set<String> all = new LinkedHashSet<>(BEGIN);
        Stream.of(Category.values()).map(OF_CATEGORY::get).forEach(all::addAll);
        Stream.of(Category.values()).map(this::fields).forEach(all::addAll);
        return List.copyOf(all);
    }

    /** What may be ticked in a case of that category, with what people call it. */
    public List<Choice> choices(Category category) {
        return fields(category).stream().map(field -> Choice.of(field, label(field))).toList();
    }

    /** What people call a field or document. */
    public String label(String field) {
        return texts.get("admission.change." + field);
    }

    /** What is open, in one line: labels, or that all is. */
    public String words(List<String> fields) {
        return fields.isEmpty() ? texts.get("admission.change.all") : String.join("; ", fields.stream().map(this::label).toList());
    }

    /** Keeps what is asked for; one request a case at a time. In the caller's transaction. */
    @Transactional
    void ask(Application application, List<String> fields, String reason, Instant until) {
        end(application.reference(), Ended.TAKEN_BACK);
        jdbc.sql("""
                insert into change_request (reference, version, fields, reason, asked_at, until)
                values (:reference, :version, :fields, :reason, :now, :until)""")
                .param("reference", application.reference()).param("version", application.version()).param("fields", fields.toArray(String[]::new))
                .param("reason", reason).param("now", now()).param("until", at(until)).update();
    }

    /** The request that the applicant has before it, with what was typed for it and not sent; harmless if there is none. */
    @Transactional
    void end(String reference, Ended how) {
        jdbc.sql("delete from application_draft where amends = :reference").param("reference", reference).update();
        jdbc.sql("update change_request set ended_at = :now, ended = :how where reference = :reference and ended_at is null")
                .param("now", now()).param("how", how.name()).param("reference", reference).update();
    }

    /** What the applicant is asked for now. */
    public Optional<Request> open(String reference) {
        return jdbc.sql("select * from change_request where reference = :reference and ended_at is null").param("reference", reference)
                .query((row, i) -> new Request(row.getLong("id"), row.getInt("version"), List.of((String[]) row.getArray("fields").getArray()),
                        row.getString("reason"), instant(row, "asked_at"),
                        instant(row, "until"))).optional();
    }

    /** What was sent, where it was asked for; all else as the case has it. What is no field of the form, such as a button, stays. */
    public Answers merge(Application application, Answers sent) {
        Optional<Request> asked = open(application.reference());
        if (asked.isEmpty() || asked.get().all()) {
            return sent;
        }
        Answers merged = Answers.of(json.<JsonNode>valueToTree(application.form()));
        sent.values().forEach((field, values) -> {
            if (!FormReader.FIELDS.contains(field)) {
                merged.values().put(field, values);
            }
        });
        for (String field : asked.get().fields()) {
            if (sent.all(field).isEmpty()) {
                merged.values().remove(field);
            } else {
                merged.values().put(field, sent.all(field));
            }
        }
        return merged;
    }

    /** The files that were sent, where they were asked for. */
    public Map<Part, Upload> merge(Application application, Map<Part, Upload> sent) {
        Optional<Request> asked = open(application.reference());
        Map<Part, Upload> wanted = new EnumMap<>(Part.class);
        sent.forEach((part, upload) -> {
            if (asked.isEmpty() || asked.get().opens(part.field())) {
                wanted.put(part, upload);
            }
        });
        return wanted;
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }
}
