package org.wego.membership.committee;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.letter.pdf.PdfSheet;
import org.wego.membership.letter.pdf.PdfSheet.Column;
import org.wego.membership.letter.pdf.PdfSheets;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** Draws a round's resolution: agenda, roll, what each seat answered or who came, the count, the rule, the re-openings, the hashes. */
@Component
class Resolutions {

    private final PdfSheets sheets;
    private final Rounds rounds;
    private final Meetings meetings;
    private final RoundLog log;
    private final DecisionTables tables;
    private final Countries countries;
    private final Moments moments;
    private final Texts texts;
    private final RoundEvidence evidence;
    private final PersonalLinks links;

    Resolutions(PdfSheets sheets, Rounds rounds, Meetings meetings, RoundLog log, DecisionTables tables, Countries countries, Moments moments,
            Texts texts, RoundEvidence evidence, PersonalLinks links) {
        this.sheets = sheets;
        this.rounds = rounds;
        this.meetings = meetings;
        this.log = log;
        this.tables = tables;
        this.countries = countries;
        this.moments = moments;
        this.texts = texts;
        this.evidence = evidence;
        this.links = links;
    }

    byte[] draw(Round round, Instant now) {
        String title = texts.get("committee.resolution.title", round.reference());
        List<RoundCase> agenda = rounds.cases(round.reference());
        List<RollSeat> roll = rounds.roll(round.reference());
        List<RoundLog.Entry> entries = log.of(round.reference());
        PdfSheet sheet = sheets.begin(title, now).footer("WeGO · " + title)
                .kicker(texts.get("committee.resolution.kicker")).heading(title)
                .fact(texts.get("committee.fact.opened"), moments.words(round.openedAt()))
                .fact(texts.get("committee.fact.mode"), texts.get("committee.mode." + round.mode()))
                .fact(texts.get("committee.fact.meeting"), moments.day(round.meetingDate()))
                .fact(texts.get("committee.fact.closed"), moments.words(round.closedAt()))
                .fact(texts.get("committee.fact.minutes"), round.minutesReference())
                .fact(texts.get("committee.fact.roll"), texts.get("committee.roll.words", roll.size(), roll.stream().filter(RollSeat::entitled).count()));
        sheet.section(texts.get("committee.resolution.decisions"));
        List<List<String>> rows = new ArrayList<>();
        for (RoundCase item : agenda) {
            RoundCase.Tally tally = item.tally();
            List<String> row = new ArrayList<>(List.of(item.item().name() + ", " + countries.name(item.item().country()) + "\n" + item.reference(),
                    texts.get("committee.category." + item.item().category())));
            if (round.ballot()) {
                row.addAll(tally == null ? List.of("", "", "", "", "") : List.of("" + tally.approve(), "" + tally.reject(), "" + tally.abstain(),
                        "" + tally.discuss(), tally.present() + " / " + tally.entitled()));
            }
            row.add(item.withdrawn() ? texts.get("committee.withdrawn") : texts.get("committee.outcome." + item.outcome()));
            rows.add(row);
        }
        List<Column> columns = new ArrayList<>(List.of(Column.text(texts.get("committee.column.case"), 2.9f),
                Column.text(texts.get("committee.column.category"), 1.5f)));
        if (round.ballot()) {
            columns.addAll(List.of(Column.number(texts.get("committee.column.approve"), 1.35f), Column.number(texts.get("committee.column.reject"), 1f),
                    Column.number(texts.get("committee.column.abstain"), 1.25f), Column.number(texts.get("committee.column.discuss"), 1.2f),
                    Column.number(texts.get("committee.column.present"), 1.65f)));
        }
        columns.add(Column.text(texts.get("committee.column.outcome"), 1.9f));
        sheet.table(columns, rows);
        Map<String, Vote> tieBreaks = rounds.tieBreaks(round.reference());
        tieBreaks.values().forEach(answer -> sheet.paragraph(texts.get("committee.resolution.tieBreak", name(agenda, answer.reference()),
                texts.get("committee.answer." + answer.answer().value()), answer.name(), answer.title(), moments.words(answer.at()))));
        if (round.ballot()) {
            answers(sheet, round, agenda, roll, entries);
            rule(sheet, round, agenda);
        } else {
            meeting(sheet, round);
        }
        reopenings(sheet, round);
        sheet.section(texts.get("committee.resolution.evidence"))
                .paragraph(texts.get("committee.resolution.evidence.words"))
                .fact(texts.get("committee.fact.frozen"), halves(round.frozenHash()))
                .fact(texts.get("committee.fact.log"), texts.get("committee.resolution.log", entries.size()))
                .fact(texts.get("committee.fact.logHash"), entries.isEmpty() ? "" : halves(entries.get(entries.size() - 1).hash()));
        String file = RoundEvidence.name(round.reference());
        sheet.space(8).paragraph(texts.get("committee.resolution.file", file, links.page("/check")))
                .attach(file, "application/json", texts.get("committee.resolution.file.words", round.reference()), PdfSheet.Relation.DATA,
                        evidence.json(round.reference()));
        return sheet.finish();
    }

