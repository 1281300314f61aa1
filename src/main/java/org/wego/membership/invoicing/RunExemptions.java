package org.wego.membership.invoicing;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Rows;
import org.wego.membership.fee.ExemptionDecisions;

/** Reads from the runs' lists who was exempt, and who approved it. */
@Component
class RunExemptions implements ExemptionDecisions {

    private final JdbcClient jdbc;

    RunExemptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Made> all() {
        return jdbc.sql("""
                select distinct on (r.fee_year, l.member_number) l.member_number, r.fee_year, l.amount, r.approved_by, r.approved_at
                from invoicing_run_line l join invoicing_run r on r.id = l.run
                where l.state = 'EXEMPT' and l.reason_code = 'EXEMPT' and r.state <> 'CANCELLED'
                order by r.fee_year, l.member_number, r.approved_at nulls last""")
                .query((row, i) -> new Made(row.getString("member_number"), row.getInt("fee_year"), row.getBigDecimal("amount"), row.getString("approved_by"),
                        Rows.instant(row, "approved_at"))).list();
    }
}
