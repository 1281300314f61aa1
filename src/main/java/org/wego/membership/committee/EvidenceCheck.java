package org.wego.membership.committee;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.Sha256;

/**
 * Checks a round's log from its file alone: the hashes of what was frozen, the chain, the order, every vote and every
 * count. Nothing of the file is kept. What this house itself holds of the round is compared at the end, and said apart:
 * whoever doubts the house need not believe that part.
 */
@Component
public class EvidenceCheck {

    /** How many files are looked at in one go; each may need some tens of megabytes. */
    private static final int PLACES = 2;

    /** What came of it. */
    public enum State {
        FITS, DOES_NOT_FIT, UNREADABLE
    }

    /** Where something doesn't fit. */
    public enum Where {
        FILE, OPENING, ENTRY
    }

    /**
     * The first thing that doesn't fit.
     *
     * @param number  of the opening or the entry, 0 for the file
     * @param key     of its words, under {@code check.fault.}
     * @param details what the words name
     */
    public record Fault(Where where, int number, String key, List<String> details) {
    }

    /** What this house's own log says to the file's. */
    public enum House {
        /** It keeps no round of that name. */
        UNKNOWN,
        /** Up to the file's last entry it is the same. */
        SAME,
        /** It is another one. */
        OTHER
    }

    /** What was frozen at an opening or re-opening, by its hash. */
    public record Opening(int revision, String hash, Instant openedAt, Instant closesAt, int seats, long entitled, int cases) {
    }

    /**
     * A case with what the file's own votes come to.
     *
     * @param count   null in a meeting
     * @param outcome null where the file ends before it
     * @param broken  what the President City answered to a tie, or null
     */
    public record CaseResult(String reference, String name, Figures count, CommitteeOutcome outcome, Answer broken, boolean withdrawn) {
    }

    /** Seats by what they answered. */
    public record Figures(int entitled, int approve, int reject, int abstain, int discuss, int recused, int silent) {
    }

    /**
     * An entry of the file.
     *
     * @param seat   the city whose seat it tells of, or null
     * @param detail the rest, as it stands in the file
     */
    public record Line(int position, Instant at, RoundLog.Kind kind, String seat, String detail, String hash) {
    }

    /**
     * What the check found.
     *
     * @param fault        null if all fits
     * @param sha256       of the file that was sent
     * @param entries      in the file
     * @param fitting      how many of them fit, from the first on
     * @param lastHash     the hash of the last entry that fits, null where none does
     * @param mode         {@code ballot} or {@code meeting}
     * @param ruleVersion  of the rule that was frozen
     * @param ruleHere     whether this house has that rule word for word; otherwise outcomes weren't worked out again
     * @param earlyChecked whether it was worked out again that an early close could change nothing
     * @param closed       whether the file has the closing entry
     * @param tieOpen      whether a tie waits in it
     * @param decided      whether it has the outcomes
     * @param house        what this house's own log says to it
     * @param publishedPdf whether the PDF is byte for byte the one that this house published; null if that isn't asked
     */
    public record Verdict(State state, Fault fault, String sha256, boolean pdf, String round, int entries, int fitting, String lastHash,
            List<Opening> openings, List<CaseResult> cases, List<Line> lines, String mode, int ruleVersion, boolean ruleHere,
            boolean earlyChecked, boolean closed, boolean tieOpen, boolean decided, House house, Boolean publishedPdf) {

        public boolean fits() {
            return state == State.FITS;
        }
    }

    /** Too many files at once. */
    public static final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final VotingRule rule;
    private final RoundLog log;
    private final Semaphore places = new Semaphore(PLACES);

    EvidenceCheck(VotingRule rule, RoundLog log) {
        this.rule = rule;
        this.log = log;
    }

