package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;
import static org.wego.membership.engine.Rows.instant;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Sha256;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.PlainPdf;
import org.wego.membership.site.Texts;
import org.wego.membership.site.UnfitPdf;
import org.wego.membership.site.Unprocessable;

/**
 * Signed forms that come back: whether each is of this case and version and says what was filled in; and who signed it, as
 * a clerk reads it off the paper. What is recognised is said, never a reason to refuse: a scan is as good as a file.
 */
@Service
public class SignedForms {

    /**
     * Who signed, in what capacity, as a clerk read it off the paper.
     *
     * @param version of the case's data, whose signed form it was
     * @param current whether that paper is still the one that counts; false once another was sent
     */
    public record Signature(int version, String name, String title, Capacity capacity, String recordedBy, Instant recordedAt, boolean current) {
    }

    /** The number, version and hash as they stand at the foot of each page; an OCR may have put spaces into it. */
    private static final Pattern FOOT = Pattern.compile("(WEGO-\\d{4}-\\d{4,9})\\s*,\\s*version\\s+(\\d{1,6})\\b");
    private static final Pattern SEAL = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final int LONGEST_NAME = 150;

    private final FormSeals seals;
    private final FormPdf formPdf;
    private final ApplicationStore store;
    private final Countries countries;
    private final JdbcClient jdbc;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;
    private final ApplicationEventPublisher events;

    SignedForms(FormSeals seals, FormPdf formPdf, ApplicationStore store, Countries countries, JdbcClient jdbc, Moments moments, Clock clock, Texts texts,
            ApplicationEventPublisher events) {
        this.seals = seals;
        this.formPdf = formPdf;
        this.store = store;
        this.countries = countries;
        this.jdbc = jdbc;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
        this.events = events;
    }

    /**
     * Refuses what is no plain PDF; a form's own data may be inside.
     *
     * @throws UnfitPdf with the reason
     */
    public void check(byte[] pdf) {
        carried(PlainPdf.look(pdf, FormSeals.FILE));
    }

    private static Optional<FormSeals.Data> carried(PlainPdf.Look look) {
        if (look.carried() == null) {
            return Optional.empty();
        }
        return Optional.of(FormSeals.read(look.carried()).orElseThrow(() -> new UnfitPdf("site.pdf.embedded")));
    }

    /**
     * What a signed form is.
     *
     * @param reference the number of the case that it is sent for, null while it has none
     * @param now       what was filled in; null when that isn't whole yet, and nothing is compared with it
     */
    public FormReading read(byte[] pdf, String reference, ApplicationForm now) {
        PlainPdf.Look look = PlainPdf.look(pdf, FormSeals.FILE);
        Optional<FormSeals.Data> data = carried(look);
        return data.isPresent() ? byData(pdf, look, data.get(), reference, now) : byText(look, reference, now);
    }

    private FormReading byData(byte[] pdf, PlainPdf.Look look, FormSeals.Data data, String reference, ApplicationForm now) {
        Optional<FormSeal> made = data.reference() == null ? Optional.empty() : seals.find(data.reference(), data.version());
        if (made.isEmpty() || !made.get().hash().equals(data.rightHash()) || !made.get().hash().equals(data.hash())) {
            // whose content is known can be asked which field it is; of others only the hash was kept
            boolean known = made.isPresent() && now != null && made.get().hash().equals(FormSeals.hash(data.reference(), now));
            return reading(FormReading.Kind.ALTERED, data.reference(), data.version(),
                    known ? differing(flat(data.form()), flat(FormSeals.map(now))) : List.of(), false, true);
        }
        FormSeal seal = made.get();
        if (!seal.reference().equals(reference)) {
            return reading(FormReading.Kind.OTHER_CASE, seal.reference(), seal.version(), List.of(), false, false);
        }
        Optional<ApplicationForm> content = data.content();
        if (content.isEmpty()) {
            return reading(FormReading.Kind.ALTERED, seal.reference(), seal.version(), List.of(), false, true);
        }
        Pages pages = Sha256.hex(pdf).equals(seal.fileHash()) ? Pages.AS_MADE : compare(look, seal, content.get());
        if (pages.kind() == Pages.Kind.OTHER) {
            return reading(FormReading.Kind.ALTERED, seal.reference(), seal.version(), pages.fields(), false, true);
        }
        if (now != null && !seal.hash().equals(FormSeals.hash(reference, now))) {
            return reading(FormReading.Kind.OTHER_VERSION, seal.reference(), seal.version(),
                    differing(flat(data.form()), flat(FormSeals.map(now))), pages.asMade(), pages.added());
        }
        if (pages.kind() == Pages.Kind.UNREAD) {
            // the data are ours, of what the pages show nobody knows
            return reading(FormReading.Kind.SCAN, seal.reference(), seal.version(), List.of(), false, false);
        }
        return recognised(seal, pages);
    }

