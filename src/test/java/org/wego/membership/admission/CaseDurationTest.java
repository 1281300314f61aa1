package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** What is usual is said only once ten cases have shown it. */
class CaseDurationTest {

    @Test
    void fewerThanTenSayNothing() {
        assertThat(CaseDuration.of(List.of())).isEmpty();
        assertThat(CaseDuration.of(Collections.nCopies(9, Duration.ofDays(3)))).isEmpty();
        assertThat(CaseDuration.of(Collections.nCopies(10, Duration.ofDays(3)))).contains(new CaseDuration.Usual(3, 3, 10));
    }

    @Test
    void halfAndNineOfTenTookSoLongInWhateverOrderTheyCome() {
        List<Duration> past = new ArrayList<>(IntStream.rangeClosed(1, 20).mapToObj(Duration::ofDays).toList());
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(past, new Random(seed));
            assertThat(CaseDuration.of(past)).contains(new CaseDuration.Usual(10, 18, 20));
        }
    }

    @Test
    void aBegunDayCountsAndOneDayIsTheLeast() {
        assertThat(CaseDuration.of(Collections.nCopies(10, Duration.ofMinutes(5)))).contains(new CaseDuration.Usual(1, 1, 10));
        assertThat(CaseDuration.of(Collections.nCopies(10, Duration.ZERO))).contains(new CaseDuration.Usual(1, 1, 10));
        assertThat(CaseDuration.of(Collections.nCopies(11, Duration.ofDays(2).plusSeconds(1)))).contains(new CaseDuration.Usual(3, 3, 11));
        assertThat(CaseDuration.of(Collections.nCopies(11, Duration.ofDays(2)))).contains(new CaseDuration.Usual(2, 2, 11));
    }
}
