package org.wego.membership.committee;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.member.Members;
import org.wego.membership.member.Region;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/**
 * What a round's members read before they answer: beside each case's facts, what all approvals together would do to the fees
 * and to the balance of regions. As it stood when the round opened: every seat reads the same on every day.
 */
@Component("briefings")
public class Briefings {

    /**
     * A round's briefing. Cases that were withdrawn are left out of it.
     *
     * @param cases how many cases it is about
     */
    public record Pack(Round round, int cases, FeeEffect fees, Balance balance) {
    }

    /**
     * What the approval of all cases would bring.
     *
     * @param year    the first year for which they would pay; 0 where it isn't one and the same
     * @param sum     in USD, of those whose fee is known
     * @param unknown cases whose fee nobody can tell yet
     * @param words   the same in one or two sentences; null where no fee is told at all
     */
    public record FeeEffect(int year, BigDecimal sum, int unknown, String words) {
    }

    /**
     * Members by region.
     *
     * @param day     the day on which they are counted
     * @param now     all of them
     * @param joining all that would join
     */
    public record Balance(LocalDate day, List<Share> shares, int now, int joining) {

        public int then() {
            return now + joining;
        }
    }

    /**
     * One region's part.
     *
     * @param name       in words
     * @param percentNow of all members, rounded
     */
    public record Share(Region region, String name, int now, int joining, int percentNow, int percentThen) {

        public int then() {
            return now + joining;
        }
    }

    private final Rounds rounds;
    private final RoundLog log;
    private final Members members;
    private final Countries countries;
    private final BriefingPaper paper;
    private final Documents documents;
    private final PersonalLinks links;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    Briefings(Rounds rounds, RoundLog log, Members members, Countries countries, BriefingPaper paper, Documents documents, PersonalLinks links,
            OrganisationCalendar calendar, Texts texts) {
        this.rounds = rounds;
        this.log = log;
        this.members = members;
        this.countries = countries;
        this.paper = paper;
        this.documents = documents;
        this.links = links;
        this.calendar = calendar;
        this.texts = texts;
    }

    /** The briefing of a round. */
    public Pack of(Round round) {
        return of(round, rounds.cases(round.reference()));
    }

    /** The briefing of a round whose agenda the caller has read already. */
    public Pack of(Round round, List<RoundCase> agenda) {
        List<AgendaCase> cases = standing(agenda);
        return new Pack(round, cases.size(), fees(cases), balance(round, agenda, cases));
    }

    /** The first fee of a case as a line of its facts, with its reason as the source; empty where nobody has said it. */
    public Optional<AgendaCase.Fact> fee(AgendaCase item) {
        return fee(texts, item.fee());
    }

    static Optional<AgendaCase.Fact> fee(Texts texts, AgendaCase.Fee fee) {
        if (fee == null) {
            return Optional.empty();
        }
        String label = texts.get("briefing.fee", Integer.toString(fee.firstYear()));
        if (fee.amount() == null) {
            return Optional.of(new AgendaCase.Fact(label, texts.get("briefing.fee.unknown"), fee.sentence()));
        }
        // The sentence begins with the sum, which stands above it here
        String sum = Figures.usd(fee.amount());
        String sentence = fee.sentence() == null || !fee.sentence().startsWith(sum + ": ") ? fee.sentence() : fee.sentence().substring(sum.length() + 2);
        return Optional.of(new AgendaCase.Fact(label, sum, sentence));
    }

    /** The briefing as a PDF; the same bytes for everybody. */
    public byte[] pdf(Round round) {
        List<RoundCase> agenda = rounds.cases(round.reference());
        return paper.draw(of(round, agenda), standing(agenda), rounds.roll(round.reference()));
    }

    /** The briefing as a PDF that letters may carry; in the caller's transaction. */
    public DocumentId paper(Round round) {
        return documents.store(fileName(round), "application/pdf", pdf(round));
    }

    /** Under which name a reader saves the PDF. */
    public static String fileName(Round round) {
        return "Briefing-" + round.reference() + ".pdf";
    }

