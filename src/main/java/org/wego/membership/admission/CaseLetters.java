package org.wego.membership.admission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The letters of a case as its applicant may see them, and sending one of them again. */
@Service
public class CaseLetters {

    private static final String APPLICANT = "Applicant's contact";
    private static final String RESENT = "/resent-";

    /**
     * A letter as the applicant sees it.
     *
     * @param kind     {@code done}, {@code plain}, {@code waiting} or {@code fault}: the look of its state
     * @param state    what became of it, in a word
     * @param words    what became of it, in a sentence
     * @param again    whether it repeats an earlier one
     * @param sendable whether its reader may have it sent again now
     */
    public record Line(long id, String subject, List<String> to, Instant at, String kind, String state, String words, boolean again,
            boolean sendable) {
    }

    /** What became of the wish to have a letter again. */
    public enum Again {
        SENT, TOO_SOON, TOO_OFTEN
    }

    /**
     * How often a letter may be had again; ours.
     *
     * @param after so long it must lie before
     * @param aDay  so many letters of a case within a day
     */
    @ConfigurationProperties("wego.admission.resend")
    record Settings(@DefaultValue("PT10M") Duration after, @DefaultValue("5") int aDay) {
    }

    private final LetterDesk desk;
    private final ApplicationStore store;
    private final Settings settings;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;

    CaseLetters(LetterDesk desk, ApplicationStore store, Settings settings, Moments moments, Clock clock, Texts texts) {
        this.desk = desk;
        this.store = store;
        this.settings = settings;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
    }

    /**
     * The letters that were written to the applicant, the newest first. What is still held back, or was stopped, isn't written yet.
     *
     * @param own whether it is told to the applicant; another sees only the letter that asks to confirm the address
     */
    public List<Line> of(Application application, boolean own) {
        List<LetterDesk.Line> letters = letters(application, own);
        // Who stands before the one button that confirms has the letter, and needs no other button
        boolean offered = application.email() != null && (!own || application.state() != CaseState.UNCONFIRMED);
        return letters.stream().sorted(Comparator.comparing(LetterDesk.Line::id).reversed()).map(letter -> line(letter, letters, offered)).toList();
    }

    private List<LetterDesk.Line> letters(Application application, boolean own) {
        return desk.about(application.reference()).stream().filter(letter -> toApplicant(letter.kind()) && !letter.erased() && !letter.held(clock.instant())
                && (own || letter.kind().equals(AdmissionLetter.CONFIRM_ADDRESS.name()))).toList();
    }

    private static boolean toApplicant(String kind) {
        return Arrays.stream(AdmissionLetter.values()).anyMatch(one -> one.name().equals(kind) && one.row().recipient().equals(APPLICANT));
    }

    private Line line(LetterDesk.Line letter, List<LetterDesk.Line> all, boolean offered) {
        boolean refused = letter.state() == LetterDesk.State.REFUSED || !letter.refused().isEmpty();
        boolean later = letter.state() == LetterDesk.State.QUEUED && letter.attempts() > 0;
        String key = refused ? "REFUSED" : later ? "LATER" : letter.state().name();
        Instant at = letter.sentAt() == null ? letter.postedAt() : letter.sentAt();
        String words = texts.get("casefile.letter." + key, String.join(", ", refused ? letter.refused().isEmpty() ? letter.to() : letter.refused() : letter.to()),
                moments.words(later ? letter.notBefore() : at));
        if (letter.ambiguous()) {
            words += " " + texts.get("casefile.letter.ambiguous");
        }
        String kind = refused ? "fault" : letter.state() == LetterDesk.State.SENT ? "done" : later ? "waiting" : "plain";
        boolean last = all.stream().noneMatch(other -> other.id() > letter.id() && base(other).equals(base(letter)));
        boolean gone = letter.state() != LetterDesk.State.QUEUED && letter.state() != LetterDesk.State.SENDING;
        return new Line(letter.id(), letter.subject(), letter.to(), at, kind, texts.get("casefile.letter.state." + key), words,
                letter.naturalKey().contains(RESENT), offered && last && gone && !clock.instant().isBefore(letter.postedAt().plus(settings.after())));
    }

    /**
     * Sends a letter again, to the address on file and to no other, and not more often than the settings say: whoever has a link
     * must not be able to fill a mailbox.
     */
    @Transactional
    public Again sendAgain(String reference, long letterId, boolean own) {
        Application application = store.findForUpdate(reference).orElseThrow(() -> new NotFound(texts.get("admission.case.unknown")));
        // Where the people of the case were erased, there is nobody to write to any more
        List<LetterDesk.Line> letters = application.email() == null ? List.of() : letters(application, own);
        LetterDesk.Line letter = letters.stream().filter(one -> one.id() == letterId).findFirst()
                .orElseThrow(() -> new NotFound(texts.get("casefile.letter.unknown")));
        Instant now = clock.instant();
        Instant last = letters.stream().filter(one -> base(one).equals(base(letter))).map(LetterDesk.Line::postedAt).max(Comparator.naturalOrder()).orElseThrow();
        if (now.isBefore(last.plus(settings.after()))) {
            return Again.TOO_SOON;
        }
        long today = letters.stream().filter(one -> one.naturalKey().contains(RESENT) && one.postedAt().isAfter(now.minus(Duration.ofDays(1)))).count();
        if (today >= settings.aDay()) {
            return Again.TOO_OFTEN;
        }
        desk.resend(letterId, application.email());
        store.event(reference, "letterResent", "applicant", letter.subject());
        return Again.SENT;
    }

    /** How long a letter must lie before it goes again, in minutes. */
    public long minutes() {
        return settings.after().toMinutes();
    }

    private static String base(LetterDesk.Line letter) {
        return letter.naturalKey().replaceFirst(RESENT + "\\d+$", "");
    }
}
