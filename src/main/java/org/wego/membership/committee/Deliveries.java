package org.wego.membership.committee;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.Sweep;
import org.wego.membership.letter.LetterDesk;

/**
 * Tells a round's log which seats' letters the mail server took. Letters leave after the commit that caused them, so the
 * log hears of it later; until the resolution is published, since nothing stands behind that.
 */
@Component
class Deliveries implements Sweep {

    /** What a seat must have got to take part; receipts and outcomes it can do without. */
    private static final Set<String> TOLD = Stream.of(CommitteeLetter.VOTE_INVITATION, CommitteeLetter.VOTE_LINK_REPLACED, CommitteeLetter.NO_VOTE,
            CommitteeLetter.VOTE_REMINDER, CommitteeLetter.CLOSING_EARLY, CommitteeLetter.CLOSE_CALLED_OFF, CommitteeLetter.ROUND_REOPENED,
            CommitteeLetter.ROUND_REOPENED_STANDING, CommitteeLetter.MEETING_AGENDA, CommitteeLetter.MEETING_CHANGED, CommitteeLetter.TIE_BREAK)
            .map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final JdbcClient jdbc;
    private final LetterDesk letters;
    private final Rounds rounds;
    private final RoundLog log;
    private final TransactionTemplate transaction;

    Deliveries(JdbcClient jdbc, LetterDesk letters, Rounds rounds, RoundLog log, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.rounds = rounds;
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void sweep() {
        for (String round : jdbc.sql("select reference from committee_round where published_at is null order by year, number").query(String.class).list()) {
            // Most often there is nothing, and no voter has to wait for that to be found out
            if (!fresh(round).isEmpty()) {
                transaction.executeWithoutResult(status -> note(round));
            }
        }
    }

    private List<LetterDesk.Sent> fresh(String round) {
        Set<Long> told = new HashSet<>(jdbc.sql("select letter from round_delivery where round = ?").param(round).query(Long.class).list());
        return letters.sent(round, TOLD).stream().filter(letter -> !told.contains(letter.id())).toList();
    }

    private void note(String reference) {
        if (rounds.lock(reference).publishedAt() != null) {
            return;
        }
        Map<String, List<LetterDesk.Sent>> kinds = fresh(reference).stream().collect(Collectors.groupingBy(LetterDesk.Sent::kind, TreeMap::new, Collectors.toList()));
        kinds.forEach((kind, sent) -> {
            Set<Integer> seats = sent.stream().map(letter -> CommitteePost.seatOf(letter.naturalKey()).orElseThrow()).collect(Collectors.toCollection(TreeSet::new));
            RoundLog.Entry entry = log.add(reference, RoundLog.Kind.DELIVERED, null, Map.of("letter", kind, "seats", List.copyOf(seats)));
            sent.forEach(letter -> jdbc.sql("insert into round_delivery (letter, round, position) values (:letter, :round, :position)")
                    .param("letter", letter.id()).param("round", reference).param("position", entry.position()).update());
        });
    }
}
