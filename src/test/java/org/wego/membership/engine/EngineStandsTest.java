package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;

@HouseTest
class EngineStandsTest {

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Clock clock;
    @Autowired
    DemoClock demoClock;
    @Autowired
    IdentityService identity;
    @Autowired
    OrganisationCalendar calendar;

    @Test
    void flywayOwnsTheEnginesTables() {
        assertThat(jdbc.sql("select count(*) from flyway_schema_history where version = '001' and success").query(Integer.class).single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select value_ from act_ge_property where name_ = 'schema.version'").query(String.class).single())
                .isEqualTo("fox");
    }

    @Test
    void oneClockServesTheEngineAndOurCode() {
        Instant before = clock.instant();
        demoClock.advance(Duration.ofHours(1));
        assertThat(clock.instant()).isAfterOrEqualTo(before.plus(Duration.ofHours(1)));
        assertThat(Duration.between(ClockUtil.getCurrentTime().toInstant(), clock.instant()).abs()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theOrganisationsDayIsSeouls() {
        assertThat(calendar.dayOf(Instant.parse("2026-12-31T15:00:00Z"))).hasToString("2027-01-01");
        assertThat(calendar.dayOf(Instant.parse("2026-12-31T14:59:59Z"))).hasToString("2026-12-31");
    }

    @Test
    void staffAccountsAndGroupsStand() {
        assertThat(identity.checkPassword("treasurer", "demo")).isTrue();
        assertThat(identity.createGroupQuery().groupMember("owner").singleResult().getId()).isEqualTo("owners");
    }
}
