package org.wego.membership.admission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Sha256;
import org.wego.membership.fee.Referrals;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.LetterResent;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Category;
import org.wego.membership.site.Faults;
import org.wego.membership.site.FileNames;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.PlainPdf;
import org.wego.membership.site.Texts;
import org.wego.membership.site.UnfitPdf;
import org.wego.membership.site.Unprocessable;

/**
 * Applications and what applicants and clerks do with them: send, confirm the address, amend, withdraw, correct. Each of these is
 * a fact of its own; the process hears of it after the commit.
 */
@Service
public class Applications {

    /** Which sender an application comes from. */
    public record Sender(String channel, String account, boolean addressStated) {

        /** The page. */
        public static final Sender PAGE = new Sender("PAGE", null, false);
        /** The interface. */
        public static final Sender API = new Sender("API", null, false);

        /** A clerk who enters what came by post; {@code addressStated}: the clerk answers for the e-mail address. */
        public static Sender post(String account, boolean addressStated) {
            return new Sender("POST", account, addressStated);
        }
    }

    /** What became of the wish to confirm an address. */
    public enum Confirmation {
        CONFIRMED, ALREADY, TOO_LATE
    }

    private static final long MEGABYTE = 1024 * 1024;
    private static final String APPLICANT = "applicant";
    private static final String SUBMITTER_LINK = "submission";

    private final ApplicationStore store;
    private final FormReader reader;
    private final SignedForms signed;
    private final Drafts drafts;
    private final Documents documents;
    private final PersonalLinks links;
    private final AdmissionLetters letters;
    private final Referrals referrals;
    private final Places places;
    private final Consents consents;
    private final MemberEntry entry;
    private final RequestedChanges requested;
    private final AnswerClock answerClock;
    private final Decisions decisions;
    private final AdmissionSettings settings;
    private final PaperSettings papers;
    private final OrganisationCalendar calendar;
    private final Clock clock;
    private final Texts texts;
    private final ApplicationEventPublisher events;

    Applications(ApplicationStore store, FormReader reader, SignedForms signed, Drafts drafts, Documents documents, PersonalLinks links, AdmissionLetters letters,
            Referrals referrals, Places places, Consents consents, MemberEntry entry, RequestedChanges requested, AnswerClock answerClock, Decisions decisions,
            AdmissionSettings settings, PaperSettings papers, OrganisationCalendar calendar, Clock clock, Texts texts, ApplicationEventPublisher events) {
        this.store = store;
        this.reader = reader;
        this.signed = signed;
        this.drafts = drafts;
        this.documents = documents;
        this.links = links;
        this.letters = letters;
        this.referrals = referrals;
        this.places = places;
        this.consents = consents;
        this.entry = entry;
        this.requested = requested;
        this.answerClock = answerClock;
        this.decisions = decisions;
        this.settings = settings;
        this.papers = papers;
        this.calendar = calendar;
        this.clock = clock;
        this.texts = texts;
        this.events = events;
    }

    /**
     * Takes an application in: checks everything, stores it and its files, starts its process, all in one transaction.
     * The same content again within minutes, or the same key with the same content at any time, is the same case.
     *
     * @param key what the caller chose to recognise a repetition by, or null
     * @return the case's reference
     * @throws InvalidInput  with every fault
     * @throws Unprocessable if the key was used with another content
     */
    @Transactional
    public String submit(Answers answers, Map<Part, Upload> files, Sender sender, String key) {
        return submit(answers, files, sender, key, null);
    }

