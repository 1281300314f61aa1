package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.wego.membership.engine.Sha256;

/** Logs that no round of the tests comes to: too large to live through in a database, or written by a house that cheats. */
class EvidenceReplayTest {

    private static final String ROUND = "EC-2026-003";
    private static final String CASE = "2026-014";
    private static final Instant OPENED = Instant.parse("2026-11-02T09:00:00Z");
    private static final Instant CLOSES = OPENED.plus(Duration.ofDays(14));
    /** More than half of all seats decide. */
    private static final Map<String, Object> RULE = Map.of("version", 1, "rules", List.of(), "settings",
            Map.of("earlyCloseAfterDays", 7, "earlyCloseNoticeHours", 24));

    private final List<String> openings = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();
    private int seats;

    private void opened(int seats, Instant frozenAt, Map<String, Object> rule) {
        this.seats = seats;
        openings.add(Canonical.json(Map.of("round", ROUND, "revision", 1, "mode", "ballot", "openedAt", frozenAt.toString(), "closesAt", CLOSES.toString(),
                "rule", rule, "agenda", List.of(Map.of("case", CASE, "name", "Suwon")),
                "roll", IntStream.rangeClosed(1, seats).mapToObj(seat -> Map.of("seat", seat, "city", "City " + seat, "president", seat == 1,
                        "entitled", true)).toList())));
        add(OPENED, "OPENED", null, Map.of("frozen", Sha256.hex(openings.get(0)), "mode", "ballot", "cases", List.of(CASE), "seats", seats,
                "entitled", seats));
    }

    private void add(Instant at, String kind, Integer seat, Map<String, ?> detail) {
        Map<String, Object> entry = new LinkedHashMap<>(Map.of("round", ROUND, "position", entries.size() + 1, "at", at.toString(), "kind", kind,
                "detail", detail));
        if (seat != null) {
            entry.put("seat", seat);
        }
        entries.add(Canonical.json(entry));
    }

    private void voted(Instant at, int seat, Answer answer) {
        add(at, "VOTED", seat, Map.of("answers", Map.of(CASE, answer.value()), "name", "Mayor", "title", "Mayor", "via", "link"));
    }

    private void tallied(Instant at, int approve, int reject, CommitteeOutcome outcome) {
        add(at, "TALLIED", null, Map.of("ruleVersion", 1, "cases", Map.of(CASE, Map.of("entitled", seats, "present", approve + reject,
                "approve", approve, "reject", reject, "abstain", 0, "outcome", outcome.name(), "rule", "only"))));
    }

    /** The key of what doesn't fit, and where; null if all does. */
    private String fault(EvidenceReplay replay) {
        int position = 0;
        try {
            for (String opening : openings) {
                replay.freeze(1, new EvidenceFile.Opening(1, opening));
            }
            for (String entry : entries) {
                position++;
                replay.entry(position, entry);
            }
            replay.end();
            return null;
        } catch (EvidenceReplay.Unfit unfit) {
            return position + " " + unfit.key();
        }
    }

    private static EvidenceReplay replay() {
        return new EvidenceReplay(ROUND, new EvidenceReplay.Rules() {
            @Override
            public Map<String, Object> words(int version) {
                return RULE;
            }

            @Override
            public VotingRule.Verdict ask(int version, Count count) {
                CommitteeOutcome outcome = count.approve() * 2 > 200 ? CommitteeOutcome.APPROVED
                        : count.approve() == count.reject() ? CommitteeOutcome.TIE : CommitteeOutcome.REJECTED;
                return new VotingRule.Verdict(outcome, "only", "");
            }
        });
    }

    @Test
    void whatWasFrozenIsOfTheTimeOfItsEntry() {
        // Otherwise the least days before an early close could be over at once
        opened(2, OPENED.minus(Duration.ofDays(7)), RULE);
        assertThat(fault(replay())).isEqualTo("1 opened.time");
    }

    @Test
    void aBallotHasNeitherMinutesNorAnAttendance() {
        opened(2, OPENED, RULE);
        add(OPENED, "ATTENDED", null, Map.of("seats", List.of()));
        assertThat(fault(replay())).isEqualTo("2 entry.ballot");
        entries.remove(1);
        add(OPENED, "MINUTES", null, Map.of("by", "secretariat"));
        assertThat(fault(replay())).isEqualTo("2 entry.ballot");
    }

    private void tie(Map<String, Object> settings) {
        opened(2, OPENED, Map.of("version", 1, "rules", List.of(), "settings", settings));
        voted(OPENED, 1, Answer.APPROVE);
        voted(OPENED, 2, Answer.REJECT);
        add(CLOSES, "CLOSED", null, Map.of());
        tallied(CLOSES, 1, 1, CommitteeOutcome.TIE);
    }

    private void asked() {
        add(CLOSES, "TIE_ASKED", 1, Map.of("cases", List.of(CASE), "until", CLOSES.plus(Duration.ofDays(7)).toString()));
    }

    private void settled(Instant at) {
        add(at, "TIE_SETTLED", null, Map.of("cases", Map.of(CASE, "TIE")));
    }

    @Test
    void aTieWaitsForThePresidentCityUntilItsTimeIsOver() {
        tie(Map.of("tieBreaker", "PRESIDENT_CITY"));
        EvidenceReplay counted = replay();
        assertThat(fault(counted)).isNull();
        assertThat(counted.tieOpen()).isTrue();
        asked();
        settled(CLOSES.plus(Duration.ofDays(6)));
        assertThat(fault(replay())).isEqualTo("7 tie.when");
        entries.remove(6);
        settled(CLOSES.plus(Duration.ofDays(7)));
        EvidenceReplay lapsed = replay();
        assertThat(fault(lapsed)).isNull();
        assertThat(lapsed.tieOpen()).isFalse();
    }

    @Test
    void aTieThatNobodyIsToBreakIsAnOutcome() {
        tie(Map.of("tieBreaker", "NOBODY"));
        EvidenceReplay counted = replay();
        assertThat(fault(counted)).isNull();
        assertThat(counted.tieOpen()).as("nobody is waited for").isFalse();
        asked();
        assertThat(fault(replay())).isEqualTo("6 tie.nobody");
        entries.remove(5);
        settled(CLOSES);
        assertThat(fault(replay())).isEqualTo("6 tie.when");
    }

    @Test
    void aCountFitsWhereTheEarlyCloseBeforeItWasTooMuchToWorkOut() {
        opened(200, OPENED, RULE);
        IntStream.rangeClosed(1, 101).forEach(seat -> voted(OPENED.plusSeconds(seat), seat, Answer.APPROVE));
        Instant announced = OPENED.plus(Duration.ofDays(7));
        add(announced, "CLOSE_ANNOUNCED", null, Map.of("closesAt", announced.plus(Duration.ofHours(24)).toString()));
        voted(announced, 102, Answer.REJECT);
        Instant closed = announced.plus(Duration.ofHours(24));
        add(closed, "CLOSED", null, Map.of("early", true));
        tallied(closed, 101, 1, CommitteeOutcome.APPROVED);
        EvidenceReplay replay = replay();
        assertThat(fault(replay)).isNull();
        assertThat(replay.earlyChecked()).as("so many ways aren't all tried").isFalse();
        assertThat(replay.ruleKnown()).isTrue();
        assertThat(replay.outcomes()).containsEntry(CASE, CommitteeOutcome.APPROVED);
    }
}
