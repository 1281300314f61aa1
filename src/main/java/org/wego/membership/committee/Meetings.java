package org.wego.membership.committee;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.site.Texts;

/** The Committee's meetings: who is written to, who came, and the minutes. What they decide is recorded by {@link Tallies}. */
@Service
public class Meetings {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final OrganisationCalendar calendar;
    private final Rounds rounds;
    private final Ballots ballots;
    private final RoundLog log;
    private final CommitteePost post;
    private final Documents documents;
    private final MuteSeats mute;
    private final Texts texts;

    Meetings(JdbcClient jdbc, Clock clock, OrganisationCalendar calendar, Rounds rounds, Ballots ballots, RoundLog log, CommitteePost post,
            Documents documents, MuteSeats mute, Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
        this.rounds = rounds;
        this.ballots = ballots;
        this.log = log;
        this.post = post;
        this.documents = documents;
        this.mute = mute;
        this.texts = texts;
    }

    /**
     * Writes to every seat on the roll what a meeting is about; a seat without an address is told to the Secretariat. Nobody
     * is written to about a meeting that is over. Harmless twice.
     */
    @Transactional
    public void sendAgenda(String reference) {
        Round round = rounds.lock(reference);
        boolean sent = log.of(reference).stream().anyMatch(entry -> entry.kind() == RoundLog.Kind.INVITED);
        if (sent || round.meetingDate() != null && round.meetingDate().isBefore(calendar.today())) {
            return;
        }
        List<RollSeat> roll = rounds.roll(reference);
        List<RollSeat> reached = roll.stream().filter(RollSeat::reachable).toList();
        post.meetingAgenda(round, ballots.standing(reference), reached);
        log.add(reference, RoundLog.Kind.INVITED, null, Map.of("seats", reached.stream().map(RollSeat::seat).toList()));
        mute.tell(reference, roll);
    }

    /**
     * Notes which seats sat in the meeting; once, before its decisions are recorded.
     *
     * @param seats their numbers
     */
    @Transactional
    public void attended(String reference, Collection<Integer> seats) {
        Round round = rounds.lock(reference);
        if (round.closedAt() != null) {
            return;
        }
        Set<Integer> present = new TreeSet<>(seats);
        jdbc.sql("update roll_seat set attended = seat = any(:seats) where round = :round and ground is distinct from 'LEFT'")
                .param("seats", present.toArray(Integer[]::new)).param("round", reference).update();
        log.add(reference, RoundLog.Kind.ATTENDED, null, Map.of("seats", List.copyOf(present)));
    }

    /** The seats that sat in the meeting, in the roll's order; empty where no list was taken. */
    public Optional<List<RollSeat>> attendance(String reference) {
        List<Integer> present = jdbc.sql("select seat from roll_seat where round = ? and attended").param(reference).query(Integer.class).list();
        boolean taken = jdbc.sql("select exists (select 1 from roll_seat where round = ? and attended is not null)").param(reference)
                .query(Boolean.class).single();
        return taken ? Optional.of(rounds.roll(reference).stream().filter(seat -> present.contains(seat.seat())).toList()) : Optional.empty();
    }

    /**
     * Files a meeting's minutes, before or after its decisions are recorded. The same file once more changes nothing.
     *
     * @param pdf checked before
     * @throws Refused if the round is a ballot
     */
    @Transactional
    public Minutes file(String reference, String name, byte[] pdf, String by) {
        Round round = rounds.lock(reference);
        if (round.ballot()) {
            throw new Refused("minutes", texts.get("committee.minutes.ballot"));
        }
        String sha256 = Sha256.hex(pdf);
        Optional<Minutes> known = minutes(reference).stream().filter(each -> each.sha256().equals(sha256)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        DocumentId document = documents.store(name, "application/pdf", pdf);
        RoundLog.Entry entry = log.add(reference, RoundLog.Kind.MINUTES, null,
                Map.of("by", by, "document", document.toString(), "file", name, "sha256", sha256));
        jdbc.sql("""
                insert into round_minutes (round, document, name, sha256, filed_at, filed_by, position)
                values (:round, :document, :name, :sha256, :at, :by, :position)""")
                .param("round", reference).param("document", document.value()).param("name", name).param("sha256", sha256).param("at", Rows.at(entry.at()))
                .param("by", by).param("position", entry.position()).update();
        return new Minutes(reference, document, name, sha256, entry.at(), by, entry.position());
    }

    /** The minutes that were filed, in order. */
    public List<Minutes> minutes(String reference) {
        return jdbc.sql("select * from round_minutes where round = ? order by position").param(reference)
                .query((row, i) -> new Minutes(row.getString("round"), new DocumentId(row.getObject("document", UUID.class)),
                        row.getString("name"), row.getString("sha256"), Rows.instant(row, "filed_at"), row.getString("filed_by"),
                        row.getInt("position")))
                .list();
    }
}
