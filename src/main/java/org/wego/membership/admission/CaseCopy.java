package org.wego.membership.admission;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.stereotype.Service;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Everything that an applicant has told us, and what we have written to it: for itself to read and to take away. Names of accounts
 * and the Secretariat's own notes aren't in it.
 */
@Service
public class CaseCopy {

    /** A line of the case's history. */
    public record Happened(Instant at, String what, String by, String detail) {
    }

    /**
     * What is held.
     *
     * @param besides what was said that is no field of the form: of the figure, of who signed, the consent with its words
     * @param typed   what is typed into the changes that are asked for and isn't sent; empty when there is nothing
     */
    public record Copy(Application application, List<CaseVersion> versions, List<Fact> besides, Map<String, List<String>> typed, List<Happened> history,
            List<CaseLetters.Line> letters, Instant madeAt) {
    }

    /** Whose detail is the applicant's own, or was written to it. */
    private static final Set<String> TOLD = Set.of("changesAsked", "categoryChanged", "declined", "closed", "corrected", "associate", "letterResent");

    private final ToldCases told;
    private final CaseVersions versions;
    private final CaseFacts facts;
    private final SignedForms signed;
    private final Drafts drafts;
    private final CaseLetters letters;
    private final ObjectMapper json;
    private final Clock clock;
    private final Texts texts;

    CaseCopy(ToldCases told, CaseVersions versions, CaseFacts facts, SignedForms signed, Drafts drafts, CaseLetters letters, ObjectMapper json, Clock clock,
            Texts texts) {
        this.told = told;
        this.versions = versions;
        this.facts = facts;
        this.signed = signed;
        this.drafts = drafts;
        this.letters = letters;
        this.json = json;
        this.clock = clock;
        this.texts = texts;
    }

    /** The copy as it would be taken now, without a decision that isn't told yet. */
    public Copy of(Application application) {
        Application told = this.told.of(application);
        List<Fact> besides = new ArrayList<>(facts.besides(told));
        signed.signature(told.reference()).filter(signature -> signature.version() <= told.version()).ifPresent(signature -> besides.add(
                Fact.of(texts.get("admission.signature.fact"), signed.words(signature))));
        Map<String, List<String>> typed = drafts.changes(told.reference()).map(draft -> draft.answers().values()).orElse(Map.of());
        return new Copy(told, versions.of(told.reference()).stream().filter(version -> version.number() <= told.version()).toList(), besides, typed,
                history(application), letters.of(application, true), clock.instant());
    }

    /** What happened, without the names of accounts: who works at the Secretariat is not the applicant's. */
    public List<Happened> history(Application application) {
        return told.events(application).stream()
                .filter(event -> texts.or(null, "admission.event." + event.kind()) != null)
                .map(event -> new Happened(event.at(), texts.get("admission.event." + event.kind()), by(event.who()),
                        TOLD.contains(event.kind()) ? event.detail() : null)).toList();
    }

    private String by(String who) {
        return texts.or(texts.get("admission.who.secretariat"), "admission.who." + who);
    }

    /** The same as one JSON document; fields are named as in the interface. */
    public byte[] json(Copy copy) {
        Application application = copy.application();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("reference", application.reference());
        out.put("madeAt", copy.madeAt().toString());
        out.put("state", application.state().name());
        out.put("stateSince", application.stateSince().toString());
        out.put("submittedAt", application.submittedAt().toString());
        put(out, "confirmedAt", application.confirmedAt());
        put(out, "memberNumber", application.memberNumber());
        put(out, "round", application.round());
        put(out, "outcome", application.outcome());
        List<Map<String, Object>> written = new ArrayList<>();
        for (CaseVersion version : copy.versions()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("version", version.number());
            one.put("writtenAt", version.at().toString());
            one.put("writtenBy", version.by().equals("applicant") ? "applicant" : "secretariat");
            put(one, "correction", version.correction());
            one.put("application", json.<JsonNode>valueToTree(version.form()));
            List<Map<String, Object>> files = new ArrayList<>();
            version.files().forEach((part, file) -> files.add(Map.of("part", part.field(), "name", file.name(), "size", file.size(), "sha256", file.sha256())));
            one.put("files", files);
            written.add(one);
        }
        out.put("versions", written);
        out.put("besides", copy.besides().stream().map(fact -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("what", fact.label());
            one.put("said", fact.value());
            put(one, "detail", fact.source());
            return one;
        }).toList());
        if (!copy.typed().isEmpty()) {
            out.put("typedAndNotSent", copy.typed());
        }
        out.put("history", copy.history().stream().map(event -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("at", event.at().toString());
            one.put("what", event.what());
            one.put("by", event.by());
            put(one, "detail", event.detail());
            return one;
        }).toList());
        out.put("letters", copy.letters().stream().map(letter -> Map.of("at", letter.at().toString(), "subject", letter.subject(),
                "to", letter.to(), "state", letter.state())).toList());
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(out);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(Map<String, Object> out, String key, Object value) {
        if (value != null) {
            out.put(key, value.toString());
        }
    }
}