    /**
     * Checks a file.
     *
     * @param file JSON, or a PDF that carries it
     * @throws Busy if other files are being checked and none is done within seconds
     */
    public Verdict check(byte[] file) {
        try {
            if (!places.tryAcquire(5, TimeUnit.SECONDS)) {
                throw new Busy();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Busy();
        }
        try {
            return look(file);
        } finally {
            places.release();
        }
    }

    private Verdict look(byte[] bytes) {
        String sha256 = Sha256.hex(bytes);
        EvidenceFile file;
        try {
            file = EvidenceFile.read(bytes);
        } catch (EvidenceFile.Unreadable fault) {
            return new Verdict(State.UNREADABLE, new Fault(Where.FILE, 0, fault.key(), fault.details()), sha256, false, null, 0, 0, null,
                    List.of(), List.of(), List.of(), null, 0, false, false, false, false, false, House.UNKNOWN, null);
        }
        EvidenceReplay replay = new EvidenceReplay(file.round(), rules());
        List<Line> lines = new ArrayList<>();
        Fault fault = replay(file, replay, lines);
        if (fault == null && !file.canonical()) {
            fault = new Fault(Where.FILE, 0, "file.form", List.of());
        }
        String lastHash = lines.isEmpty() ? null : lines.get(lines.size() - 1).hash();
        List<RoundLog.Entry> own = fault == null ? log.of(file.round()) : List.of();
        EvidenceReplay.Freeze freeze = replay.inForce();
        return new Verdict(fault == null ? State.FITS : State.DOES_NOT_FIT, fault, sha256, file.pdf(), file.round(), file.entries().size(), lines.size(),
                lastHash, replay.freezes().stream().map(EvidenceCheck::opening).toList(), cases(replay), lines,
                freeze == null ? null : freeze.ballot() ? "ballot" : "meeting", freeze == null ? 0 : freeze.ruleVersion(), replay.ruleKnown(),
                replay.earlyChecked(), replay.closed(), replay.tieOpen(), replay.decided(), house(own, lines),
                file.pdf() && fault == null ? published(own, sha256) : null);
    }

    /** Opening by opening and entry by entry; null if all fits. */
    private static Fault replay(EvidenceFile file, EvidenceReplay replay, List<Line> lines) {
        Where where = Where.OPENING;
        int number = 0;
        try {
            for (EvidenceFile.Opening opening : file.openings()) {
                replay.freeze(++number, opening);
            }
            where = Where.ENTRY;
            number = 0;
            String before = "";
            for (EvidenceFile.Line line : file.entries()) {
                number++;
                if (!RoundLog.hash(before, line.entry()).equals(line.hash())) {
                    throw new EvidenceReplay.Unfit("chain");
                }
                lines.add(line(replay, replay.entry(number, line.entry()), line.hash()));
                before = line.hash();
            }
            replay.end();
            return null;
        } catch (EvidenceReplay.Unfit unfit) {
            return new Fault(where, number, unfit.key(), unfit.details());
        }
    }

    private static Line line(EvidenceReplay replay, EvidenceReplay.Entry entry, String hash) {
        return new Line(entry.position(), entry.at(), entry.kind(), replay.city(entry.seat()), Canonical.json(entry.detail()), hash);
    }

    private static Opening opening(EvidenceReplay.Freeze freeze) {
        return new Opening(freeze.revision(), freeze.hash(), freeze.openedAt(), freeze.closesAt(), freeze.roll().size(), freeze.entitled(),
                freeze.agenda().size());
    }

    private static List<CaseResult> cases(EvidenceReplay replay) {
        EvidenceReplay.Freeze freeze = replay.inForce();
        if (freeze == null) {
            return List.of();
        }
        Map<String, EvidenceReplay.Counted> counts = replay.counts();
        return freeze.agenda().values().stream().map(item -> {
            EvidenceReplay.Counted counted = counts.get(item.reference());
            Count count = counted == null ? null : counted.count();
            return new CaseResult(item.reference(), item.name(), count == null ? null : new Figures(count.entitled(), count.approve(), count.reject(),
                    count.abstain(), count.discuss(), counted.recused(), count.silent()), replay.outcomes().get(item.reference()),
                    replay.tieBreaks().get(item.reference()), replay.withdrawn().contains(item.reference()));
        }).toList();
    }

    private static House house(List<RoundLog.Entry> own, List<Line> lines) {
        if (own.isEmpty()) {
            return House.UNKNOWN;
        }
        // One hash is enough: it holds all before it
        int last = lines.size() - 1;
        return last < own.size() && own.get(last).hash().equals(lines.get(last).hash()) ? House.SAME : House.OTHER;
    }

    private static Boolean published(List<RoundLog.Entry> own, String sha256) {
        List<RoundLog.Entry> published = own.stream().filter(entry -> entry.kind() == RoundLog.Kind.PUBLISHED).toList();
        return published.isEmpty() ? null : published.stream().anyMatch(entry -> sha256.equals(entry.detail().get("sha256")));
    }

    private EvidenceReplay.Rules rules() {
        return new EvidenceReplay.Rules() {
            @Override
            public Map<String, Object> words(int version) {
                try {
                    return rule.words(version);
                } catch (IllegalArgumentException none) {
                    return null;
                }
            }

            @Override
            public VotingRule.Verdict ask(int version, Count count) {
                return rule.ask(version, count);
            }
        };
    }
}
