package org.wego.membership.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.engine.CrashPoints;

/**
 * A node that dies while it sends: at each moment between two of which it may, no letter leaves twice without a record of
 * doubt, and none is lost.
 */
@HouseTest
class LetterCrashPointsTest {

    /** The end of a node: nothing in the house catches it, so the database sees what it sees when a process dies. */
    private static final class Death extends Error {

        private static final long serialVersionUID = 1;
    }

    @Autowired
    private HikariDataSource house;

    private LetterGround ground;
    private SmtpStub smtp;

    @BeforeEach
    void open() {
        ground = new LetterGround(house);
        smtp = new SmtpStub();
    }

    @AfterEach
    void close() throws Exception {
        smtp.close();
        ground.close();
    }

    @Test
    void diesBeforeItClaims() {
        post("a", "b", "c");
        dies(CrashPoint.LETTERS_WANTED, 0);
        assertThat(states()).containsExactly("a QUEUED", "b QUEUED", "c QUEUED");
        assertThat(heir().sendDue()).as("nothing was touched: another node sends them at once").isEqualTo(3);
        assertThat(states()).containsExactly("a SENT", "b SENT", "c SENT");
        assertThat(left("a", "b", "c")).containsExactly(1, 1, 1);
    }

    @Test
    void diesAfterItHasClaimed() {
        post("a", "b", "c");
        dies(CrashPoint.LETTERS_CLAIMED, 0);
        assertThat(states()).containsExactly("a SENDING", "b SENDING", "c SENDING");
        assertThat(heir().sendDue()).as("the node may only be slow").isZero();
        afterTheClaim();
        assertThat(heir().sendDue()).isEqualTo(3);
        assertThat(states()).as("nobody knows whether they had left").containsExactly("a SENT in doubt", "b SENT in doubt", "c SENT in doubt");
        assertThat(left("a", "b", "c")).containsExactly(1, 1, 1);
    }

    @Test
    void diesAfterTheServersAnswer() {
        post("a", "b", "c");
        dies(CrashPoint.LETTER_TAKEN, 1);
        assertThat(states()).containsExactly("a SENT", "b SENDING", "c SENDING");
        assertThat(left("a", "b", "c")).containsExactly(1, 1, 0);
        afterTheClaim();
        assertThat(heir().sendDue()).isEqualTo(2);
        assertThat(states()).containsExactly("a SENT", "b SENT in doubt", "c SENT in doubt");
        assertThat(left("a", "b", "c")).as("the second is the one that may come twice, under one Message-ID").containsExactly(1, 2, 1);
    }

    @Test
    void diesAfterItHasPutDownWhatItSent() {
        post("a", "b", "c");
        dies(CrashPoint.LETTER_MARKED, 1);
        assertThat(states()).containsExactly("a SENT", "b SENT", "c SENDING");
        afterTheClaim();
        assertThat(heir().sendDue()).isEqualTo(1);
        assertThat(states()).containsExactly("a SENT", "b SENT", "c SENT in doubt");
        assertThat(left("a", "b", "c")).containsExactly(1, 1, 1);
    }

    @Test
    void diesTwiceAfterTheServersAnswer() {
        post("a");
        dies(CrashPoint.LETTER_TAKEN, 0);
        afterTheClaim();
        dies(CrashPoint.LETTER_TAKEN, 0);
        assertThat(left("a")).containsExactly(2);
        afterTheClaim();
        assertThat(heir().sendDue()).as("it never leaves a third time").isZero();
        assertThat(states()).containsExactly("a REFUSED in doubt");
        assertThat(ground.told).as("and is not lost: somebody is asked to look").extracting(LetterRefused::address).containsExactly("mayor@suwon.example");
        assertThat(heir().sendDue()).isZero();
        assertThat(ground.told).hasSize(1);
    }

    @Test
    void diesBetweenALetterThatWaitsAndTheNext() {
        smtp.onRecipient = address -> smtp.messages.isEmpty() ? "451 greylisted" : "250 ok";
        post("a", "b");
        dies(CrashPoint.LETTER_MARKED, 0);
        assertThat(states()).containsExactly("a QUEUED", "b SENDING");
        smtp.onRecipient = address -> "250 ok";
        afterTheClaim();
        assertThat(heir().sendDue()).isEqualTo(2);
        assertThat(states()).as("what the server put off is in no doubt").containsExactly("a SENT", "b SENT in doubt");
        assertThat(left("a", "b")).containsExactly(1, 1);
    }

    @Test
    void diesBeforeItTellsOfARefusal() {
        smtp.onRecipient = address -> "550 5.1.1 No such mailbox";
        post("a");
        dies(CrashPoint.LETTER_REFUSED, 0);
        assertThat(states()).containsExactly("a REFUSED");
        assertThat(ground.told).isEmpty();
        assertThat(heir().sendDue()).isZero();
        assertThat(ground.told).extracting(LetterRefused::reason).singleElement().asString().contains("550 5.1.1");
    }

    @Test
    void diesWhileItTellsOfARefusal() {
        ground.jdbc.sql("create table heard (letter bigint not null)").update();
        ApplicationEventPublisher listener = event -> ground.jdbc.sql("insert into heard (letter) values (?)").param(((LetterRefused) event).letterId()).update();
        smtp.onRecipient = address -> "550 5.1.1 No such mailbox";
        post("a");
        dies(CrashPoint.REFUSAL_HEARD, 0, listener);
        assertThat(heard()).as("what was done about it is undone with it").isZero();
        node(listener, point -> { }).sendDue();
        node(listener, point -> { }).sendDue();
        assertThat(heard()).isEqualTo(1);
    }

