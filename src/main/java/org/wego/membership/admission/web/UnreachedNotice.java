package org.wego.membership.admission.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.wego.membership.admission.AdmissionLetter;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.DraftLetter;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.site.OfficeNotice;
import org.wego.membership.site.Texts;

/**
 * Says on the office's start page that a letter came back of which no task tells: a draft is no case yet, and the process of a
 * case has often ended when the letter leaves that says so.
 */
@Component
class UnreachedNotice implements OfficeNotice {

    private static final List<String> KINDS = Stream.concat(Arrays.stream(DraftLetter.values()).map(DraftLetter::name),
            Arrays.stream(AdmissionLetter.values()).map(AdmissionLetter::name)).toList();
    /** So long somebody may find the right address; after that it stands among the letters only. */
    private static final Duration SHOWN = Duration.ofDays(14);

    private final LetterDesk letters;
    private final Applications applications;
    private final Clock clock;
    private final Texts texts;

    UnreachedNotice(LetterDesk letters, Applications applications, Clock clock, Texts texts) {
        this.letters = letters;
        this.applications = applications;
        this.clock = clock;
        this.texts = texts;
    }

    @Override
    public Optional<Line> line() {
        List<String> about = letters.refused(KINDS, clock.instant().minus(SHOWN)).stream()
                .filter(reference -> applications.find(reference).filter(application -> application.state().open()).isEmpty()).toList();
        return about.isEmpty() ? Optional.empty() : Optional.of(new Line("waiting", texts.get("casefile.unreached.what", about.size()),
                texts.get("casefile.unreached.do"), about.size() == 1 ? "/office/letters?about=" + about.get(0) : "/office/letters?state=REFUSED",
                texts.get("casefile.unreached")));
    }
}
