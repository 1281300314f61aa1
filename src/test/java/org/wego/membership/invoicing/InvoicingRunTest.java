package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweeps;
import org.wego.membership.fee.Referrals;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;
import org.wego.membership.story.Pdfs;

@HouseTest
class InvoicingRunTest {

    @Autowired
    ApplicationContext house;
    @Autowired
    Invoices invoices;
    @Autowired
    InvoicingRuns runs;
    @Autowired
    RunList list;
    @Autowired
    InvoiceNumbers numbers;
    @Autowired
    Referrals referrals;
    @Autowired
    Documents documents;
    @Autowired
    Sweeps sweeps;
    @Autowired
    Processes processes;
    @Autowired
    HistoryService history;
    @Autowired
    ManagementService management;
    @Autowired
    LetterDesk desk;
    @Autowired
    org.wego.membership.fee.Fees fees;

    Year year;

    @BeforeEach
    void begin() {
        year = new Year(house);
    }

    @AfterEach
    void tidy() {
        year.tidy();
    }

    private RunLine line(int feeYear, Member member) {
        return list.lines(runs.latest(feeYear).orElseThrow().id(), null, member.number()).stream()
                .filter(line -> line.memberNumber().equals(member.number())).findFirst().orElseThrow();
    }

    private Invoice invoice(Member member, int feeYear) {
        return invoices.of(member.number()).stream().filter(i -> i.feeYear() == feeYear && i.state() != InvoiceState.CANCELLED).findFirst().orElseThrow();
    }

    @Test
    void theYearlyRunFromTheFirstSecondOfTheYearToTheInvoices() throws Exception {
        int now = year.calendar.feeYear();
        int next = now + 1;
        Member suwon = year.city("Suwon", "KOR", 1_190_964L, LocalDate.of(now, 11, 23));
        Member late = year.city("Late", "KOR", 1_190_964L, LocalDate.of(next, 1, 1));
        Member associate = year.associate("Waiting");
        Member havana = year.city("Havana", "CUB", 2_100_000L, LocalDate.of(2014, 1, 1));
        Member uncounted = year.city("Uncounted", "KOR", null, LocalDate.of(2014, 1, 1));
        Member mute = year.admit(Category.FULL, Standing.FULL, MemberDetails.city(Year.unique("Mute"), null, "KOR", null, null, 600_000L, 2020, "census"),
                LocalDate.of(2014, 1, 1), false);
        Member left = year.city("Left", "KOR", 600_000L, LocalDate.of(2014, 1, 1));
        year.members.end(left.number(), LocalDate.of(now, 6, 30), "left");
        Member company = year.admit(Category.CORPORATE, Standing.CORPORATE,
                MemberDetails.company(Year.unique("Maker"), null, "KOR", null, 120L, 2025), LocalDate.of(2020, 1, 1), true);
        Member friend = year.admit(Category.FRIENDSHIP, Standing.FRIENDSHIP,
                MemberDetails.friend(Year.unique("League"), null, "NGA", OrganisationType.ASSOCIATION, null), LocalDate.of(2020, 1, 1), true);
        Member bringer = year.admit(Category.FRIENDSHIP, Standing.FRIENDSHIP,
                MemberDetails.friend(Year.unique("Bringer"), null, "NGA", OrganisationType.ASSOCIATION, null), LocalDate.of(2020, 1, 1), true);
        for (int i = 0; i < 5; i++) {
            String application = Year.unique("APP-" + bringer.number());
            referrals.claim(bringer.number(), application, "City " + i, "NGA");
            referrals.confirm(application);
            referrals.cityBecameFull(application, LocalDate.of(now, 5, 1), false);
        }

        Instant began = LocalDate.of(next, 1, 1).atStartOfDay(year.calendar.zone()).toInstant();
        year.clock.advance(Duration.between(year.now(), began).minusSeconds(1));
        assertThat(runs.latest(next)).isEmpty();
        year.clock.advance(Duration.ofSeconds(2));

        String key = String.valueOf(next);
        Task prepare = year.task(key, "prepareFeeYear");
        assertThat(prepare.getName()).isEqualTo("Prepare fee year " + next);
        sweeps.runAll();
        year.quiet.drain();
        assertThat(runs.all(next)).hasSize(1);
        assertThatThrownBy(() -> year.ask("treasurer", next)).hasMessageContaining("is open already");
        assertThat(year.runtime.getVariable(prepare.getExecutionId(), "missing").toString()).contains(havana.name(), uncounted.name(), mute.name())
                .doesNotContain(suwon.name());

        assertThatThrownBy(() -> year.complete("treasurer", prepare, Map.of())).hasMessageContaining("decision");
        assertThatThrownBy(() -> year.complete("treasurer", prepare, Map.of("decision", "sometimes"))).hasMessageContaining("decision");
        assertThatThrownBy(() -> year.complete("treasurer", prepare, Map.of("decision", "proceed")))
                .isInstanceOf(FormFieldValidationException.class).hasMessageContaining("confirmChart");
        assertThatThrownBy(() -> year.complete("treasurer", prepare, Map.of("decision", "proceed", "confirmChart", true, "gdpEdition", "1999-04")))
                .hasMessageContaining("gdpEdition");
        year.complete("treasurer", prepare, Map.of("decision", "proceed", "confirmChart", true));
        year.quiet.drain();

        InvoicingRun run = runs.current(next);
        assertThat(run.preparedBy()).isEqualTo("treasurer");
        assertThat(run.gdpEdition()).isEqualTo("2025-10");
        assertThat(line(next, suwon)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(LineState.DUE);
            assertThat(line.amount()).isEqualByComparingTo("5000");
            assertThat(line.assessment().gdp().year()).isEqualTo(next - 2);
        });
        assertThat(line(next, late)).extracting(RunLine::state, RunLine::reasonCode).containsExactly(LineState.NOT_DUE, "JOINED");
        assertThat(line(next, associate)).extracting(RunLine::state, RunLine::reasonCode).containsExactly(LineState.NOT_DUE, "ASSOCIATE");
        assertThat(line(next, left)).extracting(RunLine::state, RunLine::reasonCode).containsExactly(LineState.NOT_DUE, "LEFT");
        assertThat(line(next, havana)).extracting(RunLine::state, RunLine::reasonCode).containsExactly(LineState.PARKED, "COUNTRY_NOT_COVERED");
        assertThat(line(next, uncounted)).extracting(RunLine::state, RunLine::reasonCode).containsExactly(LineState.PARKED, "POPULATION_MISSING");
        assertThat(line(next, mute)).extracting(RunLine::state, RunLine::reasonCode).containsExactly(LineState.PARKED, "CONTACT_MISSING");
        assertThat(line(next, bringer).state()).isEqualTo(LineState.EXEMPT);
        assertThat(line(next, company).amount()).isEqualByComparingTo("2500");
        assertThat(Pdfs.archived(list.preview(run.id(), suwon.number()).orElseThrow())).contains("NOT AN INVOICE", "USD 5,000", suwon.name());