    /** Not a death, but the same moment: what is erased while it is leaving isn't written back by whoever sends it. */
    @Test
    void whatIsErasedWhileItLeavesStaysErased() {
        for (String answer : new String[] {"250 ok", "550 5.1.1 No such mailbox", "451 greylisted"}) {
            smtp.onRecipient = address -> answer;
            ground.post(Letter.of(LetterGround.PLAIN, "case/" + answer).about("WEGO-2026-0001").to("mayor@suwon.example").word("applicant", "Suwon").build());
            node(event -> ground.told.add((LetterRefused) event), point -> {
                if (point == CrashPoint.LETTERS_CLAIMED) {
                    ground.transactions.executeWithoutResult(status -> ground.desk.forget("WEGO-2026-0001"));
                }
            }).sendDue();
        }
        afterTheClaim();
        assertThat(heir().sendDue()).isZero();
        assertThat(ground.told).as("there is nobody any more to write to").isEmpty();
        assertThat(ground.desk.about("WEGO-2026-0001")).hasSize(3).allSatisfy(line -> {
            assertThat(line.erased()).isTrue();
            assertThat(line.refused()).isEmpty();
            assertThat(line.state()).isEqualTo(LetterDesk.State.SENT);
            assertThat(line.ambiguous()).as("whether it left is not known").isTrue();
            assertThat(line.lastError()).isNull();
        });
    }

    /** Death after death at moments drawn by a seed: the same holds whatever their order. */
    @Test
    void diesAgainAndAgain() {
        long seed = 20261123;
        Random random = new Random(seed);
        String[] keys = IntStream.range(0, 40).mapToObj(i -> String.format("k%02d", i)).toArray(String[]::new);
        post(keys);
        CrashPoint[] moments = {CrashPoint.LETTERS_WANTED, CrashPoint.LETTERS_CLAIMED, CrashPoint.LETTER_TAKEN, CrashPoint.LETTER_MARKED};
        for (int death = 0; death < 12; death++) {
            CrashPoint moment = moments[random.nextInt(moments.length)];
            AtomicInteger passes = new AtomicInteger(random.nextInt(4));
            try {
                node(event -> ground.told.add((LetterRefused) event), dying(moment, passes)).sendDue();
            } catch (Death expected) {
                // The next node finds what it left
            }
            if (random.nextInt(3) > 0) {
                afterTheClaim();
            }
        }
        afterTheClaim();
        heir().sendDue();
        afterTheClaim();
        heir().sendDue();
        List<String> states = states();
        List<Integer> left = left(keys);
        for (int i = 0; i < keys.length; i++) {
            String state = states.get(i);
            String what = "seed " + seed + ": " + state + " left " + left.get(i);
            assertThat(state).as(what).matches("k\\d\\d (SENT|SENT in doubt|REFUSED in doubt)");
            assertThat(left.get(i)).as(what).isLessThanOrEqualTo(state.endsWith("doubt") ? 2 : 1);
            if (state.contains("SENT")) {
                assertThat(left.get(i)).as(what).isPositive();
            }
        }
        assertThat(ground.told).as("each that is given up is told once").hasSize((int) states.stream().filter(state -> state.contains("REFUSED")).count());
    }

    private void post(String... keys) {
        for (String key : keys) {
            ground.post(Letter.of(LetterGround.PLAIN, key).to("mayor@suwon.example").word("applicant", "Suwon").build());
        }
    }

    private void dies(CrashPoint point, int passes) {
        dies(point, passes, event -> ground.told.add((LetterRefused) event));
    }

    private void dies(CrashPoint point, int passes, ApplicationEventPublisher listener) {
        boolean died = false;
        try {
            node(listener, dying(point, new AtomicInteger(passes))).sendDue();
        } catch (Death expected) {
            died = true;
        }
        assertThat(died).as("%s lies on the way", point).isTrue();
    }

    private static CrashPoints dying(CrashPoint at, AtomicInteger passes) {
        return point -> {
            if (point == at && passes.getAndDecrement() == 0) {
                throw new Death();
            }
        };
    }

    private LetterWorker heir() {
        return ground.worker(smtp.port());
    }

    private LetterWorker node(ApplicationEventPublisher listener, CrashPoints points) {
        return ground.worker(smtp.port(), LetterGround.settings(0), listener, points);
    }

    /** So late that a letter still in sending is taken for left behind. */
    private void afterTheClaim() {
        ground.clock.now = ground.clock.now.plus(Duration.ofMinutes(6));
    }

    private List<String> states() {
        return ground.jdbc.sql("select natural_key || ' ' || state || case when ambiguous then ' in doubt' else '' end from letter order by id").query(String.class).list();
    }

    private int heard() {
        return ground.jdbc.sql("select count(*) from heard").query(Integer.class).single();
    }

    /** How often the mail server took each. */
    private List<Integer> left(String... keys) {
        return List.of(keys).stream().map(key -> (int) smtp.messages.stream()
                .filter(message -> message.contains(Outbox.messageId(key, LetterGround.settings(0).domain()))).count()).toList();
    }
}