    private void answers(PdfSheet sheet, Round round, List<RoundCase> agenda, List<RollSeat> roll, List<RoundLog.Entry> entries) {
        Map<Integer, RoundLog.Entry> cast = entries.stream().collect(Collectors.toMap(RoundLog.Entry::position, entry -> entry));
        Map<Integer, List<Vote>> votes = rounds.votes(round.reference()).stream().collect(Collectors.groupingBy(Vote::seat));
        for (RoundCase item : agenda) {
            sheet.keep(130).section(texts.get("committee.resolution.answers", item.item().name()));
            List<List<String>> rows = roll.stream().map(seat -> {
                String city = seat.city() + (seat.president() ? " (" + texts.get("committee.president") + ")" : "");
                if (!seat.entitled()) {
                    return List.of(city, texts.get("committee.ground." + seat.ground()), "", "");
                }
                return votes.getOrDefault(seat.seat(), List.of()).stream().filter(vote -> vote.reference().equals(item.reference())).findFirst()
                        .map(vote -> List.of(city, texts.get("committee.answer." + vote.answer().value()) + (vote.reason() == null ? "" : "\n" + vote.reason()),
                                vote.name() + ", " + vote.title() + by(cast.get(vote.position())), moments.words(vote.at())))
                        .orElse(List.of(city, texts.get("committee.answer.none"), "", ""));
            }).toList();
            sheet.table(List.of(Column.text(texts.get("committee.column.seat"), 2.2f), Column.text(texts.get("committee.column.answer"), 2.2f),
                    Column.text(texts.get("committee.column.by"), 2.4f), Column.text(texts.get("committee.column.at"), 2.3f)), rows);
        }
    }

    /** Who came, and the hashes of the minutes that were filed by now. */
    private void meeting(PdfSheet sheet, Round round) {
        meetings.attendance(round.reference()).ifPresent(came -> sheet.section(texts.get("committee.meeting.title"))
                .paragraph(texts.get("committee.meeting.came", came.size()))
                .paragraph(came.stream().map(RollSeat::city).collect(Collectors.joining(", "))));
        List<Minutes> filed = meetings.minutes(round.reference());
        if (!filed.isEmpty()) {
            sheet.section(texts.get("committee.fact.minutes"));
            filed.forEach(each -> sheet.fact(each.name(), halves(each.sha256())));
        }
    }

    /** Each time that the round was opened again: when, by whom and why. */
    private void reopenings(PdfSheet sheet, Round round) {
        List<RoundOpening> openings = rounds.openings(round.reference());
        if (openings.size() > 1) {
            sheet.section(texts.get("committee.openings.title"));
            sheet.table(List.of(Column.text(texts.get("committee.column.at"), 2.2f), Column.text(texts.get("committee.column.by"), 1.4f),
                    Column.text(texts.get("committee.column.reason"), 2.6f), Column.text(texts.get("committee.round.hash"), 2.8f)),
                    openings.stream().map(each -> List.of(moments.words(each.openedAt()), each.openedBy(),
                            each.reason() == null ? "" : each.reason(), halves(each.frozenHash()))).toList());
        }
    }

    /** Who told its answers to the Secretariat is no less named than who entered them. */
    private String by(RoundLog.Entry entry) {
        Object account = entry == null ? null : entry.detail().get("enteredBy");
        return account == null ? "" : "\n" + texts.get("committee.resolution.called", account.toString());
    }

    private void rule(PdfSheet sheet, Round round, List<RoundCase> agenda) {
        DecisionTables.Table rule = tables.table(VotingRule.RULE, round.ruleVersion());
        sheet.section(texts.get("committee.resolution.rule"))
                .paragraph(texts.get("committee.resolution.rule.words", rule.name(), String.valueOf(rule.version())));
        sheet.table(List.of(Column.text(texts.get("committee.column.case"), 2f), Column.text(texts.get("committee.column.rule"), 1.4f),
                Column.text(texts.get("committee.column.reason"), 3.4f)),
                agenda.stream().filter(item -> item.tally() != null)
                        .map(item -> List.of(item.item().name(), item.tally().rule(), item.tally().reason())).toList());
    }

    private static String name(List<RoundCase> agenda, String reference) {
        return agenda.stream().filter(item -> item.reference().equals(reference)).map(item -> item.item().name()).findFirst().orElse(reference);
    }

    private static String halves(String hash) {
        return hash.substring(0, 32) + "\n" + hash.substring(32);
    }
}
