package org.wego.membership.committee;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.wego.membership.engine.Sha256;

/**
 * Lives a round through again, entry by entry, from nothing but its file: what was frozen, who answered what, what was
 * counted. It stops at the first entry that could not have been written by a house that keeps to the rules.
 */
final class EvidenceReplay {

    /** No rule of ours lets a Committee have more; what a stranger's file holds may not take hours to count. */
    private static final int MOST_SEATS = 200;
    private static final int MOST_CASES = 500;
    private static final int MOST_QUESTIONS = 100_000;
    /** So long at most between what was frozen and its entry; it is one transaction, by clocks that may differ a little. */
    private static final Duration FREEZING = Duration.ofHours(1);
    /** Entries that only a round under way can have. */
    private static final Set<RoundLog.Kind> BEFORE_CLOSE = EnumSet.of(RoundLog.Kind.VOTED, RoundLog.Kind.CHANGED, RoundLog.Kind.RECUSED,
            RoundLog.Kind.REMINDED, RoundLog.Kind.REOPENED, RoundLog.Kind.CLOSE_ANNOUNCED, RoundLog.Kind.CLOSE_CALLED_OFF,
            RoundLog.Kind.CLOSED, RoundLog.Kind.RECORDED, RoundLog.Kind.ATTENDED);
    /** Entries that a round can still have whose resolution is published. */
    private static final Set<RoundLog.Kind> AFTER_PUBLISHED = EnumSet.of(RoundLog.Kind.MINUTES, RoundLog.Kind.KEPT, RoundLog.Kind.REFUSED,
            RoundLog.Kind.REACHED, RoundLog.Kind.DELIVERED);

    /** Where rules come from; no words where this house has none of that version. */
    interface Rules {
        Map<String, Object> words(int version);

        VotingRule.Verdict ask(int version, Count count);
    }

    /** Why something doesn't fit: the key of its words, and what they name. */
    static final class Unfit extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> details;

        Unfit(String key, Object... details) {
            super(key, null, false, false);
            this.details = Arrays.stream(details).map(each -> EvidenceFile.shortened(String.valueOf(each))).toList();
        }

        String key() {
            return getMessage();
        }

