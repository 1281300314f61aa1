package org.wego.membership.admission.web;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.wego.membership.admission.Answers;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.Capacity;
import org.wego.membership.admission.Drafts;
import org.wego.membership.admission.FormPdf;
import org.wego.membership.admission.FormReading;
import org.wego.membership.admission.Part;
import org.wego.membership.admission.Places;
import org.wego.membership.admission.Sector;
import org.wego.membership.admission.SignedForms;
import org.wego.membership.admission.Upload;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.Documents;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Level;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Unprocessable;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The application's form on its three pages: for an applicant, for changes, for a clerk. */
@Component
class FormView {

    /** What was sent, looked at: its faults, and the draft that keeps it. */
    record Looked(Answers answers, Map<Part, Upload> sent, Drafts.Draft draft, Faults faults) {
    }

    private static final String SEEN = "formSeen";

    private final SecureRandom random = new SecureRandom();
    private final Applications applications;
    private final SignedForms signed;
    private final Drafts drafts;
    private final FormPdf formPdf;
    private final FormGlance glance;
    private final Places places;
    private final Moments moments;
    private final Documents documents;
    private final Countries countries;
    private final ObjectMapper json;
    private final Texts texts;

    FormView(Applications applications, SignedForms signed, Drafts drafts, FormPdf formPdf, FormGlance glance, Places places, Moments moments, Documents documents, Countries countries, ObjectMapper json, Texts texts) {
        this.applications = applications;
        this.signed = signed;
        this.drafts = drafts;
        this.formPdf = formPdf;
        this.glance = glance;
        this.places = places;
        this.moments = moments;
        this.documents = documents;
        this.countries = countries;
        this.json = json;
        this.texts = texts;
    }

    /** Looks at what was sent and keeps it: whatever is wrong, nothing typed and no good file is lost. */
    Looked look(Typed typed, String draftToken) {
        return warned(keep(typed, asked(typed.answers()), saving(draftToken)), null);
    }

    /** The same for a clerk's correction of a case: the applicant isn't there to be asked about its figure. */
    Looked look(Typed typed, String draftToken, Application application) {
        return warned(keep(typed, formPdf.faults(typed.answers()), saving(draftToken)), application);
    }

    /** The same for the changes that an applicant was asked for. A figure that isn't open to it isn't asked about. */
    Looked lookAtChanges(Typed typed, String draftToken, Application application, boolean figureOpen) {
        Faults faults = figureOpen ? asked(typed.answers()) : formPdf.faults(typed.answers());
        return warned(keep(typed, faults, savingChanges(application, draftToken)), application);
    }

    private Faults asked(Answers answers) {
        Faults faults = formPdf.faults(answers);
        places.question(answers).filter(question -> !question.confirmed()).ifPresent(question -> faults.add("population.confirmed", glance.words(question)));
        return faults;
    }

    /** Keeps what was sent without a look at the answers: they needn't be whole yet. */
    Looked keep(Typed typed, String draftToken) {
        return keep(typed, new Faults(), saving(draftToken));
    }

    /** The same for the changes of a case. */
    Looked keepChanges(Typed typed, String draftToken, Application application) {
        return keep(typed, new Faults(), savingChanges(application, draftToken));
    }

    /** Where what is typed is kept: how it is saved, how it is read again, and the case that it changes or null. */
    private record Saving(BiFunction<Answers, Map<Part, Upload>, Drafts.Saved> save, Function<Drafts.Saved, Optional<Drafts.Draft>> read, Application changed,
            String draftToken) {
    }

    private Saving saving(String draftToken) {
        return new Saving((answers, files) -> drafts.save(draftToken, answers, files, Drafts.Page.of(answers)), saved -> drafts.find(saved.token()), null, draftToken);
    }

    private Saving savingChanges(Application application, String draftToken) {
        return new Saving((answers, files) -> drafts.saveChanges(application.reference(), draftToken, answers, files, Drafts.Page.of(answers)),
                saved -> drafts.changes(application.reference()), application, null);
    }

