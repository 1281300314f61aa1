package org.wego.membership.committee.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.wego.membership.committee.Answer;
import org.wego.membership.committee.Ballots;
import org.wego.membership.committee.OneLine;
import org.wego.membership.committee.RoundCase;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Texts;

/**
 * What somebody filled in for a seat: an answer to each case, reasons, and who answers.
 *
 * @param answers by reference, those that can be taken
 * @param reasons by reference, in one line
 * @param faults  everything that is wrong or missing
 */
record Sheet(Map<String, Answer> answers, Map<String, String> reasons, String name, String title, Faults faults) {

    private static final int LONGEST_NAME = 120;

    /** Reads the fields of an agenda's form. */
    static Sheet of(Map<String, String> sent, List<RoundCase> agenda, List<Answer> offered, Texts texts) {
        Faults faults = new Faults();
        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (RoundCase item : agenda) {
            String field = "vote." + item.reference();
            String value = sent.get(field);
            Optional<Answer> answer = Answer.of(value).filter(offered::contains);
            answer.ifPresentOrElse(each -> answers.put(item.reference(), each), () -> faults.add(field,
                    texts.get(value == null || value.isBlank() ? "vote.fault.answer.missing" : "vote.fault.answer.unknown", item.item().name())));
            String reason = OneLine.of(sent.get("reason." + item.reference()));
            faults.addIf(reason.isEmpty() && answer.equals(Optional.of(Answer.RECUSE)), "reason." + item.reference(),
                    texts.get("vote.fault.reason.missing", item.item().name()));
            faults.addIf(reason.length() > Ballots.LONGEST_REASON, "reason." + item.reference(),
                    texts.get("vote.fault.reason.long", item.item().name(), Ballots.LONGEST_REASON));
            reasons.put(item.reference(), reason);
        }
        return new Sheet(answers, reasons, person(sent, "name", faults, texts), person(sent, "title", faults, texts), faults);
    }

    private static String person(Map<String, String> sent, String field, Faults faults, Texts texts) {
        String text = OneLine.of(sent.get(field));
        if (text.isEmpty()) {
            faults.add(field, texts.get("vote.fault." + field));
        } else if (text.length() > LONGEST_NAME) {
            faults.add(field, texts.get("vote.fault.long", LONGEST_NAME));
        }
        return text;
    }
}
