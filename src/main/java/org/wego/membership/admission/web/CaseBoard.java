package org.wego.membership.admission.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.wego.membership.admission.CaseLine;
import org.wego.membership.engine.ProcessTrail;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** The list of cases with whose turn it is, until when, and what is overdue. */
@Component
class CaseBoard {

    /** Whose turn it is. */
    enum Turn {
        SECRETARIAT, APPLICANT, COMMITTEE, NOBODY
    }

    /**
     * A case in the list.
     *
     * @param due     when it should be done, or lapses; null where nothing says so
     * @param overdue whether that has passed
     * @param by      the account that holds the task, null if nobody does
     * @param words   whose turn it is; empty where it is nobody's
     * @param until   when, in words; null where nothing says so
     */
    record Row(CaseLine line, Turn turn, Instant due, boolean overdue, String by, String words, String until) {
    }

    /** What is shown, what was asked for, and how many of all that were looked at are overdue. */
    record Board(List<Row> rows, String turn, long overdue) {
    }

    private static final String OVERDUE = "overdue";
    /** Ends by itself within minutes: nobody is awaited. */
    private static final String SECOND_LOOK = "lookAtDecision";

    private final ProcessTrail trails;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;

    CaseBoard(ProcessTrail trails, Moments moments, Clock clock, Texts texts) {
        this.trails = trails;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
    }

    /** What the list may be narrowed to. */
    List<Choice> turns() {
        return Stream.of(OVERDUE, value(Turn.SECRETARIAT), value(Turn.APPLICANT), value(Turn.COMMITTEE)).map(value -> Choice.of(value, texts.get("casefile.turn." + value))).toList();
    }

    /**
     * Lays out cases.
     *
     * @param turn {@code overdue}, or whose turn it is; anything else shows all
     */
    Board of(List<CaseLine> lines, String turn) {
        Map<String, ProcessTrail.Waiting> tasks = new HashMap<>();
        trails.waiting(lines.stream().filter(line -> line.state().open()).map(CaseLine::reference).toList())
                .stream().filter(task -> !task.task().equals(SECOND_LOOK)).forEach(task -> tasks.putIfAbsent(task.businessKey(), task));
        List<Row> all = lines.stream().map(line -> row(line, tasks.get(line.reference()))).toList();
        long overdue = all.stream().filter(Row::overdue).count();
        if (turns().stream().noneMatch(choice -> choice.value().equals(turn))) {
            return new Board(all, "", overdue);
        }
        // What has waited longest comes first where somebody looks for what is to be done
        return new Board(all.stream().filter(row -> turn.equals(OVERDUE) ? row.overdue() : value(row.turn()).equals(turn))
                .sorted(Comparator.comparing(Row::due, Comparator.nullsLast(Comparator.naturalOrder()))).toList(), turn, overdue);
    }

    private Row row(CaseLine line, ProcessTrail.Waiting task) {
        // A task on the side makes it the Secretariat's turn: who never got our letter doesn't know that it is awaited
        Turn turn = task != null ? Turn.SECRETARIAT : switch (line.state()) {
            case UNCONFIRMED, CHANGES_ASKED -> Turn.APPLICANT;
            case IN_REVIEW, AFTER_VOTE -> Turn.SECRETARIAT;
            case WITH_COMMITTEE -> Turn.COMMITTEE;
            default -> Turn.NOBODY;
        };
        Instant due = task != null ? task.due() : switch (line.state()) {
            case UNCONFIRMED -> line.confirmUntil();
            case CHANGES_ASKED -> line.amendUntil();
            default -> null;
        };
        boolean overdue = task != null && due != null && due.isBefore(clock.instant());
        String words = turn == Turn.NOBODY ? "" : texts.get("casefile.turn." + value(turn));
        return new Row(line, turn, due, overdue, task == null ? null : task.by(), words,
                due == null ? null : texts.get(overdue ? "casefile.turn.since" : "casefile.turn.until", moments.day(due)));
    }

    private static String value(Turn turn) {
        return turn.name().toLowerCase(Locale.ROOT);
    }
}
