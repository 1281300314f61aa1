package org.wego.membership.committee.process;

import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.SeatReach;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Texts;

/** Says which seat can't be reached, why, and what would help. */
@Component
class PresentReachSeat implements TaskListener {

    private final SeatReach reach;
    private final PersonalLinks links;
    private final Texts texts;

    PresentReachSeat(SeatReach reach, PersonalLinks links, Texts texts) {
        this.reach = reach;
        this.links = links;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        String round = RoundVariables.ROUND.of(task);
        String addresses = RoundVariables.REFUSED_ADDRESS.optional(task).orElse("");
        int letter = RoundVariables.LETTER_ID.optional(task).orElse(0);
        TaskFacts facts = new TaskFacts();
        facts.line(texts.get("committee.fact.round"), round);
        facts.line(texts.get("committee.fact.seat"), RoundVariables.REFUSED_FOR.optional(task).orElse(""));
        String trouble;
        if (letter > 0) {
            Map<String, List<String>> delivery = reach.delivery(letter);
            List<String> took = delivery.getOrDefault("took", List.of());
            delivery.getOrDefault("subject", List.of()).forEach(subject -> facts.line(texts.get("committee.fact.letter"), subject));
            facts.line(texts.get("committee.fact.refusedBy"), addresses);
            facts.line(texts.get("committee.fact.tookIt"), took.isEmpty() ? texts.get("committee.reach.nobody") : String.join(", ", took));
            facts.line(texts.get("committee.fact.why"), RoundVariables.REFUSED_REASON.optional(task).orElse(""));
            trouble = took.isEmpty() ? "all" : "some";
        } else if (addresses.isEmpty()) {
            trouble = "mute";
        } else {
            facts.line(texts.get("committee.fact.addresses"), addresses);
            facts.line(texts.get("committee.fact.said"), RoundVariables.REFUSED_REASON.optional(task).orElse(""));
            trouble = "misdirected";
        }
        facts.show(task, "facts");
        task.getExecution().setVariableLocal("trouble", texts.get("committee.reach.trouble." + trouble));
        task.getExecution().setVariableLocal("caseLink", links.page(RoundVariables.REFUSED_SEAT.optional(task)
                .map(seat -> "/office/seats/" + seat).orElse("/office/seats")));
        task.getExecution().setVariableLocal("callsLink", links.page("/office/rounds/" + round + "/calls"));
    }
}
