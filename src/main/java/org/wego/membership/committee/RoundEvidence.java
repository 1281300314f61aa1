package org.wego.membership.committee;

import org.springframework.stereotype.Component;

/** Writes a round's log as a file that anyone can check; src/docs/round-log.md explains it field by field. */
@Component
public class RoundEvidence {

    private final Rounds rounds;
    private final RoundLog log;

    RoundEvidence(Rounds rounds, RoundLog log) {
        this.rounds = rounds;
        this.log = log;
    }

    /** The file's name. */
    public static String name(String round) {
        return round + "-log.json";
    }

    /** The log as it stands: everything that was frozen, and every entry with its hash. */
    public byte[] json(String round) {
        return EvidenceFile.write(round,
                rounds.openings(round).stream().map(opening -> new EvidenceFile.Opening(opening.revision(), opening.frozen())).toList(),
                log.of(round).stream().map(entry -> new EvidenceFile.Line(entry.text(), entry.hash())).toList());
    }
}