    /**
     * The same under a number that was {@linkplain #reserve kept} for it, unless a case has taken that already.
     *
     * @param reserved null for the number on its signed form, if one of these very answers was made, and otherwise the next
     */
    @Transactional
    public String submit(Answers answers, Map<Part, Upload> files, Sender sender, String key, String reserved) {
        Faults faults = new Faults();
        ApplicationForm form = reader.read(answers, faults);
        check(files, 0, faults);
        faults.addIf(files.get(Part.SIGNED_FORM) == null, Part.SIGNED_FORM.field(), texts.get("admission.fault.missing.signedForm"));
        faults.addIf(key != null && (key.isBlank() || key.length() > 200), "Idempotency-Key", texts.get("admission.fault.key"));
        faults.throwIfAny();

        byte[] content = hash(form, files);
        store.lock(content);
        byte[] keyHash = key == null ? null : Sha256.of(key);
        if (keyHash != null) {
            store.lock(keyHash);
            Optional<ApplicationStore.Key> known = store.key(keyHash);
            if (known.isPresent()) {
                if (!MessageDigest.isEqual(known.get().contentHash(), content)) {
                    throw new Unprocessable(texts.get("admission.fault.keyUsed"));
                }
                return known.get().reference();
            }
        }
        Optional<String> twin = store.sameContent(content, clock.instant().minus(settings.doubleWithin()));
        String reference = twin.orElseGet(() -> create(answers, form, files, sender, content, reserved));
        if (keyHash != null) {
            store.putKey(keyHash, content, reference);
        }
        return reference;
    }

    private String create(Answers answers, ApplicationForm form, Map<Part, Upload> files, Sender sender, byte[] content, String reserved) {
        byte[] signedForm = files.get(Part.SIGNED_FORM).bytes();
        String reference = Optional.ofNullable(reserved).or(() -> signed.number(signedForm, form)).filter(this::free).orElseGet(this::nextNumber);
        Instant until = clock.instant().plus(settings.confirmationDays(), ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        store.insert(reference, form, keep(files, Map.of()), sender.channel(), sender.account(), until, content);
        places.note(get(reference), answers);
        recognise(reference);
        store.event(reference, "submitted." + sender.channel(), sender.account() == null ? APPLICANT : sender.account(), null);
        consents.given(reference, 1, sender.channel(), sender.account() == null ? APPLICANT : sender.account());
        claimReferral(reference, form);
        events.publishEvent(new ApplicationSubmitted(reference, form.name(), form.category()));
        if (sender.addressStated()) {
            confirmedBy(reference, sender.account());
        }
        return reference;
    }

    /**
     * Notes what the signed form is to the case's present version, and what its figure is to GeoNames': the same paper is another
     * version's once the answers change.
     */
    void recognise(String reference) {
        Application application = get(reference);
        places.note(application, new Answers());
        signed.note(reference, application.version(), signed.read(documents.get(application.signedForm()).bytes(), reference, application.form()));
    }

    /** Whether no case has that number; it is the caller's until the end of the transaction. */
    private boolean free(String number) {
        store.lock(Sha256.of(number));
        return store.find(number).isEmpty();
    }

    private String nextNumber() {
        return store.nextReference(calendar.today().getYear());
    }

    /**
     * The number that a draft's case is going to have: it stands on the form that is made of it. The same for every form of
     * that draft; a number that is never used is a harmless gap.
     *
     * @param draftToken null to keep one for what is no draft
     */
    @Transactional
    public String reserve(String draftToken) {
        if (draftToken == null) {
            return nextNumber();
        }
        store.lock(Sha256.of(draftToken));
        return reserved(draftToken).orElseGet(() -> {
            String number = nextNumber();
            drafts.reference(draftToken, number);
            return number;
        });
    }

    /** The number that is kept for a draft, if a form was made of it and no case has that number yet. */
    public Optional<String> reserved(String draftToken) {
        return drafts.reference(draftToken).filter(number -> store.find(number).isEmpty());
    }

    /** What the signed form of a draft is. It must be a {@linkplain #fault plain PDF}. */
    public FormReading reading(String draftToken, Answers answers, Upload signedForm) {
        ApplicationForm now = whole(answers);
        String number = reserved(draftToken).or(() -> now == null ? Optional.empty() : signed.number(signedForm.bytes(), now)
                .filter(says -> store.find(says).isEmpty())).orElse(null);
        return signed.read(signedForm.bytes(), number, now);
    }

    /** The same of a form that is sent for a case. */
    public FormReading reading(Application application, Answers answers, Upload signedForm) {
        return signed.read(signedForm.bytes(), application.reference(), whole(answers.put("category", application.category().name())));
    }

    private ApplicationForm whole(Answers answers) {
        Faults faults = new Faults();
        ApplicationForm form = reader.read(answers, faults);
        return faults.isEmpty() ? form : null;
    }

    /** The claim of a referral follows what the application says now. */
    void claimReferral(String reference, ApplicationForm form) {
        if (form.category() == Category.FULL && form.referredBy() != null && referrals.canRefer(form.referredBy())) {
            referrals.claim(form.referredBy(), reference, form.name(), form.country());
        } else if (referrals.of(reference).filter(claim -> !claim.memberNumber().equals(form.referredBy())).isPresent()) {
            referrals.unclaim(reference);
        }
    }

    private void confirmedBy(String reference, String who) {
        store.confirmed(reference, who);
        store.state(reference, CaseState.IN_REVIEW);
        answerClock.run(reference);
        store.event(reference, "confirmed", who, null);
        tell(reference, CaseNews.ADDRESS_CONFIRMED);
    }

    /** The applicant shows that it reads the mail of the address that it gave. */
    @Transactional
    public Confirmation confirm(String reference) {
        Application application = locked(reference);
        if (application.confirmedAt() != null) {
            return Confirmation.ALREADY;
        }
        if (application.state() != CaseState.UNCONFIRMED || !clock.instant().isBefore(application.confirmUntil())) {
            return Confirmation.TOO_LATE;
        }
        confirmedBy(reference, APPLICANT);
        return Confirmation.CONFIRMED;
    }

    /**
     * The applicant sends what was asked for; what wasn't stays as it is, whatever is sent. The category stays; a file that
     * isn't sent again stays too.
     *
     * @throws InvalidInput with every fault
     */
    @Transactional
    public void amend(String reference, Answers answers, Map<Part, Upload> files) {
        Application application = locked(reference);
        if (!amendable(application)) {
            throw new Unprocessable(texts.get("admission.amend.notAsked"));
        }
        Faults faults = new Faults();
        boolean all = requested.open(reference).map(RequestedChanges.Request::all).orElse(true);
        Answers whole = requested.merge(application, answers).put("category", application.category().name());
        ApplicationForm form = reader.read(whole, faults);
        Map<Part, DocumentId> kept = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            application.file(part).ifPresent(id -> kept.put(part, id));
        }
        Map<Part, Upload> wanted = requested.merge(application, files);
        // a file that is there already needs no room
        Map<DocumentId, String> seals = documents.seals(kept.values());
        wanted.entrySet().removeIf(file -> Sha256.hex(file.getValue().bytes()).equals(seals.get(kept.get(file.getKey()))));
        check(wanted, store.storedBytes(reference), faults);
        faults.throwIfAny();
        store.amend(application, form, keep(wanted, kept), APPLICANT);
        places.note(get(reference), whole);
        recognise(reference);
        // Where only some fields were open, the words of the consent didn't stand there: what was given before holds
        if (all) {
            consents.given(reference, application.version() + 1, Sender.PAGE.channel(), APPLICANT);
        }
        requested.end(reference, RequestedChanges.Ended.AMENDED);
        supersede(reference);
        store.state(reference, CaseState.IN_REVIEW);
        answerClock.run(reference);
        store.askChanges(reference, application.reason(), null);
        store.event(reference, "amended", APPLICANT, null);
        claimReferral(reference, form);
        letters.amendmentReceived(get(reference));
        tell(reference, CaseNews.APPLICATION_AMENDED);
    }

