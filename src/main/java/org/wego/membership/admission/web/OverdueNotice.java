package org.wego.membership.admission.web;

import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.admission.AnswerClock;
import org.wego.membership.site.OfficeNotice;
import org.wego.membership.site.Texts;

/** Says on the office's start page that applicants wait longer than promised. */
@Component
class OverdueNotice implements OfficeNotice {

    private final AnswerClock clock;
    private final Texts texts;

    OverdueNotice(AnswerClock clock, Texts texts) {
        this.clock = clock;
        this.texts = texts;
    }

    @Override
    public Optional<Line> line() {
        int overdue = clock.overdue();
        return overdue == 0 ? Optional.empty() : Optional.of(new Line("fault", texts.get("admission.office.overdue.what", overdue),
                texts.get("admission.office.overdue.do"), "/office/cases?turn=overdue", texts.get("admission.office.overdue")));
    }
}