    /**
     * What became of saving.
     *
     * @param names  of the files that are kept now, by their fields, and what a signed form was recognised as
     * @param faults of the files that were sent, by their fields, and what is doubtful about a signed form
     */
    record Kept(Drafts.Saved saved, Map<String, String> names, Map<String, String> faults) {
    }

    /** Keeps what was sent and reads nothing back: for a page that saves again and again. */
    Kept save(Typed typed, String draftToken) {
        return save(typed, saving(draftToken));
    }

    /** The same for the changes of a case. */
    Kept saveChanges(Typed typed, Application application) {
        return save(typed, savingChanges(application, null));
    }

    private Kept save(Typed typed, Saving where) {
        Faults faults = new Faults();
        Map<Part, Upload> good = good(typed, faults);
        Drafts.Saved saved = where.save().apply(typed.answers(), good);
        Map<String, String> names = new TreeMap<>();
        drafts.names(saved).forEach((part, name) -> names.put(part.field(), texts.get("site.file.kept", name)));
        if (good.containsKey(Part.SIGNED_FORM) && !saved.overtaken()) {
            Drafts.Draft draft = read(where, saved);
            FormReading reading = reading(draft, where.changed());
            String words = words(reading, draft, where.changed());
            if (reading.doubtful()) {
                faults.add(Part.SIGNED_FORM.field(), words + " " + signed.advice(reading));
            } else {
                names.merge(Part.SIGNED_FORM.field(), words, (name, said) -> name + " " + said);
            }
        }
        Map<String, String> wrong = new TreeMap<>();
        faults.all().forEach(fault -> wrong.put(fault.field(), fault.message()));
        return new Kept(saved, names, wrong);
    }

    /** What was just kept; it may be gone again, when what it was written for has been sent by another click. */
    private Drafts.Draft read(Saving where, Drafts.Saved saved) {
        return where.read().apply(saved).orElseThrow(() -> new Unprocessable(texts.get("admission.amend.notAsked")));
    }

    private Map<Part, Upload> good(Typed typed, Faults faults) {
        Map<Part, Upload> good = new EnumMap<>(Part.class);
        typed.files().forEach((part, upload) -> applications.fault(part, upload)
                .ifPresentOrElse(words -> faults.add(part.field(), words), () -> good.put(part, upload)));
        return good;
    }

    private Looked keep(Typed typed, Faults faults, Saving where) {
        Map<Part, Upload> good = good(typed, faults);
        drafts.handedOverAt(where.draftToken()).ifPresent(at -> faults.add("", texts.get("apply.draft.passed.copy", moments.words(at))));
        Drafts.Saved saved = where.save().apply(typed.answers(), good);
        if (saved.overtaken()) {
            faults.add("", texts.get("apply.draft.overtaken", moments.words(saved.at())));
        }
        return new Looked(typed.answers(), good, read(where, saved), faults);
    }

    /** Whether the form can be made of these answers: nothing is missing, and nothing is left to ask. */
    boolean whole(Answers answers) {
        return formPdf.faults(answers).isEmpty() && places.question(answers).filter(question -> !question.confirmed()).isEmpty();
    }

    /** A form that isn't the one that was made of these answers is asked about once; sent again as it is, it is meant. */
    private Looked warned(Looked looked, Application application) {
        Upload form = looked.draft().files().get(Part.SIGNED_FORM);
        Answers typed = looked.answers();
        if (form != null && !typed.get("action").equals("prepare") && !typed.get("action").equals("enter") && !looked.faults().has(Part.SIGNED_FORM.field()) && !typed.get(SEEN).equals(seen(form))) {
            FormReading reading = reading(looked.draft(), application);
            if (reading.doubtful()) {
                looked.faults().add(Part.SIGNED_FORM.field(), words(reading, looked.draft(), application) + " " + signed.advice(reading));
            }
        }
        return looked;
    }