        // Two pairs of eyes, on claim and on completion, whatever the groups
        Task approve = year.task(key, "approveInvoicingRun");
        assertThatThrownBy(() -> year.as("owner", () -> year.tasks.setAssignee(approve.getId(), "treasurer"))).hasMessageContaining("prepared this");
        year.identity.createMembership("treasurer", "owners");
        try {
            assertThatThrownBy(() -> year.as("treasurer", () -> year.tasks.claim(approve.getId(), "treasurer"))).hasMessageContaining("prepared this");
            assertThatThrownBy(() -> year.complete("treasurer", approve, Map.of("decision", "approve")))
                    .isInstanceOf(FormFieldValidationException.class).hasMessageContaining("prepared this");
        } finally {
            year.identity.deleteMembership("treasurer", "owners");
        }
        assertThatThrownBy(() -> year.complete("admin", approve, Map.of("decision", "approve"))).hasMessageContaining("not a process owner");
        assertThatThrownBy(() -> year.complete("owner", approve, Map.of("decision", "yes"))).hasMessageContaining("decision");

        // Back to the Treasurer and again
        year.complete("owner", approve, Map.of("decision", "recalculate", "reason", "Look at the bands"));

        // Another edition than the latest takes a reason, which the approver reads
        Task again = year.task(key, "prepareFeeYear");
        assertThat(year.runtime.getVariable(again.getExecutionId(), "facts").toString()).contains("more than twelve months old");
        assertThatThrownBy(() -> year.complete("treasurer", again, Map.of("decision", "proceed", "gdpEdition", "2024-10"))).hasMessageContaining("editionReason");
        year.complete("treasurer", again, Map.of("decision", "proceed", "gdpEdition", "2024-10", "editionReason", "The Assembly wants last year's figures"));
        year.quiet.drain();
        assertThat(runs.current(next).editionReason()).isEqualTo("The Assembly wants last year's figures");
        Task seen = year.task(key, "approveInvoicingRun");
        assertThat(year.runtime.getVariable(seen.getExecutionId(), "facts").toString()).contains("The Assembly wants last year's figures", "more than twelve months old");
        year.complete("owner", seen, Map.of("decision", "recalculate", "reason", "The latest, please"));
        year.complete("treasurer", year.task(key, "prepareFeeYear"), Map.of("decision", "proceed", "gdpEdition", "2025-10"));
        year.quiet.drain();
        assertThat(runs.current(next).editionReason()).as("the latest needs none").isNull();
        year.complete("owner", year.task(key, "approveInvoicingRun"), Year.APPROVE);
        year.quiet.drain();

