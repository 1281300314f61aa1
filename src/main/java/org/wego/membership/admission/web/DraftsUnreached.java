package org.wego.membership.admission.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.admission.DraftLetter;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.site.OfficeNotice;
import org.wego.membership.site.Texts;

/** Says on the office's start page that a letter about a draft came back: a draft is no case, and nobody gets a task about it. */
@Component
class DraftsUnreached implements OfficeNotice {

    private static final List<String> KINDS = Arrays.stream(DraftLetter.values()).map(DraftLetter::name).toList();
    /** So long somebody may find the right address; who writes has come back to the draft by then, or never will. */
    private static final Duration SHOWN = Duration.ofDays(14);

    private final LetterDesk letters;
    private final Clock clock;
    private final Texts texts;

    DraftsUnreached(LetterDesk letters, Clock clock, Texts texts) {
        this.letters = letters;
        this.clock = clock;
        this.texts = texts;
    }

    @Override
    public Optional<Line> line() {
        List<String> drafts = letters.refused(KINDS, clock.instant().minus(SHOWN));
        return drafts.isEmpty() ? Optional.empty() : Optional.of(new Line("waiting", texts.get("casefile.drafts.unreached.what", drafts.size()),
                texts.get("casefile.drafts.unreached.do"), drafts.size() == 1 ? "/office/letters?about=" + drafts.get(0) : "/office/letters?state=REFUSED",
                texts.get("casefile.drafts.unreached")));
    }
}