        List<String> details() {
            return details;
        }
    }

    record FrozenSeat(int seat, String city, Object member, boolean president, boolean entitled) {
    }

    record FrozenCase(String reference, String name, Map<String, Object> text) {
    }

    record Freeze(int revision, String hash, boolean ballot, Instant openedAt, Instant closesAt, int ruleVersion, Map<String, Object> rule,
            Map<Integer, FrozenSeat> roll, Map<String, FrozenCase> agenda) {

        long entitled() {
            return roll.values().stream().filter(FrozenSeat::entitled).count();
        }

        FrozenSeat president() {
            return roll.values().stream().filter(seat -> seat.president() && seat.entitled()).findFirst().orElse(null);
        }
    }

    /** An entry whose hash fits. */
    record Entry(int position, Instant at, RoundLog.Kind kind, Integer seat, Map<String, Object> detail) {
    }

    /** What was counted for a case, by the file's votes. */
    record Counted(Count count, int recused) {
    }

    /** A recusal that a vote says, and whose own entry follows. */
    private record Recusal(Integer seat, String reference, Object reason) {
    }

    private final String round;
    private final List<Freeze> freezes = new ArrayList<>();
    private final Rules rules;
    private final Map<Count, VotingRule.Verdict> asked = new HashMap<>();
    private final Map<Integer, Map<String, Answer>> votes = new TreeMap<>();
    private final Set<Integer> everOnRoll = new HashSet<>();
    private final Set<String> withdrawn = new LinkedHashSet<>();
    private final Deque<Recusal> recusals = new ArrayDeque<>();
    private final Map<String, Counted> counted = new LinkedHashMap<>();
    private final Map<String, CommitteeOutcome> outcomes = new LinkedHashMap<>();
    private final Map<String, Answer> tieBreaks = new LinkedHashMap<>();
    private Freeze freeze;
    private boolean ruleKnown = true;
    private boolean earlyChecked = true;
    private Instant last = Instant.MIN;
    private RoundLog.Kind before;
    private Instant announced;
    private Entry closed;
    private boolean tallied;
    private boolean recorded;
    private Instant tieUntil;
    private boolean settled;
    private boolean published;

    EvidenceReplay(String round, Rules rules) {
        this.round = round;
        this.rules = rules;
    }

    /** Takes the next frozen text. */
    void freeze(int revision, EvidenceFile.Opening opening) {
        if (opening.revision() != revision) {
            throw new Unfit("opening.order", opening.revision());
        }
        Map<String, Object> text = EvidenceFile.map(opening.frozen());
        if (text == null) {
            throw new Unfit("opening.text");
        }
        try {
            freezes.add(freeze(revision, text, Sha256.hex(opening.frozen())));
        } catch (ClassCastException | NullPointerException | DateTimeException | IllegalArgumentException other) {
            throw new Unfit("opening.text");
        }
    }

    private Freeze freeze(int revision, Map<String, Object> text, String hash) {
        if (!round.equals(text.get("round")) || text.containsKey("revision") && number(text, "revision") != revision) {
            throw new Unfit("opening.round");
        }
        boolean ballot = "ballot".equals(text.get("mode"));
        if (!ballot && !"meeting".equals(text.get("mode"))) {
            throw new Unfit("opening.text");
        }
        Map<Integer, FrozenSeat> roll = new LinkedHashMap<>();
        for (Map<String, Object> seat : maps(text, "roll")) {
            FrozenSeat line = new FrozenSeat(number(seat, "seat"), text(seat, "city"), seat.get("member"), (Boolean) seat.get("president"),
                    (Boolean) seat.get("entitled"));
            if (roll.putIfAbsent(line.seat(), line) != null) {
                throw new Unfit("opening.seatTwice", line.seat());
            }
        }
        Map<String, FrozenCase> agenda = new LinkedHashMap<>();
        for (Map<String, Object> item : maps(text, "agenda")) {
            FrozenCase line = new FrozenCase(text(item, "case"), text(item, "name"), item);
            if (agenda.putIfAbsent(line.reference(), line) != null) {
                throw new Unfit("opening.caseTwice", line.reference());
            }
        }
        if (roll.size() > MOST_SEATS || agenda.size() > MOST_CASES) {
            throw new Unfit("opening.large", MOST_SEATS, MOST_CASES);
        }
        Map<String, Object> rule = map(text, "rule");
        return new Freeze(revision, hash, ballot, Instant.parse(text(text, "openedAt")), ballot ? Instant.parse(text(text, "closesAt")) : null,
                number(rule, "version"), rule, roll, agenda);
    }

    /** Takes the next entry, whose hash fits, and gives it back read. */
    Entry entry(int position, String text) {
        Entry entry = read(position, text);
        if (entry.at().isBefore(last)) {
            throw new Unfit("entry.time");
        }
        if (position == 1 != (entry.kind() == RoundLog.Kind.OPENED)) {
            throw new Unfit(position == 1 ? "entry.first" : "entry.openedAgain");
        }
        if (published && !AFTER_PUBLISHED.contains(entry.kind())) {
            throw new Unfit("entry.afterPublished");
        }
        if (closed != null && BEFORE_CLOSE.contains(entry.kind())) {
            throw new Unfit(entry.kind() == RoundLog.Kind.VOTED || entry.kind() == RoundLog.Kind.CHANGED ? "vote.late" : "entry.late", closed.position());
        }
        if (!recusals.isEmpty() && entry.kind() != RoundLog.Kind.RECUSED) {
            throw new Unfit("recused.missing", recusals.peek().reference());
        }
        try {
            take(entry);
        } catch (ClassCastException | NullPointerException | DateTimeException | IllegalArgumentException other) {
            throw new Unfit("entry.detail");
        }
        last = entry.at();
        before = entry.kind();
        return entry;
    }

    /** The file ends; throws if it can't end here. */
    void end() {
        if (!recusals.isEmpty()) {
            throw new Unfit("recused.missing", recusals.peek().reference());
        }
        if (freezes.indexOf(freeze) != freezes.size() - 1) {
            throw new Unfit("opening.unnamed", freezes.size());
        }
    }

    private Entry read(int position, String text) {
        Map<String, Object> map = EvidenceFile.map(text);
        if (map == null) {
            throw new Unfit("entry.text");
        }
        if (!round.equals(map.get("round"))) {
            throw new Unfit("entry.round", String.valueOf(map.get("round")));
        }
        if (!Integer.valueOf(position).equals(map.get("position"))) {
            throw new Unfit("entry.position", String.valueOf(map.get("position")));
        }
        RoundLog.Kind kind = Arrays.stream(RoundLog.Kind.values()).filter(each -> each.name().equals(map.get("kind"))).findFirst()
                .orElseThrow(() -> new Unfit("entry.kind", String.valueOf(map.get("kind"))));
        try {
            Object seat = map.get("seat");
            return new Entry(position, Instant.parse(text(map, "at")), kind, seat == null ? null : (Integer) seat, map(map, "detail"));
        } catch (ClassCastException | NullPointerException | DateTimeException other) {
            throw new Unfit("entry.detail");
        }
    }

    private void take(Entry entry) {
        switch (entry.kind()) {
            case OPENED -> opened(entry);
            case REOPENED -> reopened(entry);
            case VOTED, CHANGED -> voted(entry);
            case RECUSED -> recused(entry);
            case REMINDED -> seats(entry).forEach(this::entitled);
            case INVITED, DELIVERED -> seats(entry).forEach(this::known);
            case ATTENDED -> {
                meeting();
                seats(entry).forEach(seat -> {
                    if (!freeze.roll().containsKey(seat)) {
                        throw new Unfit("seat.roll", seat);
                    }
                });
            }
            case UNREACHABLE, REACHED, LINK_REPLACED, NOT_MINE -> known(entry.seat());
            case REFUSED -> {
                if (entry.seat() != null) {
                    known(entry.seat());
                }
            }
            case WITHDRAWN -> withdrawn(entry);
            case KEPT -> text(entry.detail(), "by");
            case MINUTES -> {
                meeting();
                text(entry.detail(), "by");
            }
            case CLOSE_ANNOUNCED -> announced(entry);
            case CLOSE_CALLED_OFF -> {
                if (announced == null) {
                    throw new Unfit("close.nothing");
                }
                announced = null;
            }
            case CLOSED -> closed(entry);
            case TALLIED -> tallied(entry);
            case TIE_ASKED -> tieAsked(entry);
            case TIE_BROKEN -> tieBroken(entry);
            case TIE_SETTLED -> tieSettled(entry);
            case RECORDED -> recorded(entry);
            case PUBLISHED -> published(entry);
        }
    }

    private void opened(Entry entry) {
        take(freezes.get(0), entry);
        if (freeze.ballot() != "ballot".equals(entry.detail().get("mode"))) {
            throw new Unfit("opened.mode");
        }
        rule();
    }

    private void take(Freeze next, Entry entry) {
        if (!next.hash().equals(entry.detail().get("frozen"))) {
            throw new Unfit("opened.hash", next.revision());
        }
        if (!List.copyOf(next.agenda().keySet()).equals(entry.detail().get("cases")) || next.roll().size() != number(entry.detail(), "seats")
                || next.entitled() != number(entry.detail(), "entitled")) {
            throw new Unfit("opened.content", next.revision());
        }
        // The least days before an early close run from then
        if (next.openedAt().isAfter(entry.at()) || next.openedAt().isBefore(entry.at().minus(FREEZING))) {
            throw new Unfit("opened.time");
        }
        freeze = next;
        everOnRoll.addAll(next.roll().keySet());
    }

    /** Whether this house has the rule that was frozen, word for word; without it no outcome is worked out again. */
    private void rule() {
        Map<String, Object> here = rules.words(freeze.ruleVersion());
        ruleKnown = here != null;
        if (ruleKnown) {
            // Older rounds froze less of it; what they froze must be the same
            Map<String, Object> comparable = new TreeMap<>(here);
            comparable.keySet().retainAll(freeze.rule().keySet());
            ruleKnown = freeze.rule().containsKey("rules") && freeze.rule().containsKey("settings")
                    && Canonical.json(comparable).equals(Canonical.json(freeze.rule()));
        }
    }

    private void reopened(Entry entry) {
        int revision = number(entry.detail(), "revision");
        if (revision != freeze.revision() + 1 || revision > freezes.size()) {
            throw new Unfit("reopened.order", revision);
        }
        Freeze old = freeze;
        Freeze next = freezes.get(revision - 1);
        take(next, entry);
        text(entry.detail(), "reason");
        if (next.ballot() != old.ballot() || !Canonical.json(next.rule()).equals(Canonical.json(old.rule()))) {
            throw new Unfit("reopened.rule");
        }
        if (next.ballot() && next.closesAt().isBefore(old.closesAt())) {
            throw new Unfit("reopened.earlier");
        }
        Set<String> standing = new LinkedHashSet<>(old.agenda().keySet());
        standing.removeAll(withdrawn);
        if (!standing.equals(next.agenda().keySet())) {
            throw new Unfit("reopened.agenda");
        }
        Set<Integer> seats = new TreeSet<>();
        old.roll().forEach((number, was) -> {
            FrozenSeat now = next.roll().get(number);
            if (now == null || !was.city().equals(now.city()) || !Objects.equals(was.member(), now.member()) || was.entitled() && !now.entitled()) {
                seats.add(number);
            }
        });
        Set<String> cases = new LinkedHashSet<>();
        next.agenda().forEach((reference, now) -> {
            if (!now.text().equals(old.agenda().get(reference).text())) {
                cases.add(reference);
            }
        });
        Map<String, Object> lost = map(entry.detail(), "void");
        if (!seats.equals(new TreeSet<>(numbers(lost, "seats"))) || !cases.equals(new LinkedHashSet<>(texts(lost, "cases")))) {
            throw new Unfit("reopened.void");
        }
        votes.keySet().removeAll(seats);
        votes.values().forEach(answers -> answers.keySet().removeAll(cases));
        votes.values().removeIf(Map::isEmpty);
        announced = null;
    }

    private void voted(Entry entry) {
        ballot();
        entitled(entry.seat());
        if (!entry.at().isBefore(freeze.closesAt())) {
            throw new Unfit("vote.deadline");
        }
        if (votes.containsKey(entry.seat()) != (entry.kind() == RoundLog.Kind.CHANGED)) {
            throw new Unfit(entry.kind() == RoundLog.Kind.CHANGED ? "vote.nothingBefore" : "vote.before", entry.seat());
        }
        voter(entry);
        Map<String, Object> answers = map(entry.detail(), "answers");
        if (!answers.keySet().equals(standing())) {
            throw new Unfit("vote.cases");
        }
        Object reasons = entry.detail().get("reasons");
        // A recusal is told in the agenda's order, right behind the votes
        for (String reference : standing()) {
            Answer answer = Answer.of(text(answers, reference)).filter(Answer.OFFERED::contains)
                    .orElseThrow(() -> new Unfit("vote.answer", reference));
            votes.computeIfAbsent(entry.seat(), any -> new LinkedHashMap<>()).put(reference, answer);
            if (answer == Answer.RECUSE) {
                recusals.add(new Recusal(entry.seat(), reference, ((Map<?, ?>) reasons).get(reference)));
            }
        }
    }

    private static void voter(Entry entry) {
        String via = text(entry.detail(), "via");
        if (text(entry.detail(), "name").isBlank() || text(entry.detail(), "title").isBlank()
                || !Set.of("link", "code", "call").contains(via)) {
            throw new Unfit("vote.voter");
        }
    }

    private void recused(Entry entry) {
        Recusal expected = recusals.poll();
        if (expected == null) {
            throw new Unfit("recused.alone");
        }
        if (!Objects.equals(expected.seat(), entry.seat()) || !expected.reference().equals(entry.detail().get("case"))
                || !text(entry.detail(), "reason").equals(expected.reason())) {
            throw new Unfit("recused.other", expected.reference());
        }
    }

    private void withdrawn(Entry entry) {
        String reference = text(entry.detail(), "case");
        if (!freeze.agenda().containsKey(reference) || !withdrawn.add(reference)) {
            throw new Unfit("withdrawn.case", reference);
        }
    }

    private void announced(Entry entry) {
        ballot();
        Instant at = Instant.parse(text(entry.detail(), "closesAt"));
        if (announced != null) {
            throw new Unfit("close.twice");
        }
        Map<String, Object> settings = map(freeze.rule(), "settings");
        if (entry.at().isBefore(freeze.openedAt().plus(Duration.ofDays(number(settings, "earlyCloseAfterDays"))))) {
            throw new Unfit("close.soon");
        }
        if (at.isBefore(entry.at().plus(Duration.ofHours(number(settings, "earlyCloseNoticeHours")))) || !at.isBefore(freeze.closesAt())) {
            throw new Unfit("close.notice");
        }
        certain();
        announced = at;
    }

    private void closed(Entry entry) {
        if (!freeze.ballot()) {
            if (before != RoundLog.Kind.RECORDED) {
                throw new Unfit("closed.notRecorded");
            }
        } else if (entry.at().isBefore(freeze.closesAt())) {
            if (announced == null || entry.at().isBefore(announced)) {
                throw new Unfit("closed.early");
            }
            certain();
        }
        closed = entry;
    }

    /** That no seat still to answer can change any outcome. */
    private void certain() {
        if (!ruleKnown) {
            earlyChecked = false;
            return;
        }
        for (String reference : standing()) {
            try {
                if (!Certainty.certain(count(reference), this::foreseen)) {
                    throw new Unfit("close.uncertain", reference);
                }
            } catch (TooMuch much) {
                earlyChecked = false;
                return;
            }
        }
    }

    private void tallied(Entry entry) {
        ballot();
        if (closed == null || tallied) {
            throw new Unfit("tallied.when");
        }
        if (number(entry.detail(), "ruleVersion") != freeze.ruleVersion()) {
            throw new Unfit("tallied.version", freeze.ruleVersion());
        }
        Map<String, Object> cases = map(entry.detail(), "cases");
        if (!cases.keySet().equals(standing())) {
            throw new Unfit("tallied.cases");
        }
        for (String reference : standing()) {
            Map<String, Object> said = map(cases, reference);
            Count count = count(reference);
            compare(reference, said, "entitled", count.entitled());
            compare(reference, said, "present", count.present());
            compare(reference, said, "approve", count.approve());
            compare(reference, said, "reject", count.reject());
            compare(reference, said, "abstain", count.abstain());
            if (said.containsKey("discuss")) {
                compare(reference, said, "discuss", count.discuss());
            }
            CommitteeOutcome outcome = CommitteeOutcome.valueOf(text(said, "outcome"));
            if (ruleKnown) {
                VotingRule.Verdict verdict = ask(count);
                if (verdict.outcome() != outcome || !verdict.rule().equals(said.get("rule"))) {
                    throw new Unfit("tallied.outcome", reference, outcome, verdict.outcome());
                }
            }
            counted.put(reference, new Counted(count, recused(reference)));
            outcomes.put(reference, outcome);
        }
        tallied = true;
    }

    private static void compare(String reference, Map<String, Object> said, String field, int counted) {
        int number = number(said, field);
        if (number != counted) {
            throw new Unfit("tallied.count." + field, reference, number, counted);
        }
    }

    private Count count(String reference) {
        return Count.of((int) freeze.entitled(), votes.entrySet().stream()
                .filter(seat -> freeze.roll().containsKey(seat.getKey()) && freeze.roll().get(seat.getKey()).entitled())
                .map(seat -> seat.getValue().get(reference)).filter(Objects::nonNull)
                .collect(Collectors.groupingBy(answer -> answer, Collectors.counting())));
    }

    private int recused(String reference) {
        return (int) votes.values().stream().filter(answers -> answers.get(reference) == Answer.RECUSE).count();
    }

    /** More work than a file may ask for. */
    private static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super(null, null, false, false);
        }
    }

    /** What the rule would make of a count that could still come: of these a file can ask for any number. */
    private CommitteeOutcome foreseen(Count count) {
        if (asked.size() > MOST_QUESTIONS) {
            throw new TooMuch();
        }
        return ask(count).outcome();
    }

    private VotingRule.Verdict ask(Count count) {
        return asked.computeIfAbsent(count, any -> rules.ask(freeze.ruleVersion(), any));
    }

    private Set<String> tiedForPresident() {
        FrozenSeat president = freeze.president();
        Map<String, Answer> own = president == null ? Map.of() : votes.getOrDefault(president.seat(), Map.of());
        return tied().stream().filter(reference -> own.get(reference) != Answer.RECUSE).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> tied() {
        return standing().stream().filter(reference -> outcomes.get(reference) == CommitteeOutcome.TIE).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean presidentBreaksTies() {
        return VotingSettings.presidentBreaksTies(freeze.rule().get("settings") instanceof Map<?, ?> settings ? settings : Map.of());
    }

    private void president(Entry entry) {
        if (!presidentBreaksTies()) {
            throw new Unfit("tie.nobody");
        }
        FrozenSeat president = freeze.president();
        if (!tallied || settled || president == null || !Integer.valueOf(president.seat()).equals(entry.seat())) {
            throw new Unfit("tie.president");
        }
    }

    private void tieAsked(Entry entry) {
        president(entry);
        if (tieUntil != null || !tiedForPresident().equals(new LinkedHashSet<>(texts(entry.detail(), "cases")))) {
            throw new Unfit("tie.cases");
        }
        tieUntil = Instant.parse(text(entry.detail(), "until"));
    }

    private void tieBroken(Entry entry) {
        president(entry);
        voter(entry);
        if (tieUntil == null || !entry.at().isBefore(tieUntil) || !tieBreaks.isEmpty()) {
            throw new Unfit("tie.when");
        }
        Map<String, Object> answers = map(entry.detail(), "answers");
        if (!answers.keySet().equals(tiedForPresident())) {
            throw new Unfit("tie.cases");
        }
        answers.forEach((reference, value) -> tieBreaks.put(reference, Answer.of((String) value).filter(Answer.TIE_BREAKING::contains)
                .orElseThrow(() -> new Unfit("vote.answer", reference))));
    }

    private void tieSettled(Entry entry) {
        if (tieUntil == null || settled || tieBreaks.isEmpty() && entry.at().isBefore(tieUntil)) {
            throw new Unfit("tie.when");
        }
        Map<String, Object> cases = map(entry.detail(), "cases");
        if (!cases.keySet().equals(tied())) {
            throw new Unfit("tie.cases");
        }
        for (String reference : tied()) {
            Answer answer = tieBreaks.get(reference);
            CommitteeOutcome outcome = answer == null ? CommitteeOutcome.TIE
                    : answer == Answer.APPROVE ? CommitteeOutcome.APPROVED : CommitteeOutcome.REJECTED;
            if (!outcome.name().equals(cases.get(reference))) {
                throw new Unfit("tie.outcome", reference);
            }
        }
        cases.forEach((reference, outcome) -> outcomes.put(reference, CommitteeOutcome.valueOf((String) outcome)));
        settled = true;
    }

    private void recorded(Entry entry) {
        if (freeze.ballot() || recorded) {
            throw new Unfit("recorded.when");
        }
        Map<String, Object> cases = map(entry.detail(), "cases");
        if (!cases.keySet().equals(standing()) || !Tallies.MEETING.values().containsAll(
                cases.values().stream().map(value -> CommitteeOutcome.valueOf((String) value)).toList())) {
            throw new Unfit("recorded.cases");
        }
        cases.forEach((reference, outcome) -> outcomes.put(reference, CommitteeOutcome.valueOf((String) outcome)));
        recorded = true;
    }

    private void published(Entry entry) {
        if (closed == null || freeze.ballot() && !tallied) {
            throw new Unfit("published.when");
        }
        text(entry.detail(), "sha256");
        published = true;
    }

    private Set<String> standing() {
        Set<String> standing = new LinkedHashSet<>(freeze.agenda().keySet());
        standing.removeAll(withdrawn);
        return standing;
    }

    private void ballot() {
        if (!freeze.ballot()) {
            throw new Unfit("entry.meeting");
        }
    }

    private void meeting() {
        if (freeze.ballot()) {
            throw new Unfit("entry.ballot");
        }
    }

    private void entitled(Integer seat) {
        FrozenSeat line = freeze.roll().get(seat);
        if (line == null || !line.entitled()) {
            throw new Unfit("vote.seat", seat);
        }
    }

    private void known(Integer seat) {
        if (!everOnRoll.contains(seat)) {
            throw new Unfit("seat.roll", seat);
        }
    }

    private static List<Integer> seats(Entry entry) {
        return numbers(entry.detail(), "seats");
    }

    // What strangers write is taken by these alone: another type than expected is a ClassCastException and ends above

    private static int number(Map<String, Object> map, String name) {
        return (Integer) map.get(name);
    }

    private static String text(Map<String, Object> map, String name) {
        return Objects.requireNonNull((String) map.get(name));
    }

    private static List<Integer> numbers(Map<String, Object> map, String name) {
        return ((List<?>) map.get(name)).stream().map(Integer.class::cast).toList();
    }

    private static List<String> texts(Map<String, Object> map, String name) {
        return ((List<?>) map.get(name)).stream().map(String.class::cast).toList();
    }

    private static Map<String, Object> map(Map<String, Object> map, String name) {
        return map(Objects.requireNonNull(map.get(name)));
    }

    private static List<Map<String, Object>> maps(Map<String, Object> map, String name) {
        return ((List<?>) map.get(name)).stream().map(EvidenceReplay::map).toList();
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> out = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, each) -> out.put((String) name, each));
        return out;
    }

    // What came of it

    List<Freeze> freezes() {
        return freezes;
    }

    Freeze inForce() {
        return freeze;
    }

    boolean ruleKnown() {
        return ruleKnown;
    }

    boolean earlyChecked() {
        return earlyChecked;
    }

    boolean closed() {
        return closed != null;
    }

    boolean decided() {
        return tallied || recorded;
    }

    /** Whether the President City may still answer, or what it answered waits to be settled; a tie that nobody breaks is an outcome. */
    boolean tieOpen() {
        return tallied && !settled && presidentBreaksTies() && !tiedForPresident().isEmpty();
    }

    /** Who sat where, for showing entries. */
    String city(Integer seat) {
        for (int i = freezes.size() - 1; seat != null && i >= 0; i--) {
            if (freezes.get(i).roll().containsKey(seat)) {
                return freezes.get(i).roll().get(seat).city();
            }
        }
        return null;
    }

    Set<String> withdrawn() {
        return withdrawn;
    }

    Map<String, CommitteeOutcome> outcomes() {
        return outcomes;
    }

    Map<String, Answer> tieBreaks() {
        return tieBreaks;
    }

    /** The count of each case, as counted at the tally, or as it stands where the file ends before. */
    Map<String, Counted> counts() {
        Map<String, Counted> counts = new LinkedHashMap<>();
        if (freeze != null && freeze.ballot()) {
            freeze.agenda().keySet().forEach(reference -> counts.put(reference,
                    counted.getOrDefault(reference, new Counted(count(reference), recused(reference)))));
        }
        return counts;
    }
}
