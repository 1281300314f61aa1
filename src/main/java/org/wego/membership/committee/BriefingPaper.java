package org.wego.membership.committee;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.letter.pdf.PdfSheet;
import org.wego.membership.letter.pdf.PdfSheet.Column;
import org.wego.membership.letter.pdf.PdfSheets;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/**
 * Draws a round's briefing: a first page for who has a minute, with all cases at a glance and room for a note beside each, then
 * the cases in the agenda's order. It names no seat and holds no link, so it may be passed on within a city.
 */
@Component
class BriefingPaper {

    /** About so many letters stand on a line of a fact's value; what a case needs is guessed by it, so that few break over pages. */
    private static final int LINE = 74;
    /** Of that many letters a fact is brief enough to share its line with another. */
    private static final int BRIEF = 30;
    private static final int BRIEF_LABEL = 15;
    /** A case that needs more than this begins where the last one ends: it breaks in any case. */
    private static final float MOST = 560;

    private final PdfSheets sheets;
    private final Countries countries;
    private final CaseWords words;
    private final PersonalLinks links;
    private final Moments moments;
    private final Texts texts;

    BriefingPaper(PdfSheets sheets, Countries countries, CaseWords words, PersonalLinks links, Moments moments, Texts texts) {
        this.sheets = sheets;
        this.countries = countries;
        this.words = words;
        this.links = links;
        this.moments = moments;
        this.texts = texts;
    }

    byte[] draw(Briefings.Pack pack, List<AgendaCase> cases, List<RollSeat> roll) {
        Round round = pack.round();
        String title = texts.get("briefing.title", round.reference());
        PdfSheet sheet = sheets.begin(title, round.openedAt()).footer("WeGO · " + title)
                .kicker(texts.get("committee.resolution.kicker")).heading(title)
                .paragraph(texts.get(round.ballot() ? "briefing.lead.ballot" : "briefing.lead.meeting", cases(pack.cases())))
                .fact(texts.get("committee.fact.closes"), round.ballot() ? moments.words(round.closesAt()) : null)
                .fact(texts.get("committee.fact.meeting"), moments.day(round.meetingDate()))
                .fact(texts.get("briefing.where"), round.ballot() ? texts.get("briefing.where.words", links.page("/vote")) : null)
                .fact(texts.get("committee.fact.roll"),
                        texts.get("committee.roll.words", roll.size(), roll.stream().filter(RollSeat::entitled).count()));
        glance(sheet, pack, cases);
        balance(sheet, pack.balance());
        for (int i = 0; i < cases.size(); i++) {
            one(sheet, i + 1, cases.get(i));
        }
        sheet.space(10).small(texts.get("briefing.frozen", moments.words(round.openedAt()), round.frozenHash()));
        return sheet.finish();
    }

