package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.FormToken.formToken;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweeps;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Standing;

@HouseTest
class RunPauseTest {

    private static final int FEE_YEAR = 2012;
    private static final RequestPostProcessor TREASURER = user("treasurer").roles("treasurer");

    @Autowired
    WebApplicationContext house;
    @Autowired
    InvoicingRuns runs;
    @Autowired
    RunPauses pauses;
    @Autowired
    RunProgress progress;
    @Autowired
    Rehearsal rehearsal;
    @Autowired
    RunList list;
    @Autowired
    InvoiceNumbers numbers;
    @Autowired
    Processes processes;
    @Autowired
    Sweeps sweeps;
    @Autowired
    HistoryService history;

    MockMvc web;
    Year year;

    @BeforeEach
    void begin() {
        web = MockMvcBuilders.webAppContextSetup(house).apply(springSecurity()).build();
        year = new Year(house);
    }

    @AfterEach
    void tidy() {
        year.jdbc.sql("update invoicing_run set state = 'CLOSED' where fee_year = 2063 and state not in ('CLOSED', 'CANCELLED')").update();
        year.tidy();
    }

    private boolean waits() {
        return processes.isWaitingFor("RunResumed", String.valueOf(FEE_YEAR));
    }

    private int issued(long run) {
        return list.totals(run).of(LineState.INVOICED);
    }

    @Test
    void aPausedRunNumbersNothingAndGoesOnWhereItStoodHoweverTheWordReachesIt() throws Exception {
        Member member = year.city("Paused", "KOR", 600_000L, LocalDate.of(2010, 1, 1));
        year.prepare(FEE_YEAR);
        InvoicingRun run = runs.current(FEE_YEAR);
        String page = "/office/runs/" + FEE_YEAR;
        web.perform(post(page + "/pause").with(formToken()).with(TREASURER).param("pauseReason", "too early"))
                .andExpect(status().isBadRequest()).andExpect(content().string(containsString("nothing to pause")));
        year.complete("owner", year.task(String.valueOf(FEE_YEAR), "approveInvoicingRun"), Year.APPROVE);

        web.perform(post(page + "/pause").with(formToken()).with(user("owner").roles("owners")).param("pauseReason", "x")).andExpect(status().isForbidden());
        web.perform(post(page + "/pause").with(formToken()).with(TREASURER).param("pauseReason", " "))
                .andExpect(status().isBadRequest()).andExpect(content().string(containsString("Say why the run is paused")));
        for (int click = 0; click < 2; click++) {
            web.perform(post(page + "/pause").with(formToken()).with(TREASURER).param("pauseReason", "The bank account <changes>"))
                    .andExpect(status().is3xxRedirection());
        }
        assertThat(pauses.all(run.id())).singleElement().satisfies(pause -> assertThat(pause.by()).isEqualTo("treasurer"));
        year.quiet.drain();
        assertThat(waits()).isTrue();
        assertThat(issued(run.id())).isZero();
        web.perform(get(page).with(TREASURER)).andExpect(content().string(containsString("The bank account &lt;changes&gt;")))
                .andExpect(content().string(containsString("Resume the run")));
        web.perform(get(page).with(user("owner").roles("owners"))).andExpect(content().string(containsString("The run is paused")))
                .andExpect(content().string(not(containsString("Resume the run"))));
        sweeps.runAll();
        assertThat(waits()).as("nobody has resumed it").isTrue();

        // Resumed and paused again before the next chunk is looked at
        web.perform(post(page + "/resume").with(formToken()).with(user("owner").roles("owners"))).andExpect(status().isForbidden());
        web.perform(post(page + "/resume").with(formToken()).with(TREASURER)).andExpect(status().is3xxRedirection());
        assertThat(waits()).isFalse();
        pauses.pause(run.id(), "Once more", "treasurer");
        year.quiet.drain();
        assertThat(waits()).isTrue();
        assertThat(issued(run.id())).isZero();

        // A crash between the fact and its message
        year.jdbc.sql("update invoicing_run_pause set resumed_at = now(), resumed_by = 'treasurer' where run = ? and resumed_at is null").param(run.id()).update();
        assertThat(waits()).isTrue();
        sweeps.runAll();
        year.quiet.drain();
        assertThat(runs.latest(FEE_YEAR).orElseThrow().state()).isEqualTo(RunState.CLOSED);
        assertThat(list.lines(run.id(), LineState.INVOICED, member.number())).hasSize(1);
        assertThat(history.createHistoricActivityInstanceQuery().activityId("runResumed").finished().count()).isGreaterThanOrEqualTo(2);
        assertThat(pauses.all(run.id())).hasSize(2);
        pauses.resume(run.id(), "treasurer");
        assertThat(pauses.goingOn()).doesNotContain(FEE_YEAR);
    }

    @Test
    void progressTellsRateAndTimeLeftOfTheLastMinutesOnly() {
        List<Member> companies = java.util.stream.IntStream.range(0, 6).mapToObj(i -> year.admit(Category.CORPORATE, Standing.CORPORATE,
                MemberDetails.company(Year.unique("Progress"), null, "KOR", null, 40L, 2061), LocalDate.of(2050, 1, 1), true)).toList();
        assertThat(runs.open(2063)).isTrue();
        runs.prepared(2063, "2025-10", null, "treasurer");
        rehearsal.assess(2063);
        long run = runs.current(2063).id();
        runs.approved(2063, "owner", null);
        assertThat(progress.of(runs.current(2063))).as("nothing to tell yet").satisfies(now -> {
            assertThat(now.perMinute()).isNull();
            assertThat(now.left()).isNull();
            assertThat(now.numbered()).isZero();
        });
        year.clock.advance(Duration.ofHours(3));
        number(run, companies.subList(0, 3));
        year.clock.advance(Duration.ofMinutes(1));
        RunProgress.Progress now = progress.of(runs.current(2063));
        assertThat(now.numbered()).isEqualTo(3);
        assertThat(now.of()).isEqualTo(list.totals(run).billed());
        assertThat(now.perMinute()).as("three in the last ten minutes").isZero();
        assertThat(now.left().toMinutes()).isEqualTo(10L * (now.of() - 3) / 3);

        pauses.pause(run, "Lunch", "treasurer");
        assertThat(progress.of(runs.current(2063)).perMinute()).isNull();
        year.clock.advance(Duration.ofMinutes(2));
        pauses.resume(run, "treasurer");
        year.clock.advance(Duration.ofMinutes(1));
        number(run, companies.subList(3, 5));
        assertThat(progress.of(runs.current(2063)).perMinute()).as("since it was resumed").isEqualTo(2);
    }

    private void number(long run, List<Member> members) {
        processes.apart(() -> numbers.number(run, members.stream().map(Member::number).toList()));
    }
}
