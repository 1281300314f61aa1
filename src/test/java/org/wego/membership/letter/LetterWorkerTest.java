package org.wego.membership.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.PeopleFirst;

@HouseTest
class LetterWorkerTest {

    @Autowired
    private HikariDataSource house;
    @Autowired
    private Postman postman;

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

    /** Through the settings the demo makes, to the mail server it brings. */
    @Test
    void reachesTheHousesOwnMailbox() throws Exception {
        ground.post(hello("mailbox/1").build());
        var worker = new LetterWorker(new LetterTable(ground.jdbc), new LetterWriter(ground.renderer, LetterGround.settings(0), ground.clock), postman,
                ground.documents, LetterGround.settings(0), new Bell(), ground.clock, ground.transactions, event -> {
                }, new PeopleFirst(), point -> {
                });
        assertThat(worker.sendDue()).isEqualTo(1);
    }

    @Test
    void oneNaturalKeyGoesOutOnceHoweverManyPostIt() throws Exception {
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(8);
        var tries = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++) {
            tries.add(() -> {
                start.await();
                return ground.post(hello("case/HELLO").build());
            });
        }
        var answers = tries.stream().map(pool::submit).toList();
        start.countDown();
        int posted = 0;
        for (var answer : answers) {
            posted += answer.get() ? 1 : 0;
        }
        pool.shutdown();
        assertThat(posted).isEqualTo(1);
        assertThat(ground.worker(smtp.port()).sendDue()).isEqualTo(1);
        assertThat(ground.post(hello("case/HELLO").build())).isFalse();
        assertThat(ground.worker(smtp.port()).sendDue()).isZero();
        assertThat(smtp.messages).hasSize(1);
    }

    @Test
    void aLetterToOneLeavesBeforeARunsLettersToEverybody() {
        ground.transactions.execute(status -> {
            var letters = new ArrayList<Letter>();
            for (int i = 0; i < 30; i++) {
                letters.add(Letter.of(new LetterGround.Kind("PLAIN", true), "run/" + i).to("all@example.org").word("words", "x").build());
            }
            return ground.outbox.postAll(letters);
        });
        ground.post(plain("receipt", "x").build());
        assertThat(ground.worker(smtp.port()).sendDue()).isEqualTo(31);
        assertThat(messageId(smtp.messages.get(0))).isEqualTo("Message-ID: " + Outbox.messageId("receipt", LetterGround.settings(0).domain()));
    }

    @Test
    void manyWorkersSendEachLetterOnce() throws Exception {
        ground.transactions.execute(status -> {
            var letters = new ArrayList<Letter>();
            for (int i = 0; i < 200; i++) {
                letters.add(hello("many/" + i).build());
            }
            return ground.outbox.postAll(letters);
        });
        var pool = Executors.newFixedThreadPool(4);
        var workers = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 4; i++) {
            var worker = ground.worker(smtp.port());
            workers.add(worker::sendDue);
        }
        int sent = 0;
        for (var count : pool.invokeAll(workers)) {
            sent += count.get();
        }
        pool.shutdown();
        assertThat(sent).isEqualTo(200);
        assertThat(smtp.messages.stream().map(LetterWorkerTest::messageId).distinct()).hasSize(200);
        assertThat(smtp.connections.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void waitsForTheCommitAndVanishesWithTheRollback() {
        ground.transactions.executeWithoutResult(status -> {
            ground.outbox.post(hello("undone/HELLO").build());
            status.setRollbackOnly();
        });
        assertThat(ground.worker(smtp.port()).sendDue()).isZero();
        assertThat(ground.post(hello("undone/HELLO").build())).isTrue();
    }

    @Test
    void leavesNoEarlierThanItMayAndInOrder() throws Exception {
        ground.post(plain("b", "second").notBefore(ground.clock.now.plus(Duration.ofDays(2))).build());
        ground.post(plain("a", "first").notBefore(ground.clock.now.plus(Duration.ofDays(1))).build());
        var worker = ground.worker(smtp.port());
        assertThat(worker.sendDue()).isZero();
        assertThat(worker.nextDue()).contains(ground.clock.now.plus(Duration.ofDays(1)));
        ground.clock.now = ground.clock.now.plus(Duration.ofDays(3));
        assertThat(worker.sendDue()).isEqualTo(2);
        assertThat(text(smtp.messages.get(0))).contains("first");
        assertThat(text(smtp.messages.get(1))).contains("second");
        assertThat(worker.nextDue()).isEmpty();
    }

    @Test
    void aCrashBetweenClaimAndRecordIsRepairedOnce() {
        ground.post(hello("crash/HELLO").build());
        // Another node claims it, hands it over and dies before it can write that down
        new LetterTable(ground.jdbc).claim("dead node", ground.clock.now, 10, true);
        var worker = ground.worker(smtp.port());
        assertThat(worker.sendDue()).isZero();
        ground.clock.now = ground.clock.now.plus(Duration.ofMinutes(6));
        assertThat(worker.sendDue()).isEqualTo(1);
        assertThat(ground.state("crash/HELLO")).isEqualTo("SENT");
        assertThat(ground.ambiguous("crash/HELLO")).isTrue();

        ground.post(hello("crash/TWICE").build());
        for (int i = 0; i < 2; i++) {
            new LetterTable(ground.jdbc).claim("dead node", ground.clock.now, 10, true);
            ground.clock.now = ground.clock.now.plus(Duration.ofMinutes(6));
            if (i == 0) {
                new LetterTable(ground.jdbc).recover("other node", List.of(), ground.clock.now.minus(Duration.ofMinutes(5)), "stopped");
            }
        }
        assertThat(worker.sendDue()).isZero();
        assertThat(ground.state("crash/TWICE")).isEqualTo("REFUSED");
        assertThat(ground.told).extracting(LetterRefused::address).containsExactly("mayor@suwon.example");
    }

    @Test
    void anAnswerThatNeverCameIsTriedOnceMoreUnderTheSameMessageId() {
        ground.post(hello("broken/HELLO").build());
        var worker = ground.worker(smtp.port());
        smtp.onData = () -> SmtpStub.BREAK;
        assertThat(worker.sendDue()).isZero();
        assertThat(ground.state("broken/HELLO")).isEqualTo("QUEUED");
        assertThat(ground.ambiguous("broken/HELLO")).isTrue();
        smtp.onData = () -> "250 taken";
        ground.clock.now = ground.clock.now.plus(Duration.ofMinutes(2));
        assertThat(worker.sendDue()).isEqualTo(1);
        assertThat(smtp.messages).hasSize(2);
        assertThat(messageId(smtp.messages.get(0))).isEqualTo(messageId(smtp.messages.get(1))).doesNotContain("broken");
    }

    @Test
    void aRefusedAddressBecomesAnEventAndTheOthersGetTheirLetter() throws Exception {
        smtp.onRecipient = address -> address.startsWith("gone") ? "550 5.1.1 No such mailbox" : "250 ok";
        ground.post(plain("refused/ALL", "x").about("WEGO-2026-0001").to("gone@suwon.example").build());
        ground.post(plain("refused/SOME", "y").about("EC-2026-001").to("gone2@suwon.example", "here@suwon.example").build());
        assertThat(ground.worker(smtp.port()).sendDue()).isEqualTo(1);
        assertThat(ground.state("refused/ALL")).isEqualTo("REFUSED");
        assertThat(ground.state("refused/SOME")).isEqualTo("SENT");
        assertThat(ground.told).hasSize(2);
        assertThat(ground.told.get(0).caseReference()).isEqualTo("WEGO-2026-0001");
        assertThat(ground.told.get(0).address()).isEqualTo("gone@suwon.example");
        assertThat(ground.told.get(0).reason()).contains("550 5.1.1 No such mailbox");
        assertThat(ground.told.get(1).address()).isEqualTo("gone2@suwon.example");

        var refused = ground.desk.about("WEGO-2026-0001").get(0);
        long again = ground.transactions.execute(status -> ground.desk.resend(refused.id(), "new@suwon.example"));
        assertThat(ground.transactions.<Long>execute(status -> ground.desk.resend(refused.id(), "new@suwon.example"))).isEqualTo(again);
        assertThat(ground.worker(smtp.port()).sendDue()).isEqualTo(1);
        assertThat(ground.desk.find(again).orElseThrow().naturalKey()).isEqualTo("refused/ALL/resent-1");
        assertThat(message(smtp.messages.get(1)).getAllRecipients()[0].toString()).isEqualTo("new@suwon.example");
        assertThat(ground.desk.list(LetterDesk.State.REFUSED, null, 0, 10)).hasSize(1);
        assertThat(ground.desk.counts()).containsEntry(LetterDesk.State.SENT, 2L);
    }

    @Test
    void whatIsNoAddressIsRefusedWithoutAskingTheServer() {
        ground.post(plain("unfit/1", "x").to("nobody").build());
        ground.post(plain("unfit/2", "x").to("a@b.example\r\nBcc: all@world.example").build());
        ground.post(plain("unfit/3", "x").to("\"a b\"@suwon.example,c@d.example").build());
        assertThat(ground.worker(smtp.port()).sendDue()).isZero();
        assertThat(ground.told).hasSize(3);
        assertThat(smtp.messages).isEmpty();
    }

    @Test
    void whileTheMailServerIsAwayLettersWaitUntouched() throws Exception {
        for (int i = 0; i < 25; i++) {
            ground.post(plain("outage/" + i, "x").build());
        }
        int port = smtp.port();
        smtp.close();
        var worker = ground.worker(port);
        assertThat(worker.sendDue()).isZero();
        assertThat(ground.jdbc.sql("select count(*) from letter where state = 'QUEUED' and attempts = 0").query(Integer.class).single()).isEqualTo(25);
        assertThat(ground.told).isEmpty();
        var unset = new LetterWorker(new LetterTable(ground.jdbc), new LetterWriter(ground.renderer, LetterGround.settings(0), ground.clock),
                new Postman(new org.springframework.mock.env.MockEnvironment()), ground.documents, LetterGround.settings(0), new Bell(), ground.clock, ground.transactions, event -> {
                }, new PeopleFirst(), point -> {
                });
        assertThat(unset.sendDue()).isZero();
        smtp = new SmtpStub();
        smtp.onMail = () -> "421 too busy";
        assertThat(ground.worker(smtp.port()).sendDue()).isZero();
        smtp.onMail = () -> "550 who are you";
        assertThat(ground.worker(smtp.port()).sendDue()).isZero();
        smtp.onMail = () -> "250 ok";
        assertThat(ground.worker(smtp.port()).sendDue()).isEqualTo(25);
        assertThat(ground.told).isEmpty();
    }

    @Test
    void aTemporaryRefusalIsTriedLaterAndNotForEver() {
        smtp.onRecipient = address -> "451 greylisted";
        ground.post(plain("grey/1", "x").build());
        var worker = ground.worker(smtp.port());
        assertThat(worker.sendDue()).isZero();
        assertThat(worker.nextDue()).contains(ground.clock.now.plus(Duration.ofMinutes(1)));
        for (int i = 0; i < 30 && worker.nextDue().isPresent(); i++) {
            ground.clock.now = worker.nextDue().get();
            worker.sendDue();
        }
        assertThat(ground.state("grey/1")).isEqualTo("REFUSED");
        assertThat(ground.told).hasSize(1);
    }

    @Test
    void aConnectionThatTheServerEndedIsReplacedAtOnce() {
        var worker = ground.worker(smtp.port());
        ground.post(plain("first", "x").build());
        assertThat(worker.sendDue()).isEqualTo(1);
        var once = new java.util.concurrent.atomic.AtomicBoolean(true);
        smtp.onMail = () -> once.getAndSet(false) ? SmtpStub.BREAK : "250 ok";
        ground.post(plain("second", "x").build());
        assertThat(worker.sendDue()).isEqualTo(1);
        assertThat(smtp.connections.get()).isEqualTo(2);
    }

    @Test
    void keepsToTheProvidersRateOverAllNodes() {
        for (int i = 0; i < 50; i++) {
            ground.post(plain("rate/" + i, "x").build());
        }
        var one = ground.worker(smtp.port(), LetterGround.settings(30));
        var two = ground.worker(smtp.port(), LetterGround.settings(30));
        assertThat(one.sendDue() + two.sendDue()).isEqualTo(30);
        ground.clock.now = ground.clock.now.plus(Duration.ofSeconds(61));
        assertThat(two.sendDue() + one.sendDue()).isEqualTo(20);
    }

    /** Proven by the clock: an hour of it in steps that fit no minute, over two nodes. */
    @Test
    void aRunsLettersKeepToTheirOwnRateAndNobodyElseWaitsForThem() {
        for (int i = 0; i < 130; i++) {
            ground.post(Letter.of(new LetterGround.Kind("PLAIN", true), "bulk/" + i).word("applicant", "x").to("mayor@suwon.example").build());
        }
        var settings = LetterGround.settings(0, 20, Duration.ofSeconds(5));
        var one = ground.worker(smtp.port(), settings);
        var two = ground.worker(smtp.port(), settings);
        assertThat(one.sendDue() + two.sendDue()).isEqualTo(20);
        ground.post(plain("receipt/1", "x").build());
        assertThat(two.sendDue()).as("a letter to one addressee leaves although the run has used its minute up").isEqualTo(1);
        assertThat(ground.state("receipt/1")).isEqualTo("SENT");
        for (int step = 0; step < 60; step++) {
            ground.clock.now = ground.clock.now.plus(Duration.ofSeconds(7));
            one.sendDue();
            two.sendDue();
        }
        var sent = ground.jdbc.sql("select extract(epoch from sent_at)::bigint from letter where bulk order by sent_at").query(Long.class).list();
        assertThat(sent).hasSize(130);
        for (long from : sent) {
            assertThat(sent.stream().filter(at -> at >= from && at < from + 60).count()).as("in the minute from %d", from).isLessThanOrEqualTo(20);
        }
        assertThat(sent.get(129) - sent.get(0)).as("and no slower than it must").isBetween(360L, 420L);
    }

    @Test
    void bothRatesHoldTogether() {
        for (int i = 0; i < 30; i++) {
            ground.post(Letter.of(new LetterGround.Kind("PLAIN", true), "both/" + i).word("applicant", "x").to("mayor@suwon.example").build());
            ground.post(plain("both-one/" + i, "x").build());
        }
        var worker = ground.worker(smtp.port(), LetterGround.settings(25, 8, Duration.ofSeconds(5)));
        assertThat(worker.sendDue()).isEqualTo(25);
        assertThat(ground.jdbc.sql("select count(*) from letter where bulk and state = 'SENT'").query(Integer.class).single()).isZero();
        ground.clock.now = ground.clock.now.plus(Duration.ofSeconds(61));
        assertThat(worker.sendDue()).as("five that were left, and the run's eight").isEqualTo(13);
    }

    @Test
    void aFileThatIsNotWhatWasStoredDoesNotLeaveTheHouse() {
        var file = ground.documents.store("invoice.pdf", "application/pdf", new byte[] {1, 2, 3});
        ground.jdbc.sql("alter table document disable trigger document_is_immutable").update();
        ground.jdbc.sql("update document set content = '\\x010204' where id = ?").param(file.value()).update();
        ground.post(plain("changed/1", "x").attach(file).build());
        assertThat(ground.worker(smtp.port()).sendDue()).isZero();
        assertThat(ground.jdbc.sql("select last_error from letter where natural_key = 'changed/1'").query(String.class).single()).contains("not what was stored");
    }

    @Test
    void aRefusalIsToldAgainUntilNobodyThrows() {
        smtp.onRecipient = address -> "550 no";
        ground.post(plain("told/1", "x").build());
        var deaf = new LetterWorker(new LetterTable(ground.jdbc), new LetterWriter(ground.renderer, LetterGround.settings(0), ground.clock), LetterGround.postman(smtp.port()),
                ground.documents, LetterGround.settings(0), new Bell(), ground.clock, ground.transactions, event -> {
                    throw new IllegalStateException("busy");
                }, new PeopleFirst(), point -> {
                });
        deaf.sendDue();
        ground.worker(smtp.port()).sendDue();
        ground.worker(smtp.port()).sendDue();
        assertThat(ground.told).hasSize(1);
    }

    @Test
    void theThreadWakesUpOnTheCommitAndSettlesWhenAsked() throws Exception {
        // It would look by itself only after an hour
        var slow = LetterGround.settings(0, Duration.ofHours(1));
        var taken = new java.util.concurrent.Semaphore(0);
        smtp.onData = () -> {
            taken.release();
            return "250 taken";
        };
        var worker = ground.worker(smtp.port(), slow);
        worker.start();
        try {
            worker.settle(Duration.ofSeconds(20));
            ground.post(hello("thread/1").build());
            assertThat(taken.tryAcquire(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            ground.post(plain("thread/2", "x").notBefore(ground.clock.now.plus(Duration.ofDays(1))).build());
            worker.settle(Duration.ofSeconds(20));
            assertThat(ground.state("thread/1")).isEqualTo("SENT");
            assertThat(ground.state("thread/2")).isEqualTo("QUEUED");
            ground.clock.now = ground.clock.now.plus(Duration.ofDays(2));
            worker.settle(Duration.ofSeconds(20));
            assertThat(ground.state("thread/2")).isEqualTo("SENT");
        } finally {
            worker.stop();
        }
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void carriesItsDocumentsUnchanged() throws Exception {
        var pdf = new byte[70_000];
        new java.util.Random(7).nextBytes(pdf);
        var id = ground.transactions.execute(status -> ground.documents.store("../신청서 Suwon\r\n.pdf", "application/pdf", pdf));
        ground.post(hello("files/1").attach(id).build());
        assertThat(ground.worker(smtp.port()).sendDue()).isEqualTo(1);
        var message = message(smtp.messages.get(0));
        var parts = (Multipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("신청서 Suwon.pdf");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("application/pdf");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(pdf);
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getReplyTo()[0].toString()).contains("secretariat@wego.example");
    }

    @Test
    void nothingInANameReachesTheHeaders() throws Exception {
        var evil = "Suwon\r\nBcc: all@world.example\r\n\r\n<script>alert(1)</script> {day} [button] \u202E";
        ground.post(Letter.of(LetterGround.HELLO, "evil/1").to("mayor@suwon.example").dear(evil).word("applicant", evil).word("day", "Monday").fact(evil, evil).build());
        assertThat(ground.worker(smtp.port()).sendDue()).isEqualTo(1);
        var message = message(smtp.messages.get(0));
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getSubject()).doesNotContain("\n").contains("Suwon Bcc: all@world.example <script>", "{day} [button]");
        assertThat(html(smtp.messages.get(0))).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void theDatabaseHoldsNeitherTokenNorCode() throws Exception {
        var handle = ground.transactions.execute(status -> ground.links.issue("application", "WEGO-2026-0077"));
        ground.post(hello("secret/1").link(handle, "/status/{token}").build());
        assertThat(ground.worker(smtp.port()).sendDue()).isEqualTo(1);
        var url = ground.links.url(handle, "/status/{token}");
        var token = url.substring(url.lastIndexOf('/') + 1);
        var code = ground.links.code(handle);
        var text = text(smtp.messages.get(0));
        assertThat(text).contains(url, code, "https://wego.example/status and type WEGO-2026-0077");
        assertThat(html(smtp.messages.get(0))).contains(url, code);
        var tables = ground.jdbc.sql("select table_name from information_schema.tables where table_schema = current_schema()").query(String.class).list();
        assertThat(tables).contains("letter", "personal_link", "personal_link_issue");
        var hexOfToken = java.util.HexFormat.of().formatHex(java.util.Base64.getUrlDecoder().decode(token));
        for (var table : tables) {
            var rows = ground.jdbc.sql("select x::text from " + table + " x").query(String.class).list();
            assertThat(rows.toString()).doesNotContain(token).doesNotContain(hexOfToken).doesNotContain(code).doesNotContain(code.replace("-", ""));
        }
    }

    /** A number to look at: what a letter with an attachment costs. */
    @Test
    void costsLittle() {
        var pdf = new byte[18_000];
        new java.util.Random(7).nextBytes(pdf);
        var worker = ground.worker(smtp.port());
        var threads = ManagementFactory.getThreadMXBean();
        double each = 0;
        for (int round = 0; round < 3; round++) {
            int number = round;
            ground.transactions.execute(status -> {
                var letters = new ArrayList<Letter>();
                for (int i = 0; i < 100; i++) {
                    var id = ground.documents.store("invoice.pdf", "application/pdf", pdf);
                    letters.add(hello("cost/" + number + "/" + i).attach(id).build());
                }
                return ground.outbox.postAll(letters);
            });
            long before = threads.getCurrentThreadCpuTime();
            assertThat(worker.sendDue()).isEqualTo(100);
            each = (threads.getCurrentThreadCpuTime() - before) / 100e6;
        }
        System.out.printf("A letter: %.2f CPU-ms of its thread%n", each);
    }

    private static Letter.Builder hello(String key) {
        return Letter.of(LetterGround.HELLO, key).about("WEGO-2026-0001").to("mayor@suwon.example").dear("Mayor")
                .word("applicant", "Suwon").word("day", "7 December 2026").fact("Reference", "WEGO-2026-0001");
    }

    private static Letter.Builder plain(String key, String applicant) {
        var letter = Letter.of(LetterGround.PLAIN, key).word("applicant", applicant);
        return key.startsWith("refused") || key.startsWith("unfit") ? letter : letter.to("mayor@suwon.example");
    }

    private static String messageId(String raw) {
        return raw.lines().filter(line -> line.startsWith("Message-ID:")).findFirst().orElseThrow();
    }

    private static MimeMessage message(String raw) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String text(String raw) throws Exception {
        return words(raw, 0);
    }

    private static String html(String raw) throws Exception {
        return words(raw, 1);
    }

    private static String words(String raw, int part) throws Exception {
        return ((Multipart) message(raw).getContent()).getBodyPart(part).getContent().toString();
    }
}
