package org.wego.membership.admission;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.Letter;
import org.wego.membership.letter.Outbox;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/**
 * Writes the letters about drafts. None says a word that was typed into the form: anybody can have one sent to any address, and it
 * shall carry nobody's message.
 */
@Component
class DraftLetters {

    private final Outbox outbox;
    private final Moments moments;
    private final Texts texts;

    DraftLetters(Outbox outbox, Moments moments, Texts texts) {
        this.outbox = outbox;
        this.moments = moments;
        this.texts = texts;
    }

    /** Asked for again within the minute it is the same letter: a second click sends no second one. */
    void saved(PersonalLinks.Handle draft, String email, Instant goneAt, Instant now) {
        String address = Sha256.hex(email.toLowerCase(Locale.ROOT)).substring(0, 8);
        outbox.post(begin(DraftLetter.DRAFT_SAVED, draft, address + "/" + now.truncatedTo(ChronoUnit.MINUTES), email)
                .fact(texts.get("apply.draft.goneOn"), moments.day(goneAt)).link(draft, Drafts.PATH).build());
    }

    void handedOver(PersonalLinks.Handle draft, String email, Instant goneAt) {
        outbox.post(begin(DraftLetter.DRAFT_HANDED_OVER, draft, String.valueOf(draft.generation()), email)
                .fact(texts.get("apply.draft.goneOn"), moments.day(goneAt)).link(draft, Drafts.PATH).build());
    }

    void passedOn(PersonalLinks.Handle draft, String email, String colleague) {
        outbox.post(begin(DraftLetter.DRAFT_PASSED_ON, draft, String.valueOf(draft.generation()), email)
                .fact(texts.get("apply.draft.colleague"), colleague).page("/apply").build());
    }

    void remind(PersonalLinks.Handle draft, String email, Instant keptAt, Instant goneAt, int n) {
        outbox.post(begin(DraftLetter.DRAFT_REMINDER, draft, keptAt.truncatedTo(ChronoUnit.SECONDS) + "/" + n, email)
                .word("day", moments.day(goneAt)).fact(texts.get("apply.draft.savedOn"), moments.day(keptAt))
                .fact(texts.get("apply.draft.goneOn"), moments.day(goneAt)).link(draft, Drafts.PATH).build());
    }

    /** By which the office finds a draft's letters, and {@link Erasure} those of drafts that are gone; it opens nothing. */
    static String reference(String draft) {
        return "DRAFT-" + draft.replace("-", "").substring(0, 12).toUpperCase(Locale.ROOT);
    }

    private static Letter.Builder begin(DraftLetter kind, PersonalLinks.Handle draft, String occasion, String email) {
        return Letter.of(kind, draft.subject() + "/" + kind.name() + "/" + occasion).about(reference(draft.subject())).to(email);
    }
}