    private static FormReading recognised(FormSeal seal, Pages pages) {
        return reading(pages.kind() == Pages.Kind.COVERED ? FormReading.Kind.COVERED : FormReading.Kind.UNCHANGED, seal.reference(), seal.version(),
                pages.fields(), pages.asMade(), pages.added());
    }

    /** The data are lost, as when a form is printed to a new PDF, or it is a scan: only what can be read on it tells. */
    private FormReading byText(PlainPdf.Look look, String reference, ApplicationForm now) {
        Matcher foot = look.text() == null ? null : FOOT.matcher(plain(look.text()));
        if (foot == null || !foot.find()) {
            return FormReading.scan();
        }
        String says = foot.group(1);
        int version = Integer.parseInt(foot.group(2));
        Optional<FormSeal> made = seals.find(says, version);
        if (!FOOT.matcher(plain(look.seen())).find()) {
            // letters that a scanner guessed: enough to tell the case, not enough to accuse anybody
            return reading(made.isPresent() && !says.equals(reference) ? FormReading.Kind.OTHER_CASE : FormReading.Kind.SCAN, says, version,
                    List.of(), false, false);
        }
        Matcher seal = SEAL.matcher(look.text());
        boolean sealed = made.isPresent() && seal.find();
        for (boolean more = sealed; more; more = seal.find()) {
            sealed &= seal.group().equals(made.get().hash());
        }
        if (!sealed) {
            return reading(FormReading.Kind.ALTERED, says, version, List.of(), false, true);
        }
        if (!says.equals(reference)) {
            return reading(FormReading.Kind.OTHER_CASE, says, version, List.of(), false, false);
        }
        if (now == null) {
            return reading(FormReading.Kind.SCAN, says, version, List.of(), false, false);
        }
        if (!made.get().hash().equals(FormSeals.hash(reference, now))) {
            return reading(FormReading.Kind.OTHER_VERSION, says, version, unsaid(now, look.text()), false, false);
        }
        Pages pages = compare(look, made.get(), now);
        return pages.kind() == Pages.Kind.OTHER ? reading(FormReading.Kind.ALTERED, says, version, pages.fields(), false, false)
                : recognised(made.get(), pages);
    }

    private static FormReading reading(FormReading.Kind kind, String reference, int version, List<String> fields, boolean asMade, boolean added) {
        return new FormReading(kind, reference, version, fields, asMade, added);
    }

    /** How the pages compare with those that were made. */
    private record Pages(Kind kind, List<String> fields) {

        static final Pages AS_MADE = new Pages(Kind.AS_MADE, List.of());

        enum Kind {
            AS_MADE, SAME, ADDED, COVERED, OTHER, UNREAD
        }

        boolean asMade() {
            return kind == Kind.AS_MADE;
        }

        boolean added() {
            return kind == Kind.ADDED || kind == Kind.COVERED;
        }
    }

