package org.wego.membership.fee.weo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever bytes come, the reader either takes a whole file or refuses it in its own words: no other fault, no hanging. The seed
 * is printed; {@code -Dwego.seed=…} repeats a run, {@code -Dwego.rounds=…} makes it longer.
 */
class WeoReaderPropertyTest {

    private static final long SEED = Long.getLong("wego.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("wego.rounds", 15);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Random random = new Random(SEED);

    private WeoFile outcome(String what, byte[] bytes) {
        long begin = System.nanoTime();
        try {
            return WeoReader.read(bytes, WeoReaderTest.ISO);
        } catch (WeoRefused refused) {
            assertThat(refused.why()).isNotNull();
            return null;
        } catch (RuntimeException | Error e) {
            return fail(what + ", seed " + SEED + ": " + e, e);
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what + ", seed " + SEED).isLessThan(LONGEST);
        }
    }

    /** A part of the files' economies is enough and quicker. */
    private static Map<String, byte[]> shapes() {
        Edition edition = Edition.of(2025, 10);
        List.copyOf(edition.economies.keySet()).stream().skip(105).forEach(edition::without);
        return edition.everyShape();
    }

    @Test
    @Timeout(300)
    void randomBytesAreRefused() {
        System.out.println("seed " + SEED);
        int[][] begins = {{}, {'P', 'K', 3, 4}, {0xFF, 0xFE}, {0xFE, 0xFF}, {0xEF, 0xBB, 0xBF}, {'I', 'S', 'O', '\t'}, {'a', 0, 'b', 0}, {'"'}};
        for (int i = 0; i < ROUNDS * 50; i++) {
            byte[] bytes = new byte[random.nextInt(4_000)];
            random.nextBytes(bytes);
            int[] begin = begins[random.nextInt(begins.length)];
            for (int at = 0; at < begin.length && at < bytes.length; at++) {
                bytes[at] = (byte) begin[at];
            }
            assertThat(outcome("random", bytes)).isNull();
        }
    }

    @Test
    @Timeout(300)
    void aTruncatedFileIsNeverTaken() {
        shapes().forEach((shape, bytes) -> {
            WeoFile whole = outcome(shape, bytes);
            assertThat(whole).as(shape).isNotNull();
            for (int i = 0; i < ROUNDS; i++) {
                int length = i < 12 ? bytes.length - 1 - i : random.nextInt(bytes.length);
                WeoFile taken = outcome(shape + " cut at " + length, Arrays.copyOf(bytes, length));
                // only the end of the last line, or of the footnote's, can be missed: then nothing else is
                assertThat(taken == null || taken.equals(whole)
                        // between two lines of a CSV nothing shows that there were more: such a part is whole in itself
                        || !shape.startsWith("classic") && !shape.equals("workbook") && (bytes[length - 1] == '\n' || bytes[length - 1] == '"'))
                        .as(shape + " cut at " + length + ", seed " + SEED).isTrue();
            }
        });
    }

    @Test
    @Timeout(300)
    void flippedBitsNeverCrashOrHalfTake() {
        shapes().forEach((shape, bytes) -> {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] flipped = bytes.clone();
                int flips = 1 + random.nextInt(i % 4 == 0 ? 50 : 2);
                for (int f = 0; f < flips; f++) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                WeoFile taken = outcome(shape, flipped);
                if (taken != null) {
                    // what is taken is whole: as many economies as are needed, every figure within bounds
                    assertThat(taken.economies()).hasSizeGreaterThanOrEqualTo(Figures.FEWEST_ECONOMIES);
                    assertThat(taken.economies().values()).allSatisfy(economy -> assertThat(economy.figures().values()).isNotEmpty()
                            .allSatisfy(value -> assertThat(value.doubleValue()).isBetween(0.0, 1_000_000.0)));
                }
            }
        });
    }

    @Test
    @Timeout(300)
    void shuffledPiecesNeverCrash() {
        List<byte[]> files = List.copyOf(shapes().values());
        for (int i = 0; i < ROUNDS * 2; i++) {
            byte[] a = files.get(random.nextInt(files.size()));
            byte[] b = files.get(random.nextInt(files.size()));
            int cut = random.nextInt(a.length);
            int from = random.nextInt(b.length);
            byte[] mixed = Arrays.copyOf(a, Math.min(a.length, cut) + b.length - from);
            System.arraycopy(b, from, mixed, cut, b.length - from);
            outcome("mixed", mixed);
        }
    }
}
