package org.wego.membership.committee;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.member.Category;

/** The cases that wait for the Committee. A round takes them from here. */
@Service
public class CommitteeCases {

    /**
     * A case that waits, and since when.
     *
     * @param forMeeting whether so many seats wanted to discuss it that it waits for a meeting
     */
    public record Waiting(AgendaCase agendaCase, Instant since, boolean forMeeting) {
    }

    private static final TypeReference<List<AgendaCase.Fact>> FACTS = new TypeReference<>() { };
    private static final TypeReference<List<KeptPaper>> PAPERS = new TypeReference<>() { };

    /** A paper as its column keeps it. */
    private record KeptPaper(String id, String title) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final RoundLog log;

    CommitteeCases(JdbcClient jdbc, Clock clock, RoundLog log) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Lets a case wait for the next round; in the caller's transaction. What waits already takes the new facts. What a round
     * holds stays as it was frozen: the new facts are a change of that round, and the Secretariat is asked about it. A case
     * that comes again has heard of the round before.
     */
    @Transactional
    public void submit(AgendaCase item) {
        boolean waits = jdbc.sql("""
                insert into agenda_case (reference, category, name, country, facts, papers, recommendation, fee_amount, fee_year, fee_sentence,
                  state, submitted_at)
                values (:reference, :category, :name, :country, cast(:facts as jsonb), cast(:papers as jsonb), :recommendation, :feeAmount,
                  :feeYear, :feeSentence, 'WAITING', :now)
                on conflict (reference) do update set category = excluded.category, name = excluded.name, country = excluded.country,
                  facts = excluded.facts, papers = excluded.papers, recommendation = excluded.recommendation,
                  fee_amount = excluded.fee_amount, fee_year = excluded.fee_year, fee_sentence = excluded.fee_sentence,
                  state = case when agenda_case.state = 'IN_ROUND' then 'IN_ROUND' else 'WAITING' end,
                  submitted_at = case when agenda_case.state in ('WAITING', 'IN_ROUND') then agenda_case.submitted_at else excluded.submitted_at end
                returning state""")
                .params(columns(item)).param("now", Rows.at(clock.instant())).query(String.class).single().equals("WAITING");
        if (waits) {
            jdbc.sql("update round_case set told_at = :now where reference = :reference and decided_at is not null and told_at is null")
                    .param("now", Rows.at(clock.instant())).param("reference", item.reference()).update();
        }
    }

    /** The cases that wait, the longest first. */
    public List<Waiting> waiting() {
        return jdbc.sql("select * from agenda_case where state = 'WAITING' order by submitted_at, reference")
                .query((row, i) -> new Waiting(agendaCase(row), Rows.instant(row, "submitted_at"), row.getBoolean("for_meeting"))).list();
    }

    /** Lets no round take a case before the end of the caller's transaction; harmless for one that never came here. */
    @Transactional
    public void hold(String reference) {
        jdbc.sql("select reference from agenda_case where reference = :reference for update").param("reference", reference).query(String.class).optional();
    }

    /** Takes a case back: it no longer waits, and a round that holds it goes on without it. */
    @Transactional
    public void withdraw(String reference) {
        var round = jdbc.sql("""
                select r.reference from committee_round r join round_case c on c.round = r.reference
                where c.reference = :reference and c.decided_at is null and c.withdrawn_at is null for update of r""")
                .param("reference", reference).query(String.class).optional();
        round.ifPresent(of -> {
            jdbc.sql("update round_case set withdrawn_at = :now where round = :round and reference = :reference")
                    .param("now", Rows.at(clock.instant())).param("round", of).param("reference", reference).update();
            log.add(of, RoundLog.Kind.WITHDRAWN, null, Map.of("case", reference));
        });
        jdbc.sql("update agenda_case set state = 'WITHDRAWN' where reference = :reference").param("reference", reference).update();
    }

    /**
     * Takes what a case that has ended said of itself off the agenda, and its papers; harmless twice. What a round was opened
     * with is the evidence of its votes, bound by hashes and sent to all seats with the resolution: it stays as it was.
     */
    @Transactional
    public void forget(String reference) {
        jdbc.sql("update agenda_case set facts = '[]', papers = '[]' where reference = ? and state in ('DECIDED', 'WITHDRAWN')").param(reference).update();
        jdbc.sql("update round_case set facts = '[]', papers = '[]' where reference = ? and (decided_at is not null or withdrawn_at is not null)")
                .param(reference).update();
    }

    /** Where a case stands with the Committee; empty if it never came before it. */
    public Optional<CaseStanding> standing(String reference) {
        return jdbc.sql("""
                select a.reference, a.state, c.round, r.closes_at, c.outcome, c.decided_at
                from agenda_case a
                left join lateral (select * from round_case rc where rc.reference = a.reference
                    order by (select opened_at from committee_round where reference = rc.round) desc, rc.round desc limit 1) c on true
                left join committee_round r on r.reference = c.round
                where a.reference = :reference""")
                .param("reference", reference)
                .query((row, i) -> {
                    Instant decided = Rows.instant(row, "decided_at");
                    return new CaseStanding(row.getString("reference"), CaseStanding.State.valueOf(row.getString("state")),
                            row.getString("round"), Rows.instant(row, "closes_at"),
                            decided == null ? null : CommitteeOutcome.valueOf(row.getString("outcome")), decided);
                }).optional();
    }

    /** What a case says of itself, by the names of its statement's parameters. */
    static Map<String, Object> columns(AgendaCase item) {
        Map<String, Object> out = new HashMap<>();
        out.put("reference", item.reference());
        out.put("category", item.category().name());
        out.put("name", item.name());
        out.put("country", item.country());
        out.put("facts", Canonical.json(item.facts()));
        out.put("papers", Canonical.json(item.documents().stream().map(paper -> new KeptPaper(paper.id().toString(), paper.title())).toList()));
        out.put("recommendation", item.recommendation());
        out.put("feeAmount", item.fee() == null ? null : item.fee().amount());
        out.put("feeYear", item.fee() == null ? null : item.fee().firstYear());
        out.put("feeSentence", item.fee() == null ? null : item.fee().sentence());
        return out;
    }

    /** What the cases of a round say of themselves now, by reference; without those that it doesn't hold any more. */
    Map<String, AgendaCase> asTheyAre(String round) {
        Map<String, AgendaCase> out = new HashMap<>();
        jdbc.sql("""
                select a.* from agenda_case a join round_case c on c.reference = a.reference
                where c.round = ? and c.withdrawn_at is null and a.state = 'IN_ROUND'""")
                .param(round).query((row, i) -> agendaCase(row)).list().forEach(item -> out.put(item.reference(), item));
        return out;
    }

    static AgendaCase agendaCase(ResultSet row) throws SQLException {
        Integer feeYear = row.getObject("fee_year", Integer.class);
        return new AgendaCase(row.getString("reference"), Category.valueOf(row.getString("category")), row.getString("name"),
                row.getString("country"), Canonical.read(row.getString("facts"), FACTS),
                Canonical.read(row.getString("papers"), PAPERS).stream()
                        .map(paper -> new AgendaCase.Paper(DocumentId.of(paper.id()), paper.title())).toList(),
                row.getString("recommendation"),
                feeYear == null ? null : new AgendaCase.Fee(row.getBigDecimal("fee_amount"), feeYear, row.getString("fee_sentence")));
    }
}