    /**
     * Draws the form once more and looks whether every word of it still stands there, in its order, and can be seen. Who draws
     * letters anew that look otherwise than they say isn't found out by this; the clerk has both papers beside each other.
     */
    private Pages compare(PlainPdf.Look look, FormSeal seal, ApplicationForm content) {
        byte[] made = formPdf.draw(content, seal);
        PlainPdf.Look wanted = PlainPdf.look(made, FormSeals.FILE);
        if (look.text() == null) {
            return new Pages(Pages.Kind.UNREAD, List.of());
        }
        if (look.pages().equals(wanted.pages()) && !look.marked()) {
            return new Pages(Pages.Kind.SAME, List.of());
        }
        List<String> unsaid = unsaid(content, look.seen());
        if (inOrder(words(wanted.text()), words(look.text()))) {
            List<String> covered = new ArrayList<>(unsaid);
            covered.removeAll(unsaid(content, look.text()));
            return new Pages(covered.isEmpty() ? Pages.Kind.ADDED : Pages.Kind.COVERED, covered);
        }
        // a release that draws the form otherwise can't ask for every word: then only the answers must be there
        boolean drawnOtherwise = seal.fileHash() != null && !seal.fileHash().equals(Sha256.hex(made));
        return new Pages(drawnOtherwise && unsaid.isEmpty() ? Pages.Kind.ADDED : Pages.Kind.OTHER, unsaid);
    }

    private static boolean inOrder(List<String> wanted, List<String> found) {
        int next = 0;
        for (String word : found) {
            if (next < wanted.size() && wanted.get(next).equals(word)) {
                next++;
            }
        }
        return next == wanted.size();
    }