    /** Whether changes are awaited of the applicant now. */
    public boolean amendable(Application application) {
        return application.state() == CaseState.CHANGES_ASKED && application.amendUntil() != null
                && clock.instant().isBefore(application.amendUntil());
    }

    /** The applicant withdraws; false when the case has ended already. A decline that isn't told yet hasn't ended it. */
    @Transactional
    public boolean withdraw(String reference) {
        Application application = locked(reference);
        if (!application.state().open() && decisions.untold(application).filter(decision -> decision.finalAt() == null).isEmpty()) {
            return false;
        }
        store.state(reference, CaseState.WITHDRAWN);
        store.event(reference, "withdrawn", APPLICANT, null);
        supersede(reference);
        tell(reference, CaseNews.APPLICATION_WITHDRAWN);
        return true;
    }

    /**
     * A clerk corrects the address, or has the letter sent again to the same one. What was sent before no longer opens the
     * case.
     *
     * @throws InvalidInput  if it is no address
     * @throws Unprocessable if the case has ended
     */
    @Transactional
    public void correctAddress(String reference, String email, String account) {
        Application application = locked(reference);
        if (!application.state().open()) {
            throw new Unprocessable(texts.get("admission.address.ended"));
        }
        String address = email == null ? "" : email.strip();
        if (!MailAddress.isFit(address)) {
            throw new InvalidInput("email", texts.get("admission.fault.email"));
        }
        changeAddress(application, address, account);
        links.reissue(AdmissionLetters.LINK, reference);
        Application corrected = get(reference);
        if (application.state() == CaseState.UNCONFIRMED) {
            letters.confirmAddress(corrected);
        } else {
            letters.linkRenewed(corrected);
        }
    }

