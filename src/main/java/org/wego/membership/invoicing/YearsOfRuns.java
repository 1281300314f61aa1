package org.wego.membership.invoicing;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.fee.ComputedYears;

/** A year is computed as soon as a run of it is: until it is cancelled or sent back, its list goes by the chart of that moment. */
@Component
class YearsOfRuns implements ComputedYears {

    private final JdbcClient jdbc;

    YearsOfRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Integer> computed() {
        return jdbc.sql("select distinct fee_year from invoicing_run where state not in ('PREPARING', 'CANCELLED') order by 1").query(Integer.class).list();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold() {
        jdbc.sql("lock table invoicing_run in share mode").update();
    }
}
