package org.wego.membership.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wego.membership.member.Category;

/** How long cases usually take, by those that have ended. Fewer than ten say nothing about the next. */
@Component
public class CaseDuration {

    /** So many past cases it takes to speak of what is usual. */
    static final int FEWEST = 10;
    /** The latest of them count: what was usual years ago is so no longer. */
    private static final int MOST = 200;
    /** Of so many cases that were confirmed last: who opens a case's page reads no whole history. */
    private static final int LATEST = 1000;

    /**
     * What is usual, in whole days, each begun day counted.
     *
     * @param median so long half of them took at most
     * @param ninety so long nine of ten took at most
     * @param cases  how many were looked at
     */
    public record Usual(int median, int ninety, int cases) {
    }

    private final JdbcClient jdbc;

    CaseDuration(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From the confirmed address to the Secretariat's first answer, of whatever kind. */
    public Optional<Usual> firstAnswer() {
        return usual(jdbc.sql("""
                select extract(epoch from answered.at - a.confirmed_at)
                from (select reference, confirmed_at from application where confirmed_at is not null order by confirmed_at desc limit :latest) a
                cross join lateral (select min(e.at) as at from application_event e where e.reference = a.reference and e.at >= a.confirmed_at
                  and e.kind in ('accepted', 'changesAsked', 'categoryChanged', 'declined')) answered
                where answered.at is not null order by answered.at desc limit :most""")
                .param("latest", LATEST).param("most", MOST).query(Double.class).list());
    }

    /** From the sending to the last decision: admitted, declined, or closed after the vote. What lapsed or was withdrawn doesn't count. */
    public Optional<Usual> whole(Category category) {
        return usual(jdbc.sql("""
                select extract(epoch from state_since - submitted_at) from application
                where category = :category and state in ('ADMITTED', 'DECLINED', 'CLOSED') order by state_since desc limit :most""")
                .param("category", category.name()).param("most", MOST).query(Double.class).list());
    }

    private static Optional<Usual> usual(List<Double> seconds) {
        return of(seconds.stream().map(one -> Duration.ofSeconds(Math.max(0, Math.round(one)))).toList());
    }

    /** Median and ninth tenth by nearest rank: figures that some case really took. */
    static Optional<Usual> of(List<Duration> past) {
        if (past.size() < FEWEST) {
            return Optional.empty();
        }
        List<Duration> sorted = past.stream().sorted().toList();
        return Optional.of(new Usual(days(rank(sorted, 50)), days(rank(sorted, 90)), sorted.size()));
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    private static int days(Duration duration) {
        return (int) Math.max(1, (duration.toSeconds() + 86_399) / 86_400);
    }
}