    /** Notes another address; sends nothing. */
    void changeAddress(Application application, String address, String account) {
        if (address.equals(application.email())) {
            store.event(application.reference(), "letterAgain", account, address);
            return;
        }
        Map<Part, DocumentId> kept = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            application.file(part).ifPresent(id -> kept.put(part, id));
        }
        store.amend(application, application.form().withContactEmail(address), kept, account);
        recognise(application.reference());
        store.event(application.reference(), "addressCorrected", account, application.email() + " → " + address);
        entry.follow(application, get(application.reference()), account);
        events.publishEvent(new CaseCorrected(application.reference()));
    }

    /** The case, if there is one of that reference. */
    public Optional<Application> find(String reference) {
        return reference == null || reference.length() > 40 ? Optional.empty() : store.find(reference.strip().toUpperCase(java.util.Locale.ROOT));
    }

    /** The case, which must be there. */
    public Application get(String reference) {
        return store.find(reference).orElseThrow(() -> new NotFound(texts.get("admission.case.unknown")));
    }

    /** What happened to a case, in order. */
    public List<CaseEvent> events(String reference) {
        return store.events(reference);
    }

    /** So many cases one list shows. */
    public static final int LISTED = 500;

    /**
     * Cases, at most {@value #LISTED}.
     *
     * @param state    null for any
     * @param onlyOpen leaves out those that have ended
     * @param category null for any
     * @param q        a part of reference, name, country or address; null for any
     * @param oldestFirst for who looks for what waits; otherwise the newest come first
     */
    public List<CaseLine> list(CaseState state, boolean onlyOpen, Category category, String q, boolean oldestFirst) {
        return store.list(state, onlyOpen, category, q, oldestFirst, LISTED);
    }

    /** How many cases stand where; states without any are left out. */
    public Map<CaseState, Integer> counts() {
        return store.counts();
    }

    /** The page that shows the case to whoever sent it: it tells, and does nothing, since the address isn't confirmed by it. */
    public String statusUrl(String reference) {
        return links.url(links.issue(SUBMITTER_LINK, reference), "/status/{token}");
    }

    /** The same as a path, for a redirect within the site. */
    public String statusPath(String reference) {
        return statusUrl(reference).substring(links.page("").length());
    }

    /** What a token opens. */
    public Optional<Door> open(String token) {
        return links.open(AdmissionLetters.LINK, token).map(opened -> new Door(opened.subject(), true, opened.current(), opened.replacedAt()))
                .or(() -> links.open(SUBMITTER_LINK, token).map(opened -> new Door(opened.subject(), false, opened.current(), opened.replacedAt())));
    }

    /** The same for the applicant's own, present link only: with it one may do what only the applicant may. */
    public Optional<Door> own(String token) {
        return open(token).filter(door -> door.own() && door.current());
    }

    /** What a typed code of that case opens. */
    public Optional<Door> openByCode(String reference, String code) {
        return links.byCode(AdmissionLetters.LINK, code).filter(opened -> opened.subject().equals(reference))
                .map(opened -> new Door(opened.subject(), true, opened.current(), opened.replacedAt()));
    }

    /** The applicant's own page, for who has just typed the code. */
    public String ownUrl(String reference) {
        return links.url(links.issue(AdmissionLetters.LINK, reference), "/status/{token}");
    }

    /** The same as a path, for a redirect within the site. */
    public String ownPath(String reference) {
        return ownUrl(reference).substring(links.page("").length());
    }

    /**
     * A way into a case.
     *
     * @param own     the applicant's: it may confirm, amend and withdraw; otherwise it only shows
     * @param current false when a newer link took its place: it must open nothing
     */
    public record Door(String reference, boolean own, boolean current, Instant replacedAt) {
    }

    /** A letter of the case was refused for good; once a letter. */
    @Transactional
    public void letterRefused(String reference, long letterId, String address, String reason) {
        if (store.find(reference).isPresent() && store.refusal(reference, CaseNews.LETTER_REFUSED, letterId, address, reason)) {
            store.event(reference, "letterRefused", "mail", address);
            events.publishEvent(new CaseHasNews(reference));
        }
    }

    /** Somebody of the staff sent a letter of the case to another address: what opens the case may have gone with it. */
    @EventListener
    void letterResent(LetterResent letter) {
        if (letter.about() != null && store.find(letter.about()).isPresent()) {
            store.event(letter.about(), "letterAgain", letter.by(), letter.address());
        }
    }

    /** News that processes haven't heard yet. */
    public List<CaseNews> untold() {
        return store.untold();
    }

    /** News of one case that its process hasn't heard yet. */
    public List<CaseNews> untold(String reference) {
        return store.untold(reference);
    }

    /** The refusal of a letter. */
    public Optional<CaseNews> refusal(long letterId) {
        return store.newsOfLetter(letterId);
    }

    /** The process has heard it, or there is none any more that could. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void told(long newsId) {
        store.told(newsId);
    }

    /** A letter that is still held says nothing any more, and nobody need look at it. */
    private void supersede(String reference) {
        if (decisions.supersede(reference)) {
            tell(reference, CaseNews.DECISION_SUPERSEDED);
        }
    }

    /** Writes what the process must hear of, in the caller's transaction. */
    void tell(String reference, String message) {
        store.news(reference, message);
        events.publishEvent(new CaseHasNews(reference));
    }

    private Application locked(String reference) {
        return store.findForUpdate(reference).orElseThrow(() -> new NotFound(texts.get("admission.case.unknown")));
    }

    /** @param stored how much the case has already, in bytes */
    void check(Map<Part, Upload> files, long stored, Faults faults) {
        files.forEach((part, upload) -> fault(part, upload).ifPresent(words -> faults.add(part.field(), words)));
        long all = stored + files.values().stream().mapToLong(upload -> upload.bytes().length).sum();
        if (all > papers.caseMegabytes() * MEGABYTE && !files.isEmpty()) {
            faults.add(files.keySet().iterator().next().field(), texts.get("admission.fault.together", String.valueOf(papers.caseMegabytes()),
                    String.valueOf((all + MEGABYTE - 1) / MEGABYTE)));
        }
    }

    /** What is wrong with a file, in words. The signed form may carry its own data, no other paper carries anything. */
    public Optional<String> fault(Part part, Upload upload) {
        if (upload.unfit() != null) {
            return Optional.of(texts.get(upload.unfit()));
        }
        try {
            if (part == Part.SIGNED_FORM) {
                signed.check(upload.bytes());
            } else {
                PlainPdf.check(upload.bytes());
            }
            return Optional.empty();
        } catch (UnfitPdf unfit) {
            return Optional.of(texts.get(unfit.messageKey()));
        }
    }

    Map<Part, DocumentId> keep(Map<Part, Upload> files, Map<Part, DocumentId> before) {
        Map<Part, DocumentId> kept = new EnumMap<>(Part.class);
        kept.putAll(before);
        files.forEach((part, upload) -> kept.put(part, documents.store(FileNames.ending(upload.name(), ".pdf"), "application/pdf", upload.bytes())));
        return kept;
    }

    private byte[] hash(ApplicationForm form, Map<Part, Upload> files) {
        MessageDigest digest = Sha256.digest();
        digest.update(store.write(form).getBytes(StandardCharsets.UTF_8));
        for (Part part : Part.values()) {
            Upload upload = files.get(part);
            digest.update(upload == null ? new byte[32] : Sha256.of(upload.bytes()));
        }
        return digest.digest();
    }
}
