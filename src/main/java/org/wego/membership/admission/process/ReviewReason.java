package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.DECLINE_REASON;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.springframework.stereotype.Component;
import org.wego.membership.admission.DeclineReasons;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Reads the reason of a decision as the applicant will read it: needed for every one but an acceptance. */
@Component
class ReviewReason {

    static final int LONGEST = 2000;

    private final DeclineReasons declineReasons;
    private final Texts texts;

    ReviewReason(DeclineReasons declineReasons, Texts texts) {
        this.declineReasons = declineReasons;
        this.texts = texts;
    }

    /** A decline may rest on a reason from the list, in the table's words; what the reviewer writes follows them. */
    String read(TaskValues values, String decision) {
        String listed = decision.equals("decline") ? values.oneOfOr(DECLINE_REASON.name(), null, declineReasons.codes().toArray(String[]::new)) : null;
        String words = listed == null ? "" : declineReasons.words(listed);
        String written = decision.equals("accept") || !words.isEmpty() ? values.text(REASON.name())
                : values.requiredText(REASON.name(), texts.get("admission.task.reason"));
        if (written != null && written.length() > LONGEST) {
            throw new TaskRefused(REASON.name(), texts.get("admission.task.reasonTooLong"));
        }
        return words.isEmpty() ? written : written == null ? words : words + "\n\n" + written;
    }
}