    private void glance(PdfSheet sheet, Briefings.Pack pack, List<AgendaCase> cases) {
        sheet.section(texts.get("briefing.glance"));
        boolean fees = pack.fees().words() != null;
        List<Column> columns = new ArrayList<>(List.of(Column.number("", 0.45f), Column.text(texts.get("committee.column.case"), 3.5f),
                Column.text(texts.get("committee.column.category"), 1.7f)));
        if (fees) {
            columns.add(Column.number(pack.fees().year() == 0 ? texts.get("briefing.column.fee") : texts.get("briefing.column.fee.year",
                    Integer.toString(pack.fees().year())), 1.5f));
        }
        columns.add(Column.text(texts.get("briefing.column.note"), 2.4f));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            AgendaCase item = cases.get(i);
            List<String> row = new ArrayList<>(List.of(Integer.toString(i + 1), item.name() + ", " + countries.name(item.country()),
                    texts.get("committee.category." + item.category())));
            if (fees) {
                row.add(item.fee() == null || item.fee().amount() == null ? "?" : Figures.sum(item.fee().amount()));
            }
            row.add("");
            rows.add(row);
        }
        sheet.table(columns, rows, fees ? List.of("", texts.get("briefing.all"), "", Figures.sum(pack.fees().sum()), "") : null);
        if (fees) {
            sheet.small(pack.fees().words());
        }
    }

    private void balance(PdfSheet sheet, Briefings.Balance balance) {
        sheet.keep(210).bookmark(texts.get("briefing.balance")).section(texts.get("briefing.balance"));
        sheet.table(List.of(Column.text(texts.get("briefing.column.region"), 2.4f), Column.number(texts.get("briefing.column.now"), 1.4f),
                Column.number(texts.get("briefing.column.joining"), 1.6f), Column.number(texts.get("briefing.column.then"), 1.8f)),
                balance.shares().stream().map(share -> List.of(share.name(), part(share.now(), share.percentNow()),
                        share.joining() == 0 ? "–" : "+" + share.joining(), part(share.then(), share.percentThen()))).toList(),
                List.of(texts.get("briefing.all.regions"), Integer.toString(balance.now()), "+" + balance.joining(), Integer.toString(balance.then())));
        sheet.small(texts.get("briefing.balance.words", moments.day(balance.day())));
    }

    private void one(PdfSheet sheet, int number, AgendaCase item) {
        List<List<AgendaCase.Fact>> rows = rows(item);
        float height = 58 + (float) rows.stream().mapToDouble(BriefingPaper::height).sum();
        sheet.keep(Math.min(height, MOST)).bookmark(number + "  " + item.name()).section(number + "  " + item.name())
                .small(words.where(item));
        for (List<AgendaCase.Fact> row : rows) {
            AgendaCase.Fact first = row.get(0);
            if (row.size() == 1) {
                sheet.narrow(first.label(), first.value(), first.source());
            } else {
                AgendaCase.Fact second = row.get(1);
                sheet.pair(first.label(), first.value(), first.source(), second.label(), second.value(), second.source());
            }
        }
        sheet.space(8);
    }

    /** What stands of a case line by line: two short facts that follow each other share one. */
    private List<List<AgendaCase.Fact>> rows(AgendaCase item) {
        List<AgendaCase.Fact> facts = new ArrayList<>();
        if (item.recommendation() != null) {
            facts.add(AgendaCase.Fact.of(texts.get("briefing.recommendation"), item.recommendation()));
        }
        facts.addAll(item.facts());
        Briefings.fee(texts, item.fee()).ifPresent(facts::add);
        if (!item.documents().isEmpty()) {
            facts.add(AgendaCase.Fact.of(texts.get("briefing.documents"),
                    item.documents().stream().map(AgendaCase.Paper::title).collect(Collectors.joining(", "))));
        }
        List<List<AgendaCase.Fact>> rows = new ArrayList<>();
        for (AgendaCase.Fact fact : facts) {
            if (fact.value() == null || fact.value().isBlank()) {
                continue;
            }
            List<AgendaCase.Fact> last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            if (last != null && last.size() == 1 && brief(last.get(0)) && brief(fact)) {
                last.add(fact);
            } else {
                rows.add(new ArrayList<>(List.of(fact)));
            }
        }
        return rows;
    }

    private static boolean brief(AgendaCase.Fact fact) {
        return fact.label().length() <= BRIEF_LABEL && fact.value().length() <= BRIEF && (fact.source() == null || fact.source().length() <= BRIEF + 5);
    }

    private static float height(List<AgendaCase.Fact> row) {
        boolean one = row.size() == 1;
        return 6 + (float) row.stream().mapToDouble(fact -> 14 * lines(fact.value(), one ? LINE : BRIEF)
                + 11.5 * lines(fact.source(), one ? LINE + 12 : BRIEF + 5)).max().orElse(0);
    }

    private static int lines(String text, int letters) {
        return text == null ? 0 : text.lines().mapToInt(line -> 1 + Math.max(0, line.length() - 1) / letters).sum();
    }

    private String cases(int number) {
        return texts.get(number == 1 ? "committee.cases.one" : "committee.cases.many", number);
    }

    private static String part(int number, int percent) {
        return number + " (" + percent + " %)";
    }
}