    /** The ballot's close, or the day of the meeting, for the reader's calendar; empty for a meeting whose day isn't named. */
    public Optional<byte[]> calendarFile(Round round) {
        List<RoundLog.Entry> changes = log.of(round.reference()).stream().filter(entry -> entry.kind() == RoundLog.Kind.REOPENED).toList();
        Instant written = changes.isEmpty() ? round.openedAt() : changes.get(changes.size() - 1).at();
        String uid = round.reference() + "@membership.wego";
        if (round.ballot()) {
            return Optional.of(CalendarFile.deadline(uid, changes.size(), written, round.closesAt())
                    .write(texts.get("briefing.calendar.ballot", round.reference()), texts.get("briefing.calendar.ballot.words"), links.page("/vote")));
        }
        return Optional.ofNullable(round.meetingDate()).map(day -> CalendarFile.day(uid, changes.size(), written, day)
                .write(texts.get("briefing.calendar.meeting", round.reference()), texts.get("briefing.calendar.meeting.words"), links.page("/vote")));
    }

    /** The same as a document that letters may carry; in the caller's transaction. */
    Optional<DocumentId> calendarDocument(Round round) {
        return calendarFile(round).map(file -> documents.store(round.reference() + ".ics", CalendarFile.CONTENT_TYPE, file));
    }

    private FeeEffect fees(List<AgendaCase> cases) {
        List<AgendaCase.Fee> told = cases.stream().map(AgendaCase::fee).filter(Objects::nonNull).toList();
        BigDecimal sum = told.stream().map(AgendaCase.Fee::amount).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
        int unknown = cases.size() - (int) told.stream().filter(fee -> fee.amount() != null).count();
        List<Integer> years = told.stream().map(AgendaCase.Fee::firstYear).distinct().toList();
        int year = years.size() == 1 ? years.get(0) : 0;
        if (told.isEmpty()) {
            return new FeeEffect(0, sum, unknown, null);
        }
        List<String> words = new ArrayList<>();
        if (unknown < cases.size()) {
            words.add(cases.size() == 1 ? texts.get("briefing.fees.one", Figures.usd(sum), Integer.toString(year)) : year == 0 ? texts.get("briefing.fees.first", Figures.usd(sum)) : texts.get("briefing.fees", Figures.usd(sum), Integer.toString(year)));
        }
        if (unknown > 0) {
            words.add(texts.get(cases.size() == 1 ? "briefing.fees.unknown.only" : unknown == 1 ? "briefing.fees.unknown.one" : "briefing.fees.unknown.many", unknown));
        }
        return new FeeEffect(year, sum, unknown, String.join(" ", words));
    }

    private Balance balance(Round round, List<RoundCase> agenda, List<AgendaCase> cases) {
        LocalDate day = calendar.dayOf(round.openedAt());
        Map<Region, Integer> now = members.byRegion(day, agenda.stream().map(RoundCase::reference).toList());
        Map<Region, Integer> joining = new EnumMap<>(Region.class);
        for (AgendaCase item : cases) {
            countries.find(item.country()).map(Country::region).ifPresent(region -> joining.merge(region, 1, Integer::sum));
        }
        int before = sum(now.values());
        int more = sum(joining.values());
        List<Share> shares = new ArrayList<>();
        for (Region region : Region.values()) {
            int is = now.getOrDefault(region, 0);
            int adds = joining.getOrDefault(region, 0);
            shares.add(new Share(region, texts.get("briefing.region." + region), is, adds, percent(is, before), percent(is + adds, before + more)));
        }
        return new Balance(day, shares, before, more);
    }

    private static List<AgendaCase> standing(List<RoundCase> agenda) {
        return agenda.stream().filter(item -> !item.withdrawn()).map(RoundCase::item).toList();
    }

    private static int sum(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    private static int percent(int part, int all) {
        return all == 0 ? 0 : (200 * part + all) / (2 * all);
    }
}
