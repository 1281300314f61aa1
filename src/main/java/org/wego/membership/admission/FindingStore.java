package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;

import java.time.Clock;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of findings, and what other cases are compared by. */
@Repository
class FindingStore {

    /** What another case is compared by. */
    record Other(String reference, CaseState state, String name, String localName, String country, String email, String website) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    FindingStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All other cases but those that ended with a member: that one is compared itself. */
    List<Other> others(String reference) {
        return jdbc.sql("""
                select a.reference, a.state, a.name, v.form->>'localName' as local_name, a.country, a.contact_email, v.form->>'website' as website
                from application a join application_version v on v.reference = a.reference and v.version = a.version
                where a.reference <> :reference and a.state <> 'ADMITTED' order by a.submitted_at desc""")
                .param("reference", reference)
                .query((row, i) -> new Other(row.getString("reference"), CaseState.valueOf(row.getString("state")), row.getString("name"),
                        row.getString("local_name"), row.getString("country"), row.getString("contact_email"), row.getString("website")))
                .list();
    }

    /** Puts what was found about a version in the place of what was found before. */
    void put(String reference, int version, List<Finding> findings) {
        jdbc.sql("delete from intake_finding where reference = :reference and version = :version").param("reference", reference)
                .param("version", version).update();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            jdbc.sql("""
                    insert into intake_finding (reference, version, position, kind, severity, words, link, found_at)
                    values (:reference, :version, :position, :kind, :severity, :words, :link, :now)""")
                    .param("reference", reference).param("version", version).param("position", i).param("kind", finding.kind().name())
                    .param("severity", finding.severity().name()).param("words", finding.words()).param("link", finding.link())
                    .param("now", at(clock.instant())).update();
        }
    }

    /** What was found last, in order. */
    List<Finding> of(String reference) {
        return jdbc.sql("""
                select kind, severity, words, link from intake_finding where reference = :reference
                  and version = (select max(version) from intake_finding where reference = :reference) order by position""")
                .param("reference", reference).query((row, i) -> new Finding(Finding.Kind.valueOf(row.getString("kind")),
                        Finding.Severity.valueOf(row.getString("severity")), row.getString("words"), row.getString("link")))
                .list();
    }
}
