package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;

/** Terms in working days: weekends, holidays, the end of a year, and what holds for every day there is. */
@HouseTest
class WorkingDaysTest {

    /** In the Act without a substitute. */
    private static final Set<String> NEVER_MADE_UP = Set.of("New Year's Day", "Memorial Day");

    @Autowired
    WorkingDays workingDays;
    @Autowired
    Holidays holidays;
    @Autowired
    OrganisationCalendar calendar;

    @Test
    void weekendsAreLeftOut() {
        assertThat(plus("2026-11-23", 1)).isEqualTo("2026-11-24");
        assertThat(plus("2026-11-27", 1)).isEqualTo("2026-11-30");
        assertThat(plus("2026-11-28", 1)).isEqualTo("2026-11-30");
        assertThat(plus("2026-11-29", 1)).isEqualTo("2026-11-30");
        assertThat(plus("2026-11-23", 10)).isEqualTo("2026-12-07");
        assertThat(plus("2026-11-28", 0)).isEqualTo("2026-11-28");
    }

    @Test
    void holidaysAndTheirSubstitutesAreLeftOut() {
        // Seollal 2027: Saturday to Monday, and Tuesday for the Sunday
        assertThat(plus("2027-02-05", 1)).isEqualTo("2027-02-10");
        // Chuseok 2028 with National Foundation Day in its middle: Monday to Wednesday, and Thursday
        assertThat(plus("2028-09-29", 1)).isEqualTo("2028-10-06");
        assertThat(workingDays.isWorking(LocalDate.of(2026, 7, 17))).isFalse();
        assertThat(workingDays.isWorking(LocalDate.of(2026, 7, 16))).isTrue();
    }

    @Test
    void termsGoOnOverTheEndOfAYear() {
        assertThat(plus("2026-12-24", 1)).isEqualTo("2026-12-28");
        assertThat(plus("2026-12-31", 1)).isEqualTo("2027-01-04");
        assertThat(plus("2026-12-18", 10)).isEqualTo("2027-01-05");
        assertThat(plus("2027-12-24", 1)).isEqualTo("2027-12-28");
        assertThat(workingDays.between(LocalDate.of(2026, 12, 24), LocalDate.of(2027, 1, 4))).isEqualTo(5);
    }

    @Test
    void theDayIsTheSecretariatsAndTheTermEndsWithItsLastSecond() {
        // 23 November 23:30 in Seoul, and half an hour after it
        assertThat(workingDays.plus(Instant.parse("2026-11-23T14:30:00Z"), 1)).isEqualTo(calendar.endOf(LocalDate.of(2026, 11, 24)));
        assertThat(workingDays.plus(Instant.parse("2026-11-23T15:00:00Z"), 1)).isEqualTo(calendar.endOf(LocalDate.of(2026, 11, 25)));
        assertThat(workingDays.between(Instant.parse("2026-11-23T14:59:59Z"), Instant.parse("2026-11-23T15:00:00Z"))).isEqualTo(1);
    }

    @Test
    void aNumberThatIsNoTermIsRefused() {
        assertThatThrownBy(() -> plus("2026-11-23", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plus("2026-11-23", 1_000_000)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Over three thousand days drawn from ten years, with and without holidays in the table. */
    @Test
    void adjoiningTermsAddUpAndCountBackTheSame() {
        long seed = 20261123;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            LocalDate day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(3652));
            int a = random.nextInt(30);
            int b = random.nextInt(30);
            String which = "seed " + seed + ": " + day + " + " + a + " + " + b;
            LocalDate after = workingDays.plus(day, a);
            assertThat(workingDays.plus(after, b)).as(which).isEqualTo(workingDays.plus(day, a + b));
            assertThat(workingDays.between(day, after)).as(which).isEqualTo(a);
            assertThat(workingDays.between(after, day)).as(which).isEqualTo(-a);
            if (a > 0) {
                assertThat(workingDays.isWorking(after)).as(which).isTrue();
                assertThat(after).as(which).isAfter(day).isAfterOrEqualTo(day.plusDays(a));
                assertThat(workingDays.between(day, after.minusDays(1))).as(which).isEqualTo(a - 1);
            }
        }
    }

    /** The same as one would count on a wall calendar. */
    @Test
    void aTermIsWhatOneCountsDayByDay() {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            LocalDate day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1096));
            int days = 1 + random.nextInt(12);
            LocalDate counted = day;
            for (int left = days; left > 0;) {
                counted = counted.plusDays(1);
                if (counted.getDayOfWeek().getValue() < 6 && !off(counted)) {
                    left--;
                }
            }
            assertThat(workingDays.plus(day, days)).as("%s + %d", day, days).isEqualTo(counted);
        }
    }

    /** What the Act says of holidays on weekends, held against every shipped day. */
    @Test
    void everyShippedHolidayOnAWeekendIsMadeUpForAsTheActSays() {
        for (int year = 2026; year <= 2028; year++) {
            List<Holiday> shipped = holidays.of(year).stream().filter(one -> one.addedBy() == null).toList();
            assertThat(shipped).as("%d", year).hasSizeBetween(18, 25);
            Map<LocalDate, Holiday> byDay = shipped.stream().collect(Collectors.toMap(Holiday::day, Function.identity()));
            for (Holiday one : shipped) {
                boolean lunar = one.name().startsWith("Seollal") || one.name().startsWith("Chuseok");
                DayOfWeek weekday = one.day().getDayOfWeek();
                boolean madeUp = !one.name().startsWith("Substitute") && !NEVER_MADE_UP.contains(one.name())
                        && (weekday == DayOfWeek.SUNDAY || weekday == DayOfWeek.SATURDAY && !lunar);
                if (madeUp) {
                    LocalDate next = one.day().plusDays(1);
                    while (next.getDayOfWeek().getValue() > 5 || byDay.containsKey(next) && !byDay.get(next).name().startsWith("Substitute")) {
                        next = next.plusDays(1);
                    }
                    assertThat(byDay).as("the substitute for %s", one).containsKey(next);
                    assertThat(byDay.get(next).name()).isEqualTo("Substitute for " + one.name());
                } else if (one.name().startsWith("Substitute")) {
                    assertThat(weekday.getValue()).as("%s", one).isLessThan(6);
                }
            }
        }
    }

    private boolean off(LocalDate day) {
        return holidays.of(day.getYear()).stream().anyMatch(one -> one.holds() && one.day().equals(day));
    }

    private LocalDate plus(String day, int days) {
        return workingDays.plus(LocalDate.parse(day), days);
    }
}
