package org.wego.membership.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.committee.CaseStanding;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.member.Category;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Step;
import org.wego.membership.site.Texts;

/** Tells of a case where it stands, whose turn it is and what comes next. */
@Component
public class CaseStory {

    /**
     * What an applicant wants to know first.
     *
     * @param kind {@code done}, {@code waiting} or {@code plain}: the notice's look
     * @param what where the case stands
     * @param todo whose turn it is and what comes next
     */
    public record Ball(String kind, String what, String todo) {
    }

    private final CommitteeCases committee;
    private final CaseDuration durations;
    private final AnswerClock clock;
    private final AdmissionSettings settings;
    private final Moments moments;
    private final Texts texts;

    CaseStory(CommitteeCases committee, CaseDuration durations, AnswerClock clock, AdmissionSettings settings, Moments moments,
            Texts texts) {
        this.committee = committee;
        this.durations = durations;
        this.clock = clock;
        this.settings = settings;
        this.moments = moments;
        this.texts = texts;
    }

    /**
     * Where the case stands and whose turn it is.
     *
     * @param own whether it is told to the applicant, who came by the letter's link
     */
    public Ball ball(Application application, boolean own) {
        CaseState state = application.state();
        String kind = switch (state) {
            case ADMITTED -> "done";
            case UNCONFIRMED, CHANGES_ASKED -> "waiting";
            default -> "plain";
        };
        String todo = switch (state) {
            case UNCONFIRMED -> own ? texts.get("admission.ball.UNCONFIRMED.own", moments.words(application.confirmUntil()))
                    : texts.get("admission.ball.UNCONFIRMED.todo", application.email(), moments.words(application.confirmUntil()));
            case IN_REVIEW -> texts.get("admission.ball.IN_REVIEW.todo", String.valueOf(settings.reviewDays()));
            case CHANGES_ASKED -> texts.get("admission.ball.CHANGES_ASKED.todo", moments.words(application.amendUntil()));
            case WITH_COMMITTEE -> committee(application);
            case ADMITTED -> texts.get("admission.ball.ADMITTED.todo", String.valueOf(application.stateSince().atZone(moments.zone()).getYear() + 1));
            case CLOSED, WITHDRAWN -> texts.get("admission.ball." + state + (application.associateOn() == null ? ".todo" : ".ended"));
            default -> texts.get("admission.ball." + state + ".todo");
        };
        return new Ball(kind, texts.get("admission.ball." + state + ".what", moments.day(application.stateSince())), todo);
    }

    /** The clock of the Secretariat's first answer in words, while it has one to give: until when it runs, or that it stands still. */
    public Optional<String> clock(Application application) {
        AnswerClock.Reading reading = clock.read(application.reference());
        String used = String.valueOf(reading.used());
        String of = String.valueOf(reading.of());
        if (application.state() == CaseState.CHANGES_ASKED) {
            return Optional.of(texts.get("admission.clock.stands", used, of));
        }
        if (application.state() != CaseState.IN_REVIEW || !reading.running()) {
            return Optional.empty();
        }
        return Optional.of(clock.late(reading) ? texts.get("admission.clock.overdue", moments.day(reading.due()))
                : texts.get("admission.clock.runs", moments.day(reading.due()), used, of));
    }

    private String committee(Application application) {
        Optional<CaseStanding> standing = committee.standing(application.reference()).filter(s -> s.state() == CaseStanding.State.IN_ROUND);
        if (standing.isEmpty()) {
            return texts.get("admission.ball.WITH_COMMITTEE.waits");
        }
        Instant closes = standing.get().closesAt();
        return closes == null ? texts.get("admission.ball.WITH_COMMITTEE.meeting", standing.get().round())
                : texts.get("admission.ball.WITH_COMMITTEE.ballot", standing.get().round(), moments.words(closes));
    }

    /** What past cases took, in a sentence; null where too few have ended, and for a case that has. */
    public String usual(Application application) {
        Optional<CaseDuration.Usual> usual = switch (application.state()) {
            case UNCONFIRMED, IN_REVIEW, CHANGES_ASKED -> durations.firstAnswer();
            case WITH_COMMITTEE, AFTER_VOTE -> durations.whole(application.category());
            default -> Optional.empty();
        };
        String key = application.state() == CaseState.WITH_COMMITTEE || application.state() == CaseState.AFTER_VOTE ? "whole" : "answer";
        return usual.map(one -> texts.get("casefile.usual." + key, one.median(), one.ninety(), one.cases())).orElse(null);
    }

    /**
     * The case's steps: past ones with their dates, the present one in words, those to come.
     *
     * @param events what happened to it, as whoever reads the steps may know
     */
    public List<Step> steps(Application application, List<CaseEvent> events) {
        CaseState state = application.state();
        List<Step> steps = new ArrayList<>();
        steps.add(Step.past(title("sent"), moments.day(application.submittedAt())));
        if (application.confirmedAt() != null) {
            steps.add(Step.past(title("confirmed"), moments.day(application.confirmedAt())));
        } else if (state == CaseState.UNCONFIRMED) {
            steps.add(Step.present(title("confirm"), texts.get("admission.step.confirm.now", moments.day(application.confirmUntil()))));
        }
        Optional<Instant> accepted = accepted(events);
        if (accepted.isPresent()) {
            steps.add(Step.past(title("accepted"), moments.day(accepted.get())));
            if (application.associateOn() != null) {
                steps.add(Step.past(title("associate"), moments.day(application.associateOn())));
            }
        } else if (state == CaseState.IN_REVIEW) {
            steps.add(Step.present(title("review"), texts.get("admission.step.review.now", moments.day(application.stateSince()))));
        } else if (state == CaseState.CHANGES_ASKED) {
            steps.add(Step.present(title("review"), texts.get("admission.step.changes.now", moments.day(application.amendUntil()))));
        }
        if (!state.open()) {
            if (state == CaseState.ADMITTED) {
                steps.add(Step.past(title("approved"), application.round()));
                steps.add(Step.past(texts.get("admission.category." + application.category()), moments.day(application.stateSince())));
            } else {
                steps.add(Step.present(texts.get("admission.state." + state), moments.day(application.stateSince())));
            }
            return steps;
        }
        if (state == CaseState.UNCONFIRMED) {
            steps.add(Step.future(title("review")));
        }
        if (application.category() == Category.FULL && application.associateOn() == null) {
            steps.add(Step.future(title("associate")));
        }
        if (state == CaseState.WITH_COMMITTEE) {
            steps.add(Step.present(title("committee"), texts.get("admission.step.committee.now", moments.day(application.stateSince()))));
        } else if (state == CaseState.AFTER_VOTE) {
            steps.add(Step.present(title("afterVote"), texts.get("admission.step.afterVote.now", moments.day(application.stateSince()))));
        } else {
            steps.add(Step.future(title("committee")));
        }
        steps.add(Step.future(texts.get("admission.category." + application.category())));
        return steps;
    }

    /** When the Secretariat accepted, unless it took that back. */
    private static Optional<Instant> accepted(List<CaseEvent> events) {
        return events.stream().filter(event -> event.kind().equals("accepted") || event.kind().equals("takenBack.accept"))
                .reduce((first, second) -> second).filter(event -> event.kind().equals("accepted")).map(CaseEvent::at);
    }

    private String title(String step) {
        return texts.get("admission.step." + step);
    }
}