    private static List<String> words(String text) {
        return Arrays.stream(plain(text).split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** The fields whose answers don't stand on the paper. */
    List<String> unsaid(ApplicationForm form, String text) {
        return unsaid(form, words(text));
    }

    private List<String> unsaid(ApplicationForm form, Collection<String> found) {
        String all = String.join("", found);
        Set<String> words = new HashSet<>(found);
        List<String> unsaid = new ArrayList<>();
        flat(FormSeals.map(form)).forEach((field, value) -> {
            String printed = printed(field, value);
            // the paper sets commas and full stops behind what was answered, and breaks what is written without spaces
            boolean said = words(printed).stream().allMatch(word -> words.contains(word) || words.contains(word + ",") || words.contains(word + ".")
                    || all.contains(word) && (word.length() > 40 || word.codePoints().anyMatch(letter -> letter > 0x2E80)));
            if (!said) {
                unsaid.add(field);
            }
        });
        return FormReader.FIELDS.stream().filter(unsaid::contains).toList();
    }

    /** How the paper writes the value of a field. */
    private String printed(String field, String value) {
        return switch (field) {
            case "population.value", "employees.value" -> Figures.grouped(Long.parseLong(value));
            case "country" -> countries.name(value);
            case "category" -> texts.get("admission.category." + value);
            case "level" -> texts.get("admission.level." + value);
            case "organisationType" -> texts.get("admission.type." + value);
            case "signatory.capacity" -> texts.get("admission.capacity." + value);
            case "regional", "consent", "language", "sectors" -> "";
            default -> value;
        };
    }

    /** The fields of which one has another value than the other. */
    private static List<String> differing(Map<String, String> one, Map<String, String> other) {
        Set<String> fields = new TreeSet<>(one.keySet());
        fields.addAll(other.keySet());
        fields.removeIf(field -> Objects.equals(one.get(field), other.get(field)));
        // another's own words are no field's name
        return FormReader.FIELDS.stream().filter(fields::contains).toList();
    }

    private static Map<String, String> flat(Map<String, Object> form) {
        Map<String, String> flat = new LinkedHashMap<>();
        form.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                inner.forEach((part, detail) -> flat.put(name + "." + part, String.valueOf(detail)));
            } else {
                flat.put(name, String.valueOf(value));
            }
        });
        return flat;
    }

    /**
     * The number that a form bears that was made of just these answers; so who lost the page that made it, or sends it
     * through the interface, keeps the number that stands on the paper.
     */
    Optional<String> number(byte[] pdf, ApplicationForm now) {
        String says = read(pdf, null, null).reference();
        return Optional.ofNullable(says).filter(reference -> read(pdf, reference, now).kind() == FormReading.Kind.UNCHANGED);
    }

    /** Notes with a version of the case what its signed form is. */
    void note(String reference, int version, FormReading reading) {
        jdbc.sql("""
                insert into form_reading (reference, version, kind, says_reference, says_version, fields, as_made, added, read_at)
                values (:reference, :version, :kind, :says, :saysVersion, string_to_array(nullif(:fields, ''), ','), :asMade, :added, :now)
                on conflict (reference, version) do nothing""")
                .param("reference", reference).param("version", version).param("kind", reading.kind().name())
                .param("says", reading.reference()).param("saysVersion", reading.version()).param("fields", String.join(",", reading.fields()))
                .param("asMade", reading.asMade()).param("added", reading.added()).param("now", now()).update();
    }

    /** What the signed form of the case's last version was recognised as; empty for cases of before this was noted. */
    public Optional<FormReading> of(String reference) {
        return jdbc.sql("select * from form_reading where reference = :reference order by version desc limit 1")
                .param("reference", reference).query(SignedForms::reading).optional();
    }

    private static FormReading reading(ResultSet row, int index) throws SQLException {
        Array fields = row.getArray("fields");
        return new FormReading(FormReading.Kind.valueOf(row.getString("kind")), row.getString("says_reference"),
                row.getObject("says_version", Integer.class), fields == null ? List.of() : List.of((String[]) fields.getArray()),
                row.getBoolean("as_made"), row.getBoolean("added"));
    }

    /** What was recognised, in a sentence for the applicant or the clerk. */
    public String words(FormReading reading, String reference) {
        String version = reading.version() == null ? "" : String.valueOf(reading.version());
        return switch (reading.kind()) {
            case UNCHANGED -> texts.get(reading.asMade() ? "admission.reading.asMade" : reading.added() ? "admission.reading.added"
                    : "admission.reading.unchanged", reading.reference(), version);
            case COVERED -> texts.get("admission.reading.covered", reading.reference(), version, fields(reading));
            case OTHER_VERSION -> reading.fields().isEmpty() ? texts.get("admission.reading.otherVersion", reading.reference(), version)
                    : texts.get("admission.reading.otherVersion.fields", reading.reference(), version, fields(reading));
            case OTHER_CASE -> reference == null ? texts.get("admission.reading.otherCase.unnumbered", reading.reference())
                    : texts.get("admission.reading.otherCase", reading.reference(), reference);
            case ALTERED -> reading.fields().isEmpty() ? texts.get("admission.reading.altered")
                    : texts.get("admission.reading.altered.fields", fields(reading));
            case SCAN -> reading.reference() == null ? texts.get("admission.reading.scan")
                    : texts.get("admission.reading.scan.says", reading.reference(), version);
        };
    }

    /** What a reviewer must know of it: what the signed form was recognised as, and who signed it. */
    public List<Fact> facts(String reference) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(texts.get("admission.reading.office"), of(reference).map(reading -> words(reading, reference))
                .orElseGet(() -> texts.get("admission.reading.notNoted"))));
        facts.add(signature(reference).map(signature -> Fact.of(texts.get("admission.signature.fact"), words(signature),
                        texts.get("admission.signature.noted", signature.recordedBy(), moments.words(signature.recordedAt()))))
                .orElseGet(() -> Fact.of(texts.get("admission.signature.fact"), texts.get("admission.signature.none"))));
        return facts;
    }

    String words(Signature signature) {
        String words = texts.get("admission.signature.words", signature.name(), signature.title(), texts.get("admission.capacity." + signature.capacity()));
        return signature.current() ? words : texts.get("admission.signature.former", words, String.valueOf(signature.version()));
    }

    /** What the applicant may do about a doubtful one. */
    public String advice(FormReading reading) {
        return texts.get("admission.reading.todo." + reading.kind());
    }

    private String fields(FormReading reading) {
        return String.join(", ", reading.fields().stream().map(field -> texts.get("admission.field." + field).toLowerCase(Locale.ENGLISH)).toList());
    }

    /** The last note of who signed, if a clerk has made one. */
    public Optional<Signature> signature(String reference) {
        return signatures(reference).stream().reduce((first, second) -> second);
    }

    /** All notes of who signed, in order. */
    public List<Signature> signatures(String reference) {
        return jdbc.sql("""
                select s.*, read.signed_form = last.signed_form as current from case_signature s
                  join application_version read on read.reference = s.reference and read.version = s.version
                  join application a on a.reference = s.reference
                  join application_version last on last.reference = a.reference and last.version = a.version
                where s.reference = :reference order by s.id""").param("reference", reference)
                .query((row, i) -> new Signature(row.getInt("version"), row.getString("name"), row.getString("title"),
                        Capacity.valueOf(row.getString("capacity")), row.getString("recorded_by"), instant(row, "recorded_at"), row.getBoolean("current")))
                .list();
    }

    /**
     * A clerk notes who signed. A fact, no decision: the reviewer sees it, and a later note takes the place of this one.
     *
     * @param answers name, title and capacity, and in {@code version} the version whose paper the clerk had before it; that of
     *                now where it isn't said
     * @throws org.wego.membership.site.InvalidInput with every fault
     */
    @Transactional
    public void sign(String reference, Answers answers, String account) {
        Application application = store.findForUpdate(reference).orElseThrow(() -> new NotFound(texts.get("admission.case.unknown")));
        if (application.erased()) {
            throw new Unprocessable(texts.get("admission.erased.form"));
        }
        Faults faults = new Faults();
        String name = line(answers, "signedName", faults);
        String title = line(answers, "signedTitle", faults);
        Optional<Capacity> capacity = Arrays.stream(Capacity.values()).filter(one -> one.name().equals(answers.get("signedCapacity"))).findFirst();
        faults.addIf(capacity.isEmpty(), "signedCapacity", texts.get("admission.fault.missing.signatory.capacity"));
        faults.addIf(!samePaper(application, answers.get("version")), "signedName", texts.get("admission.signature.overtaken"));
        faults.throwIfAny();
        jdbc.sql("""
                insert into case_signature (reference, version, name, title, capacity, recorded_by, recorded_at)
                values (:reference, :version, :name, :title, :capacity, :by, :now)""")
                .param("reference", reference).param("version", application.version()).param("name", name).param("title", title)
                .param("capacity", capacity.orElseThrow().name()).param("by", account).param("now", now()).update();
        store.event(reference, "signature", account, texts.get("admission.signature.words", name, title,
                texts.get("admission.capacity." + capacity.get())));
        events.publishEvent(new CaseNoted(reference));
    }

    /** Whether the paper that was before the clerk is still the one that counts. */
    private boolean samePaper(Application application, String seen) {
        return seen.isEmpty() || seen.matches("\\d{1,9}") && jdbc.sql("select signed_form from application_version where reference = ? and version = ?")
                .params(application.reference(), Integer.parseInt(seen)).query(UUID.class).optional()
                .filter(paper -> paper.equals(application.signedForm().value())).isPresent();
    }

    private String line(Answers answers, String field, Faults faults) {
        String value = Normalizer.normalize(answers.get(field), Normalizer.Form.NFC).strip();
        if (value.isEmpty()) {
            faults.add(field, texts.get("admission.fault.missing." + field));
        } else if (value.length() > LONGEST_NAME) {
            faults.add(field, texts.get("admission.fault.tooLong", String.valueOf(LONGEST_NAME), String.valueOf(value.length())));
        } else if (FormReader.hasInvisible(value)) {
            faults.add(field, texts.get("admission.fault.control"));
        }
        return value;
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }
}