        Invoice invoice = invoice(suwon, next);
        assertThat(invoice.number()).matches(next + "-\\d{6}");
        assertThat(invoice.dueOn()).isEqualTo(year.calendar.today().plusDays(60));
        assertThat(invoice.sentAt()).isNotNull();
        assertThat(year.running(invoice.number())).isTrue();
        assertThat(year.letters(invoice.number())).containsExactly(invoice.number() + "/INVOICE");
        assertThat(desk.about(invoice.number()).get(0).cc()).hasSize(1);
        byte[] pdf = documents.get(invoice.document()).bytes();
        assertThat(Pdfs.archived(pdf)).contains(invoice.number(), "USD 5,000", "1,190,964 inhabitants", "census", "estimate", "October 2025", "DEMO", "full-p3-g5",
                Usd.day(invoice.dueOn()), "Billing Contact").doesNotContain("NOT AN INVOICE");
        assertThat(documents.get(invoice.document()).sha256()).isEqualTo(invoice.sha256());
        assertThat(Pdfs.archived(documents.get(invoice(company, next).document()).bytes())).contains("120 employees", "50 to under 250");
        assertThat(Pdfs.archived(documents.get(invoice(friend, next).document()).bytes())).contains("Country of the office", "Nigeria");
        assertThat(year.letters(bringer.number())).containsExactly(bringer.number() + "/" + next + "/FEE_EXEMPT");
        assertThat(invoices.of(bringer.number())).isEmpty();
        assertThat(invoices.of(associate.number())).isEmpty();
        assertThat(invoices.of(late.number())).isEmpty();

        // Every frozen assessment, computed again from the stored versions, gives the same
        assertThat(list.lines(runs.latest(next).orElseThrow().id(), null, null).stream().map(RunLine::assessment).filter(java.util.Objects::nonNull))
                .isNotEmpty().allSatisfy(frozen -> assertThat(fees.recompute(frozen).differences()).isEmpty());

