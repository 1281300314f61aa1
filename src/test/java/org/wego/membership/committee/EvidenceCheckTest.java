package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.PdfA;
import org.wego.membership.committee.EvidenceCheck.House;
import org.wego.membership.committee.EvidenceCheck.State;
import org.wego.membership.committee.EvidenceCheck.Verdict;
import org.wego.membership.committee.EvidenceCheck.Where;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.Documents;
import org.wego.membership.story.Pdfs;

/** Rounds of the real house put to the check, and what the check says when somebody has tampered with them. */
@HouseTest
class EvidenceCheckTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    RoundEvidence evidence;
    @Autowired
    EvidenceCheck check;
    @Autowired
    Documents documents;
    @Autowired
    RoundLog log;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;

    private Verdict fits(String round) {
        Verdict verdict = check.check(evidence.json(round));
        assertThat(verdict.fault()).isNull();
        assertThat(verdict.state()).isEqualTo(State.FITS);
        assertThat(verdict.ruleHere()).isTrue();
        assertThat(verdict.earlyChecked()).isTrue();
        assertThat(verdict.house()).isEqualTo(House.SAME);
        assertThat(verdict.fitting()).isEqualTo(log.of(round).size());
        return verdict;
    }

    /** Two seats, a case each way of answering, a changed mind, a recusal, a withdrawal. */
    private String closed() {
        List<Seat> seats = ground.committee(3);
        String one = ground.waits("Zürich & 수원");
        String two = ground.waits("Gone");
        String round = ground.startBallot(2);
        fits(round);
        ballots.cast(round, seats.get(0).number(), Map.of(one, Answer.APPROVE, two, Answer.ABSTAIN), voter("Åsa \"Öst\" <x>"));
        ballots.cast(round, seats.get(1).number(), Map.of(one, Answer.REJECT, two, Answer.RECUSE), Map.of(two, "My own city"), voter("Two"));
        ballots.cast(round, seats.get(2).number(), Map.of(one, Answer.REJECT, two, Answer.DISCUSS), voter("Three"));
        fits(round);
        ballots.cast(round, seats.get(2).number(), Map.of(one, Answer.APPROVE, two, Answer.APPROVE), Map.of(one, "Seen once more"), voter("Another"));
        ground.cases.withdraw(two);
        quiet.drain();
        fits(round);
        clock.advance(Duration.ofDays(2));
        return round;
    }

    @Test
    void aBallotOfTheHouseFitsAtEveryStep() {
        String round = closed();
        Verdict verdict = fits(round);
        assertThat(verdict.closed()).isTrue();
        assertThat(verdict.decided()).isTrue();
        assertThat(deliveries(round)).contains("VOTE_INVITATION [" + ground.rounds.roll(round).stream().map(seat -> "" + seat.seat()).sorted()
                .collect(Collectors.joining(", ")) + "]").doesNotHaveDuplicates();
        assertThat(verdict.lines()).extracting(EvidenceCheck.Line::kind).contains(RoundLog.Kind.DELIVERED, RoundLog.Kind.VOTED, RoundLog.Kind.CHANGED, RoundLog.Kind.RECUSED,
                RoundLog.Kind.WITHDRAWN, RoundLog.Kind.CLOSED, RoundLog.Kind.TALLIED, RoundLog.Kind.PUBLISHED);
        assertThat(verdict.cases()).extracting(EvidenceCheck.CaseResult::outcome).containsExactly(CommitteeOutcome.APPROVED, null);
        assertThat(verdict.cases().get(0).count()).isEqualTo(new EvidenceCheck.Figures(3, 2, 1, 0, 0, 0, 0));
        assertThat(verdict.cases().get(1).withdrawn()).isTrue();
    }

    private List<String> deliveries(String round) {
        return log.of(round).stream().filter(entry -> entry.kind() == RoundLog.Kind.DELIVERED)
                .map(entry -> entry.detail().get("letter") + " " + ((List<?>) entry.detail().get("seats")).stream().map(String::valueOf).sorted().toList()).toList();
    }

    @Test
    void theResolutionCarriesItsLogAndIsForArchives() throws Exception {
        String round = closed();
        byte[] pdf = documents.get(ground.round(round).resolution()).bytes();
        Files.write(Path.of("target", "resolution.pdf"), pdf);
        assertThat(PdfA.faults(pdf)).isEmpty();
        Verdict verdict = check.check(pdf);
        assertThat(verdict.fault()).isNull();
        assertThat(verdict.pdf()).isTrue();
        assertThat(verdict.decided()).isTrue();
        assertThat(verdict.publishedPdf()).isTrue();
        assertThat(verdict.house()).isEqualTo(House.SAME);
        assertThat(Pdfs.text(pdf)).contains(verdict.lastHash().substring(0, 32), "My own city", "/check");
        // The same log in other pages: it still fits, and the pages are not those that were published
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            document.removePage(0);
            document.save(other);
        }
        Verdict changed = check.check(other.toByteArray());
        assertThat(changed.fits()).isTrue();
        assertThat(changed.publishedPdf()).isFalse();
    }

    @Test
    void aRoundOpenedAgainFits() {
        List<Seat> seats = ground.committee(4);
        String one = ground.waits("Stays");
        String two = ground.waits("Changes");
        String round = ground.startBallot(10);
        seats.subList(0, 3).forEach(seat -> ballots.cast(round, seat.number(), Map.of(one, Answer.APPROVE, two, Answer.APPROVE), voter("First")));
        Seat gone = seats.get(2);
        ground.seats.keep(new Seat(gone.number(), gone.city(), null, gone.addresses(), gone.from().minusDays(2), gone.from().minusDays(1), false), "test");
        ground.newSeat("Newcomer " + round, "newcomer@city.example");
        AgendaCase was = ground.rounds.cases(round).get(1).item();
        ground.cases.submit(new AgendaCase(two, was.category(), was.name(), was.country(), List.of(AgendaCase.Fact.of("Population", "2")), List.of(), "Approve", null));
        quiet.drain();
        ground.complete(ground.task(round, "decideReopening"), Map.of("decision", "reopen", "reason", "The city sent new figures"));
        Verdict open = fits(round);
        assertThat(open.openings()).hasSize(2);
        assertThat(open.cases().get(0).count().approve()).isEqualTo(2);
        assertThat(open.cases().get(1).count().approve()).isZero();
        ballots.cast(round, seats.get(0).number(), Map.of(one, Answer.APPROVE, two, Answer.REJECT), voter("Again"));
        ballots.cast(round, seats.get(3).number(), Map.of(one, Answer.APPROVE, two, Answer.REJECT), voter("Again"));
        fits(round);
        clock.advance(Duration.ofDays(30));
        assertThat(fits(round).decided()).isTrue();
    }

    @Test
    void aBallotThatClosedEarlyFits() {
        List<Seat> seats = ground.committee(5);
        String only = ground.waits("Sure");
        String round = ground.startBallot(14);
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("All")));
        clock.advance(Duration.ofDays(9));
        assertThat(ground.round(round).closedAt()).isBefore(ground.round(round).closesAt());
        assertThat(fits(round).lines()).extracting(EvidenceCheck.Line::kind).contains(RoundLog.Kind.CLOSE_ANNOUNCED);
    }

    @Test
    void aBrokenTieFits() {
        List<Seat> seats = ground.committee(2);
        String tied = ground.waits("Even");
        String round = ground.startBallot(1);
        ballots.cast(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE), voter("One"));
        ballots.cast(round, seats.get(1).number(), Map.of(tied, Answer.REJECT), voter("Two"));
        clock.advance(Duration.ofDays(1));
        assertThat(fits(round).tieOpen()).isTrue();
        ballots.breakTie(round, seats.get(0).number(), Map.of(tied, Answer.REJECT), voter("President"));
        quiet.drain();
        Verdict verdict = fits(round);
        assertThat(verdict.tieOpen()).isFalse();
        assertThat(verdict.cases()).extracting(EvidenceCheck.CaseResult::outcome).containsExactly(CommitteeOutcome.REJECTED);
        assertThat(verdict.cases()).extracting(EvidenceCheck.CaseResult::broken).containsExactly(Answer.REJECT);
    }

    @Test
    void aMeetingFits() {
        ground.committee(2);
        String only = ground.waits("Met");
        String round = ground.startRound(Map.of("mode", "meeting", "meetingDate", ground.today().plusDays(5).toString()));
        fits(round);
        ground.complete(ground.task(round, "recordMeetingDecision"), Map.of("minutesReference", "M 7", "outcomes", Map.of(only, "postpone")));
        assertThat(fits(round).cases()).extracting(EvidenceCheck.CaseResult::outcome).containsExactly(CommitteeOutcome.POSTPONED);
    }

    @Test
    void everySingleByteThatIsChangedIsFound() {
        String round = closed();
        byte[] whole = evidence.json(round);
        List<int[]> entries = places(whole);
        long seed = new Random().nextLong();
        System.out.println("Bytes of a log: seed " + seed + ", " + whole.length + " bytes");
        Random random = new Random(seed);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] = (byte) (changed[i] ^ 1 + random.nextInt(255));
            Verdict verdict = check.check(changed);
            assertThat(verdict.fits()).as("byte %d, %d instead of %d, seed %d", i, changed[i], whole[i], seed).isFalse();
            int entry = entry(entries, i);
            if (entry > 0) {
                // And the entry is named, whether it can still be read or not
                EvidenceCheck.Fault fault = verdict.fault();
                assertThat(fault.where() == Where.ENTRY ? "" + fault.number() : String.join("", fault.details()))
                        .as("byte %d, %s, seed %d", i, fault, seed).isEqualTo("" + entry);
            }
        }
    }

    /** From where to where the text and the hash of each entry stand. */
    private static List<int[]> places(byte[] whole) {
        List<int[]> places = new ArrayList<>();
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        for (int from = text.indexOf("{\"entry\":\""); from >= 0; from = text.indexOf("{\"entry\":\"", from + 1)) {
            int hash = text.indexOf("\",\"hash\":\"", from);
            places.add(new int[] {from + 10, hash, hash + 10, hash + 74});
        }
        return places;
    }

    private static int entry(List<int[]> places, int at) {
        for (int i = 0; i < places.size(); i++) {
            int[] place = places.get(i);
            if (at >= place[0] && at < place[1] || at >= place[2] && at < place[3]) {
                return i + 1;
            }
        }
        return 0;
    }

    @Test
    void aLogThatWasWrittenAnewIsFoundByItsContent() {
        String round = closed();
        List<RoundLog.Entry> entries = log.of(round);
        int vote = position(entries, RoundLog.Kind.VOTED);
        int tally = position(entries, RoundLog.Kind.TALLIED);
        int closing = position(entries, RoundLog.Kind.CLOSED);
        int recusal = position(entries, RoundLog.Kind.RECUSED);
        int changed = position(entries, RoundLog.Kind.CHANGED);

        // Whoever can write all hashes anew still has to get the count right
        assertThat(forged(round, texts -> put(texts, vote, "\"approve\"", "\"reject\""))).isEqualTo("ENTRY " + tally + " tallied.count.approve");
        assertThat(forged(round, texts -> put(texts, tally, "\"APPROVED\"", "\"REJECTED\""))).isEqualTo("ENTRY " + tally + " tallied.outcome");
        assertThat(forged(round, texts -> put(texts, tally, "\"approve\":2", "\"approve\":3"))).isEqualTo("ENTRY " + tally + " tallied.count.approve");
        assertThat(forged(round, texts -> put(texts, vote, "\"abstain\"", "\"perhaps\""))).isEqualTo("ENTRY " + vote + " vote.answer");
        assertThat(forged(round, texts -> put(texts, vote, "\"seat\":", "\"seat\":9"))).isEqualTo("ENTRY " + vote + " vote.seat");
        assertThat(forged(round, texts -> put(texts, vote, "\"kind\":\"VOTED\"", "\"kind\":\"CHANGED\""))).isEqualTo("ENTRY " + vote + " vote.nothingBefore");
        assertThat(forged(round, texts -> put(texts, vote, "\"via\":\"code\"", "\"via\":\"guess\""))).isEqualTo("ENTRY " + vote + " vote.voter");
        assertThat(forged(round, texts -> put(texts, vote, "\"kind\":\"VOTED\"", "\"kind\":\"VOID\""))).isEqualTo("ENTRY " + vote + " entry.kind");
        assertThat(forged(round, texts -> put(texts, 1, "\"frozen\":\"", "\"frozen\":\"0"))).isEqualTo("ENTRY 1 opened.hash");
        assertThat(forged(round, texts -> put(texts, recusal, "My own city", "None of mine"))).isEqualTo("ENTRY " + recusal + " recused.other");
        assertThat(forged(round, texts -> put(texts, vote, "\"detail\":{", "\"detail\":null,\"x\":{"))).isEqualTo("ENTRY " + vote + " entry.detail");
        // An entry taken out, put twice, or moved behind the close
        assertThat(forged(round, texts -> without(texts, changed))).startsWith("ENTRY " + changed + " entry.position");
        assertThat(forged(round, texts -> renumbered(without(texts, vote)))).isEqualTo("ENTRY " + (tally - 1) + " tallied.count.present");
        assertThat(forged(round, texts -> renumbered(without(texts, recusal)))).isEqualTo("ENTRY " + recusal + " recused.missing");
        assertThat(forged(round, texts -> {
            List<String> moved = new ArrayList<>(texts);
            moved.add(closing, moved.get(changed - 1));
            return renumbered(moved);
        })).isEqualTo("ENTRY " + (closing + 1) + " entry.time");
        assertThat(forged(round, texts -> {
            List<String> moved = new ArrayList<>(texts);
            moved.add(closing, moved.get(changed - 1).replaceFirst("\"at\":\"[^\"]+\"", "\"at\":\"" + entries.get(closing - 1).at() + "\""));
            return renumbered(moved);
        })).isEqualTo("ENTRY " + (closing + 1) + " vote.late");
        // Cut off at its end it fits as far as it goes, and says what is missing
        Verdict cut = check.check(file(round, log.of(round).subList(0, closing).stream().map(RoundLog.Entry::text).toList()));
        assertThat(cut.fits()).isTrue();
        assertThat(cut.closed()).isTrue();
        assertThat(cut.decided()).isFalse();
        assertThat(cut.house()).isEqualTo(House.SAME);
    }

    @Test
    void aForgeryThatFitsInItselfIsNotTheHouses() {
        String round = closed();
        byte[] forged = file(round, log.of(round).stream().map(entry -> entry.text().replace("\"Another\"", "\"Somebody\"")).toList());
        Verdict verdict = check.check(forged);
        assertThat(verdict.fault()).isNull();
        assertThat(verdict.house()).isEqualTo(House.OTHER);
        String elsewhere = "EC-1999-001";
        Map<String, String> names = Map.of(round, elsewhere);
        List<EvidenceFile.Opening> openings = ground.rounds.openings(round).stream().map(each ->
                new EvidenceFile.Opening(each.revision(), each.frozen().replace(round, names.get(round)))).toList();
        String hash = Sha256.hex(openings.get(0).frozen());
        List<String> texts = log.of(round).stream().map(entry -> entry.text().replace(round, elsewhere)
                .replaceFirst("\"frozen\":\"[0-9a-f]+\"", "\"frozen\":\"" + hash + "\"")).toList();
        Verdict unknown = check.check(EvidenceFile.write(elsewhere, openings, chained(texts)));
        assertThat(unknown.fault()).isNull();
        assertThat(unknown.house()).isEqualTo(House.UNKNOWN);
    }

    @Test
    void whatWasFrozenMustHaveTheHashThatTheOpeningNames() {
        String round = closed();
        List<EvidenceFile.Line> lines = chained(log.of(round).stream().map(RoundLog.Entry::text).toList());
        String frozen = ground.rounds.frozen(round);
        for (String changed : List.of(frozen.replace("Approve", "Reject"), frozen + " ", frozen.replace("\"entitled\":true", "\"entitled\":false"))) {
            EvidenceCheck.Fault fault = check.check(EvidenceFile.write(round, List.of(new EvidenceFile.Opening(1, changed)), lines)).fault();
            assertThat(fault.where() + " " + fault.number() + " " + fault.key()).isEqualTo("ENTRY 1 opened.hash");
        }
        assertThat(check.check(EvidenceFile.write(round, List.of(new EvidenceFile.Opening(1, frozen), new EvidenceFile.Opening(2, frozen)), lines)).fits()).isFalse();
        assertThat(check.check(EvidenceFile.write(round, List.of(new EvidenceFile.Opening(1, "{}")), lines)).fault().where()).isEqualTo(Where.OPENING);
    }

    @Test
    void theSameContentWrittenInAnotherWayIsSaidToBeThat() {
        String round = closed();
        String text = new String(evidence.json(round), StandardCharsets.UTF_8);
        EvidenceCheck.Fault fault = check.check((text + "\n").getBytes(StandardCharsets.UTF_8)).fault();
        assertThat(fault.where()).isEqualTo(Where.FILE);
        assertThat(fault.key()).isEqualTo("file.form");
    }

    @Test
    void withoutTheRuleNoOutcomeIsWorkedOutAgain() {
        String round = closed();
        String frozen = ground.rounds.frozen(round).replaceFirst("\"quorumShare\":0.5", "\"quorumShare\":0.25");
        String hash = Sha256.hex(frozen);
        List<String> texts = log.of(round).stream().map(entry -> entry.text().replaceFirst("\"frozen\":\"[0-9a-f]+\"", "\"frozen\":\"" + hash + "\"")).toList();
        Verdict verdict = check.check(EvidenceFile.write(round, List.of(new EvidenceFile.Opening(1, frozen)), chained(texts)));
        assertThat(verdict.fits()).isTrue();
        assertThat(verdict.ruleHere()).isFalse();
    }

    private static int position(List<RoundLog.Entry> entries, RoundLog.Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).findFirst().orElseThrow().position();
    }

    /** What is found first in a log with other texts and all hashes made anew. */
    private String forged(String round, UnaryOperator<List<String>> change) {
        Verdict verdict = check.check(file(round, change.apply(log.of(round).stream().map(RoundLog.Entry::text).toList())));
        assertThat(verdict.state()).isEqualTo(State.DOES_NOT_FIT);
        return verdict.fault().where() + " " + verdict.fault().number() + " " + verdict.fault().key();
    }

    private byte[] file(String round, List<String> texts) {
        return EvidenceFile.write(round, ground.rounds.openings(round).stream().map(each -> new EvidenceFile.Opening(each.revision(), each.frozen())).toList(),
                chained(texts));
    }

    static List<EvidenceFile.Line> chained(List<String> texts) {
        List<EvidenceFile.Line> lines = new ArrayList<>();
        String before = "";
        for (String text : texts) {
            before = RoundLog.hash(before, text);
            lines.add(new EvidenceFile.Line(text, before));
        }
        return lines;
    }

    private static List<String> put(List<String> texts, int position, String was, String is) {
        List<String> changed = new ArrayList<>(texts);
        assertThat(changed.get(position - 1)).contains(was);
        changed.set(position - 1, changed.get(position - 1).replace(was, is));
        return changed;
    }

    private static List<String> without(List<String> texts, int position) {
        List<String> changed = new ArrayList<>(texts);
        changed.remove(position - 1);
        return changed;
    }

    private static List<String> renumbered(List<String> texts) {
        List<String> changed = new ArrayList<>();
        for (String text : texts) {
            Map<String, Object> entry = new LinkedHashMap<>(Canonical.map(text));
            entry.put("position", changed.size() + 1);
            changed.add(Canonical.json(entry));
        }
        return changed;
    }
}
