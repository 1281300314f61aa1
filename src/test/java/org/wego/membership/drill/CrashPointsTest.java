package org.wego.membership.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.fee.Referrals;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.Year;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;

/** A run that breaks off at each of its crash points, and is right in the end. */
@HouseTest
class CrashPointsTest {

    private static final int FEE_YEAR = 2013;
    private static final String KEY = String.valueOf(FEE_YEAR);
    /** Two tens and a rest. */
    private static final int MEMBERS = 23;

    /** Whether members of other tests have their invoice of that year, so that our runs are ours alone. */
    private static boolean alone;

    @Autowired
    ApplicationContext house;
    @Autowired
    Tripwire tripwire;
    @Autowired
    InvoicingRuns runs;
    @Autowired
    Referrals referrals;
    @Autowired
    JdbcClient jdbc;
    @Value("${wego.data-dir}")
    Path dataDir;

    @AfterEach
    void tidy() {
        new Year(house).tidy();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"LETTER_REFUSED", "REFUSAL_HEARD"})
    void aRunThatBreaksOffThereIsRightInTheEnd(CrashPoint point) {
        Year year = new Year(house);
        if (!alone) {
            year.city("Ahead", "KOR", 600_000L, LocalDate.of(2010, 1, 1));
            year.run(FEE_YEAR);
            alone = true;
        }
        for (int i = 0; i < MEMBERS; i++) {
            year.city("Crash", "KOR", 600_000L, LocalDate.of(2010, 1, 1));
        }
        Member exempt = exempt(year);
        year.prepare(FEE_YEAR);
        year.quiet.drain();
        Set<Path> before = mailbox();
        year.complete("owner", year.task(KEY, "approveInvoicingRun"), Map.of("decision", "approve", "reason", "Each crash point once"));
        long run = runs.current(FEE_YEAR).id();

        tripwire.stretch(point, switch (point) {
            case DRAWN, POSTED, TEN_STAND, LETTERS_CLAIMED -> 1;
            case LETTER_TAKEN, LETTER_MARKED -> 3;
            default -> 0;
        });
        try {
            year.quiet.drain();
        } catch (Tripwire.Crash crash) {
            assertThat(crash).hasMessageContaining(point.name());
        }
        assertThat(tripwire.tripped()).as("%s lies on the way", point).isTrue();
        whatIsLeftIsWhole(run, point);

        // The lock of its job, the pause before the next try and the claim on its letters have run out
        year.clock.advance(Duration.ofMinutes(10));
        List<Mail> mails = mailbox().stream().filter(mail -> !before.contains(mail)).map(CrashPointsTest::read).toList();
        assertThat(jdbc.sql("select count(*) from invoice where run = ?").param(run).query(Integer.class).single()).isEqualTo(MEMBERS);
        int doubts = RunAudit.hold(jdbc, run, mails, 1);
        assertThat(doubts > 0).as("%d letters in doubt", doubts).isEqualTo(
                Set.of(CrashPoint.LETTERS_CLAIMED, CrashPoint.LETTER_TAKEN, CrashPoint.LETTER_MARKED).contains(point));
        assertThat(mails).filteredOn(mail -> mail.text().contains(exempt.name())).as("the exempt member's letter").hasSize(1);
    }

    /** Ten invoices are sent or not, a chunk is numbered or not: nothing is half done. */
    private void whatIsLeftIsWhole(long run, CrashPoint point) {
        int numbered = jdbc.sql("select count(*) from invoice where run = ?").param(run).query(Integer.class).single();
        int started = jdbc.sql("select count(*) from invoice i join act_ru_execution e on e.business_key_ = i.number where i.run = ? and e.parent_id_ is null")
                .param(run).query(Integer.class).single();
        int sent = jdbc.sql("select count(*) from invoice where run = ? and sent_at is not null").param(run).query(Integer.class).single();
        int posted = jdbc.sql("select count(*) from invoice i join letter l on l.natural_key = i.number || '/INVOICE' where i.run = ?").param(run)
                .query(Integer.class).single();
        assertThat(numbered).isEqualTo(point == CrashPoint.NUMBERED || point == CrashPoint.STARTED ? 0 : MEMBERS);
        assertThat(started).isEqualTo(numbered);
        assertThat(posted).isEqualTo(sent);
        assertThat(sent).isEqualTo(switch (point) {
            case NUMBERED, STARTED, CHUNK_STANDS -> 0;
            case DRAWN, POSTED -> 10;
            case TEN_STAND -> 20;
            default -> MEMBERS;
        });
    }

    /** A Friendship Member that five cities which became Full in the year before make exempt. */
    private Member exempt(Year year) {
        Member bringer = year.admit(Category.FRIENDSHIP, Standing.FRIENDSHIP, MemberDetails.friend(Year.unique("Exempt"), null, "NGA",
                OrganisationType.ASSOCIATION, null), LocalDate.of(2010, 1, 1), true);
        for (int i = 0; i < 5; i++) {
            String application = Year.unique("CRASH-" + bringer.number());
            referrals.claim(bringer.number(), application, "City " + i, "NGA");
            referrals.confirm(application);
            referrals.cityBecameFull(application, LocalDate.of(FEE_YEAR - 1, 5, 1), false);
        }
        return bringer;
    }

    private Set<Path> mailbox() {
        try (Stream<Path> files = Files.list(dataDir.resolve("mailbox"))) {
            return files.filter(file -> file.toString().endsWith(".eml")).collect(Collectors.toSet());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Mail read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Mail.read(in);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
