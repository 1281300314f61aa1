package org.wego.membership.committee.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.RoundCase;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.Tallies;
import org.wego.membership.engine.Listed;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Takes a meeting's decisions only if every case of the round has one, and no other case. */
@Component
class CheckRecordMeetingDecision implements TaskListener {

    /** The form's lists, and the decision that each stands for. A list of lines to fill in would be shorter, but Tasklist can't complete it. */
    private static final Map<String, String> TICKED = Map.of("approved", "approve", "rejected", "reject", "postponed", "postpone");

    private final Rounds rounds;
    private final Texts texts;

    CheckRecordMeetingDecision(Rounds rounds, Texts texts) {
        this.rounds = rounds;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        Map<String, String> given = Optional.ofNullable(MeetingOutcomes.from(task.getVariable("outcomes")))
                .or(() -> Optional.of(ticked(task)).filter(cases -> !cases.isEmpty()))
                .orElseThrow(() -> new TaskRefused("outcomes", texts.get("committee.record.missing")));
        Map<String, RoundCase> agenda = rounds.cases(RoundVariables.ROUND.of(task)).stream()
                .collect(Collectors.toMap(RoundCase::reference, item -> item, (one, other) -> one, LinkedHashMap::new));
        Set<String> known = Tallies.MEETING.keySet();
        given.forEach((reference, decision) -> {
            if (!agenda.containsKey(reference)) {
                throw new TaskRefused("outcomes", texts.get("committee.record.unknownCase", reference));
            }
            if ((decision == null || !known.contains(decision)) && !agenda.get(reference).withdrawn()) {
                throw new TaskRefused("outcomes", texts.get(decision == null || decision.isBlank() ? "committee.record.noDecision"
                        : "committee.record.unknownDecision", reference));
            }
        });
        Map<String, String> outcomes = new LinkedHashMap<>();
        for (RoundCase item : agenda.values()) {
            if (!item.withdrawn()) {
                if (!given.containsKey(item.reference())) {
                    throw new TaskRefused("outcomes", texts.get("committee.record.noDecision", item.reference()));
                }
                outcomes.put(item.reference(), given.get(item.reference()));
            }
        }
        String minutes = TaskValues.of(task).requiredText("minutesReference", texts.get("committee.record.minutes"));
        if (minutes.length() > 200) {
            throw new TaskRefused("minutesReference", texts.get("committee.record.minutesLong"));
        }
        RoundVariables.ATTENDANCE.set(task, attendance(task));
        task.setVariable("outcomes", MeetingOutcomes.write(outcomes));
        task.setVariable("minutesReference", minutes);
    }

    /** The decisions that were ticked on the form, by reference: a list of cases for each. */
    private Map<String, String> ticked(DelegateTask task) {
        Map<String, String> ticked = new LinkedHashMap<>();
        TICKED.forEach((list, decision) -> Listed.read(task.getVariable(list))
                .orElseThrow(() -> new TaskRefused(list, texts.get("committee.record.ticked", list)))
                .forEach(reference -> {
                    if (ticked.put(reference, decision) != null) {
                        throw new TaskRefused(list, texts.get("committee.record.twice", reference));
                    }
                }));
        return ticked;
    }

    /** The seats that came, as numbers with commas between them; null where no list was taken. */
    private String attendance(DelegateTask task) {
        List<String> given = Listed.read(task.getVariable(RoundVariables.ATTENDANCE.name()))
                .orElseThrow(() -> new TaskRefused("attendance", texts.get("committee.record.attendance")));
        Set<String> roll = rounds.roll(RoundVariables.ROUND.of(task)).stream().map(seat -> String.valueOf(seat.seat())).collect(Collectors.toSet());
        given.stream().filter(seat -> !roll.contains(seat)).findFirst().ifPresent(seat -> {
            throw new TaskRefused("attendance", texts.get("committee.record.unknownSeat", seat));
        });
        return given.isEmpty() ? null : String.join(",", given);
    }
}