        // Parked members are the Treasurer's case; a supplementary run takes who wasn't invoiced
        assertThat(year.task(key + "/" + havana.number(), "resolveParkedMember").getName()).contains(havana.name());
        assertThat(year.has(key + "/" + uncounted.number(), "resolveParkedMember")).isTrue();
        assertThat(runs.latest(next).orElseThrow().state()).isEqualTo(RunState.CLOSED);
        sweeps.runAll();
        assertThat(runs.all(next)).hasSize(1);
        year.members.revise(uncounted.number(), MemberDetails.city(uncounted.name(), null, "KOR", null, null, 600_000L, 2020, "census"), "test");
        year.ask("treasurer", next);
        year.complete("treasurer", year.task(key, "prepareFeeYear"), Map.of("decision", "proceed"));
        year.quiet.drain();
        assertThat(line(next, suwon)).extracting(RunLine::state, RunLine::reasonCode).containsExactly(LineState.NOT_DUE, "ALREADY_INVOICED");
        year.complete("owner", year.task(key, "approveInvoicingRun"), Year.APPROVE);
        year.quiet.drain();
        assertThat(invoice(uncounted, next).amount()).isEqualByComparingTo("3500");
        assertThat(invoices.of(suwon.number())).hasSize(1);
        assertThat(year.letters(bringer.number())).hasSize(1);
        assertThat(year.has(key + "/" + uncounted.number(), "resolveParkedMember")).as("billed").isFalse();
        assertThat(year.has(key + "/" + havana.number(), "resolveParkedMember")).as("still the Treasurer's").isTrue();
        gapless(next);
    }

    private void gapless(int yearOfIssue) {
        List<Integer> serials = year.jdbc.sql("select cast(substring(number from 6) as integer) from invoice where number like ? order by 1")
                .param(yearOfIssue + "-%").query(Integer.class).list();
        assertThat(serials).isEqualTo(IntStream.rangeClosed(1, serials.size()).boxed().toList());
    }

    @Test
    void aRunCanBeCancelledByEitherAndAnotherOpenedAfter() {
        year.city("Cancelled", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        year.ask("treasurer", 2020);
        year.complete("treasurer", year.task("2020", "prepareFeeYear"), Map.of("decision", "cancel"));
        year.quiet.drain();
        assertThat(runs.latest(2020).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
        year.prepare(2020);
        year.complete("owner", year.task("2020", "approveInvoicingRun"), Map.of("decision", "cancel"));
        year.quiet.drain();
        assertThat(runs.all(2020)).extracting(InvoicingRun::state).containsExactly(RunState.CANCELLED, RunState.CANCELLED);
        assertThat(year.jdbc.sql("select count(*) from invoice where fee_year = 2020").query(Integer.class).single()).isZero();
    }

    @Test
    void aRunCancelledBeforeItsYearBeganDoesNotStandForIt() {
        year.city("Earlybird", "KOR", 1_190_964L, LocalDate.of(2014, 1, 1));
        int next = year.calendar.feeYear() + 1;
        assertThat(runs.all(next)).isEmpty();
        assertThat(runs.open(next)).isTrue();
        assertThat(runs.openYearly(next)).as("while one is open").isFalse();
        runs.cancel(next);
        assertThat(runs.openYearly(next)).as("after one cancelled in advance").isTrue();
        // Other tests count the runs of that year
        year.jdbc.sql("delete from invoicing_run where fee_year = ?").param(next).update();
    }

    @Test
    void aStartFormWithoutAYearOrWithAnImpossibleOneIsRefused() {
        assertThatThrownBy(() -> year.ask("treasurer", null)).hasMessageContaining("feeYear");
        assertThatThrownBy(() -> year.ask("treasurer", "soon")).hasMessageContaining("feeYear");
        assertThatThrownBy(() -> year.ask("treasurer", 2999)).hasMessageContaining("feeYear");
    }

    @Test
    void aMissedTimerIsFoundByTheDailyCheckAndNeverDoubled() {
        int now = year.calendar.feeYear();
        year.city("Found", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        if (runs.latest(now).isPresent()) {
            assertThat(runs.openYearly(now)).isFalse();
            return;
        }
        sweeps.runAll();
        assertThat(runs.latest(now)).as("the year in which the house was set up is the Treasurer's to open").isEmpty();
        var since = year.jdbc.sql("select since from invoicing_watch").query(LocalDate.class).single();
        year.jdbc.sql("update invoicing_watch set since = ?").param(LocalDate.of(now - 1, 5, 5)).update();
        try {
            sweeps.runAll();
            sweeps.runAll();
            assertThat(runs.all(now)).hasSize(1);
            assertThat(runs.openYearly(now)).as("a late timer").isFalse();
            String late = year.runtime.startProcessInstanceByKey("annual-invoicing").getId();
            assertThat(history.createHistoricActivityInstanceQuery().processInstanceId(late).activityId("runNotNeeded").count()).isEqualTo(1);
            year.complete("treasurer", year.task(String.valueOf(now), "prepareFeeYear"), Map.of("decision", "cancel"));
            year.quiet.drain();
            assertThat(runs.all(now)).hasSize(1);
        } finally {
            year.jdbc.sql("update invoicing_watch set since = ?").param(since).update();
        }
    }

    @Test
    void aCrashBetweenNumberingAndSendingLosesNothingAndSendsNothingTwice() {
        Member one = year.city("Crash", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        year.prepare(2019);
        year.complete("owner", year.task("2019", "approveInvoicingRun"), Year.APPROVE);
        InvoicingRun run = runs.current(2019);
        // What the first half of the step did before the crash
        List<String> chunk = numbers.nextToNumber(run.id());
        processes.apart(() -> {
            var numbered = numbers.number(run.id(), chunk);
            processes.startAll("member-invoice", numbered.stream().collect(java.util.stream.Collectors.toMap(InvoiceNumbers.Numbered::number, n -> Map.of())));
            return null;
        });
        assertThat(list.unsent(run.id())).hasSizeGreaterThanOrEqualTo(chunk.size());
        year.quiet.drain();
        assertThat(list.unsent(run.id())).isEmpty();
        Invoice invoice = invoice(one, 2019);
        assertThat(year.letters(invoice.number())).hasSize(1);
        assertThat(year.running(invoice.number())).isTrue();
        assertThat(year.jdbc.sql("select count(*) from invoice where fee_year = 2019 and member_number = ?").param(one.number())
                .query(Integer.class).single()).isEqualTo(1);
        gapless(year.calendar.feeYear());
    }

    @Test
    void aMemberInTroubleIsParkedAndTheOthersGoOn() {
        Member bad = year.city("Trouble", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        Member good = year.city("NoTrouble", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        year.prepare(2018);
        long run = runs.current(2018).id();
        // An invoice that another run has made in the meantime: the database refuses a second one
        year.jdbc.sql("""
                insert into invoice (number, member_number, member_name, country_name, fee_year, amount, currency, issued_at, issued_on, first_due_on,
                  due_on, assessment, run, sent_at, state)
                select 'OTHER-' || member_number, member_number, member_name, country_name, 2018, amount, currency, now(), current_date, current_date,
                  current_date, assessment, run, now(), 'PAID' from invoicing_run_line where run = ? and member_number = ?""")
                .params(run, bad.number()).update();
        year.complete("owner", year.task("2018", "approveInvoicingRun"), Year.APPROVE);
        year.quiet.drain();
        assertThat(line(2018, bad)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(LineState.PARKED);
            assertThat(line.reason()).contains("invoice_once");
        });
        assertThat(invoice(good, 2018).sentAt()).isNotNull();
        gapless(year.calendar.feeYear());
    }

    @Test
    void anInvoiceThatCannotBeDrawnIsSentAloneLaterAndIsAnIncidentMeanwhile() {
        Member bad = year.city("Undrawn", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        Member good = year.city("Drawn", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        year.prepare(2017);
        long run = runs.current(2017).id();
        year.jdbc.sql("update invoicing_run_line set assessment = assessment - 'sentence' || '{\"gdp\": {\"year\": 2015}}' where run = ? and member_number = ?")
                .params(run, bad.number()).update();
        year.complete("owner", year.task("2017", "approveInvoicingRun"), Year.APPROVE);
        year.quiet.drain();
        assertThat(invoice(good, 2017).sentAt()).isNotNull();
        Invoice undrawn = invoice(bad, 2017);
        assertThat(undrawn.sentAt()).isNull();
        assertThat(undrawn.sendTrouble()).isNotNull();
        assertThat(runs.latest(2017).orElseThrow().state()).isEqualTo(RunState.CLOSED);
        year.clock.advance(Duration.ofMinutes(72));
        var instance = year.runtime.createProcessInstanceQuery().processInstanceBusinessKey(undrawn.number()).singleResult();
        assertThat(year.runtime.createIncidentQuery().processInstanceId(instance.getId()).count()).isEqualTo(1);
        year.jdbc.sql("""
                update invoice set assessment = (select assessment from invoice i where i.number = ?) where number = ?""")
                .params(invoice(good, 2017).number(), undrawn.number()).update();
        String job = management.createJobQuery().processInstanceId(instance.getId()).noRetriesLeft().singleResult().getId();
        management.setJobRetries(job, 1);
        management.executeJob(job);
        assertThat(invoice(bad, 2017).sentAt()).isNotNull();
        assertThat(invoice(bad, 2017).sendTrouble()).isNull();
        assertThat(year.letters(undrawn.number())).containsExactly(undrawn.number() + "/INVOICE");
        assertThat(year.running(undrawn.number())).isTrue();
    }

    @Test
    void numbersHaveNoGapUnderParallelChunks() throws Exception {
        for (int i = 0; i < 30; i++) {
            year.city("Parallel", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        }
        year.prepare(2016);
        long run = runs.current(2016).id();
        year.complete("owner", year.task("2016", "approveInvoicingRun"), Year.APPROVE);
        List<String> due = list.lines(run, LineState.DUE, null).stream().map(RunLine::memberNumber).toList();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < due.size(); i += 3) {
                List<String> some = due.subList(i, Math.min(due.size(), i + 3));
                boolean givenUp = i % 2 == 0;
                work.add(() -> {
                    try {
                        return processes.apart(() -> {
                            int count = numbers.number(run, some).size();
                            if (givenUp) {
                                throw new IllegalStateException("given up on purpose");
                            }
                            return count;
                        });
                    } catch (IllegalStateException expected) {
                        return 0;
                    }
                });
            }
            for (Future<Integer> done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
        gapless(year.calendar.feeYear());
        // Those had no process started in this test: let the house not wait for them
        year.jdbc.sql("update invoice set state = 'PAID' where run = ?").param(run).update();
        year.quiet.drain();
        gapless(year.calendar.feeYear());
    }
}