    private FormReading reading(Drafts.Draft draft, Application application) {
        Upload form = draft.files().get(Part.SIGNED_FORM);
        return application == null ? applications.reading(draft.token(), draft.answers(), form) : applications.reading(application, draft.answers(), form);
    }

    private String words(FormReading reading, Drafts.Draft draft, Application application) {
        return signed.words(reading, application == null ? applications.reserved(draft.token()).orElse(null) : application.reference());
    }

    /** By which the second try is known to be for the same file. */
    private static String seen(Upload form) {
        return Sha256.hex(form.bytes());
    }

    void show(Model model, Answers answers, Map<String, String> kept, String draftToken, Faults faults) {
        model.addAttribute("answers", answers);
        model.addAttribute("category", answers.get("category"));
        model.addAttribute("kept", kept);
        model.addAttribute("draft", draftToken);
        model.addAttribute("draftVersion", draftToken == null ? "0" : String.valueOf(drafts.version(draftToken)));
        model.addAttribute("writer", Long.toUnsignedString(random.nextLong(), 36));
        glance.show(model, answers);
        model.addAttribute("faults", faults);
        model.addAttribute("countries", countries.all().stream().map(country -> Choice.of(country.alpha3(), country.name())).toList());
        model.addAttribute("levels", choices(Level.values(), "level"));
        model.addAttribute("types", choices(OrganisationType.values(), "type"));
        model.addAttribute("sectors", choices(Sector.values(), "sector"));
        model.addAttribute("capacities", choices(Capacity.values(), "capacity"));
        model.addAttribute("addressChoices", List.of(Choice.of("stated", texts.get("admission.office.address.stated")),
                Choice.of("letter", texts.get("admission.office.address.letter"))));
        model.addAttribute("languages", List.of("en", "fr", "es", "pt", "ru", "zh", "ko", "ar", "id").stream()
                .map(tag -> Choice.of(tag, java.util.Locale.forLanguageTag(tag).getDisplayLanguage(java.util.Locale.ENGLISH))).toList());
    }

    /** What a case's form says, as answers that can be changed. */
    Answers answers(Application application) {
        return Answers.of(json.<com.fasterxml.jackson.databind.JsonNode>valueToTree(application.form()));
    }

    /** The same for the applicant itself, with what it said of its figure. */
    Answers asWritten(Application application) {
        return places.remember(application.reference(), answers(application));
    }

    /** The names of the files that the draft has, and what its signed form was recognised as. */
    Map<String, String> kept(Drafts.Draft draft) {
        return known(draft, null);
    }

    private Map<String, String> known(Drafts.Draft draft, Application application) {
        Map<String, String> kept = new HashMap<>();
        if (draft != null && draft.files().containsKey(Part.SIGNED_FORM)) {
            FormReading reading = reading(draft, application);
            kept.put("reading", words(reading, draft, application));
            kept.put("reading.todo", signed.advice(reading));
            kept.put("reading.look", reading.doubtful() ? "waiting" : reading.kind() == FormReading.Kind.SCAN ? "plain" : "done");
            kept.put("reading.seen", seen(draft.files().get(Part.SIGNED_FORM)));
        }
        for (Part part : Part.values()) {
            if (draft != null && draft.kept(part) != null) {
                kept.put(part.field(), draft.kept(part));
            }
        }
        return kept;
    }

    /** The names of the files that the case has, and of those that the draft has in their place. */
    Map<String, String> kept(Application application, Drafts.Draft draft) {
        Map<String, String> kept = new HashMap<>();
        for (Part part : Part.values()) {
            application.file(part).flatMap(documents::find).ifPresent(document -> kept.put(part.field(), document.name()));
        }
        kept.putAll(known(draft, application));
        return kept;
    }

    private List<Choice> choices(Enum<?>[] values, String key) {
        return Arrays.stream(values).map(value -> Choice.of(value.name(), texts.get("admission." + key + "." + value.name()))).toList();
    }
}
