package org.wego.membership.drill;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database, a mail server that keeps what it takes, and any number of the program's own processes on them, as in
 * production: they know each other by the database alone, and any may be killed.
 */
final class Cluster implements AutoCloseable {

    /** How long a job and a claimed letter are their node's own; a killed one keeps them so long from the others. */
    static final Duration LOCK = Duration.ofSeconds(8);

    /** The setting of how long a job is its node's own, in milliseconds. */
    static final String JOB_LOCK = "--camunda.bpm.job-execution.lock-time-in-millis=";

    final JdbcClient jdbc;
    private final EmbeddedPostgres postgres;
    private final GreenMail server;
    private final Collection<Mail> mails = new ConcurrentLinkedQueue<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Path folder;

    Cluster() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "cluster-").toAbsolutePath();
        postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
        jdbc = JdbcClient.create(postgres.getPostgresDatabase());
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.getUserManager().setMessageDeliveryHandler((message, recipient) -> {
            // Called once a recipient
            if (recipient.equals(message.getToAddresses().iterator().next())) {
                mails.add(Mail.read(message.getMessage()));
            }
            return NOBODY;
        });
        server.start();
    }

    // The mail server wants a user that takes the message; what that one keeps nobody reads
    private static final GreenMailUser NOBODY = (GreenMailUser) java.lang.reflect.Proxy.newProxyInstance(
            Cluster.class.getClassLoader(), new Class<?>[] {GreenMailUser.class}, (proxy, method, arguments) -> null);

    /** Everything the mail server has taken. */
    List<Mail> mails() {
        return List.copyOf(mails);
    }

    int taken() {
        return mails.size();
    }

    /** Starts a process; it may not be ready when this returns. @param settings more of them, as {@code --name=value} */
    Node start(String... settings) {
        Node node = new Node(settings);
        nodes.add(node);
        return node;
    }

    long run(int feeYear) {
        return jdbc.sql("select id from invoicing_run where fee_year = ? order by ordinal desc limit 1").param(feeYear).query(Long.class).single();
    }

    boolean closed(long run) {
        return jdbc.sql("select state = 'CLOSED' from invoicing_run where id = ?").param(run).query(Boolean.class).single();
    }

    /** How many invoices of a run are numbered. */
    int numbered(long run) {
        return jdbc.sql("select count(*) from invoice where run = ?").param(run).query(Integer.class).single();
    }

    /** Waits until the run is closed and every letter has left. */
    void awaitQuiet(long run) {
        Awaitility.await("a closed run and an empty outbox").atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(200)).until(() -> {
            nodes.forEach(Node::mustNotHaveFailed);
            return jdbc.sql("""
                    select (select state = 'CLOSED' from invoicing_run where id = ?)
                      and not exists (select 1 from invoice where run = ? and sent_at is null)
                      and not exists (select 1 from letter where state in ('QUEUED', 'SENDING'))""").params(run, run).query(Boolean.class).single();
        });
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(Node::kill);
        server.stop();
        postgres.close();
    }

    /** One process of the program. */
    final class Node {

        private final Process process;
        private final BufferedWriter in;
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final Path log;
        private boolean killed;

        private Node(String... settings) {
            log = folder.resolve("node-" + (nodes.size() + 1) + ".log");
            List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx320m", "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    NodeProgram.class.getName(),
                    "--spring.profiles.active=production", "--server.port=0", "--server.address=127.0.0.1",
                    "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"), "--spring.datasource.username=postgres",
                    "--spring.datasource.password=not-asked-for-here", "--spring.mail.host=127.0.0.1", "--spring.mail.port=" + server.getSmtp().getPort(),
                    "--wego.base-url=https://membership.wego.int", "--wego.link-key=0123456789abcdef0123456789abcdef0123",
                    "--wego.letter.from=membership@wego.int", "--wego.admin.password=a-long-first-password",
                    "--wego.invoicing.bank.account-holder=World e-Governments Organization", "--wego.invoicing.bank.bank=Bank of Seoul",
                    "--wego.invoicing.bank.account=110-000-000000", "--wego.invoicing.bank.bic=ABCDKRSE", "--wego.data-dir=" + folder,
                    "--wego.letter.claim-timeout=" + LOCK, "--wego.letter.poll=PT0.2S", "--logging.level.root=warn"));
            command.addAll(Arrays.asList(settings));
            if (command.stream().noneMatch(setting -> setting.startsWith(JOB_LOCK))) {
                command.add(JOB_LOCK + LOCK.toMillis());
            }
            try {
                ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
                builder.environment().keySet().removeIf(name -> name.startsWith("WEGO_") || name.startsWith("SPRING_"));
                process = builder.start();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
            in = new BufferedWriter(process.outputWriter(StandardCharsets.UTF_8));
            Thread listener = new Thread(this::listen, "node");
            listener.setDaemon(true);
            listener.start();
        }

        private void listen() {
            try (BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                    BufferedWriter kept = Files.newBufferedWriter(log)) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    if (line.startsWith(NodeProgram.ANSWER)) {
                        answers.add(line.substring(NodeProgram.ANSWER.length()));
                    } else {
                        kept.write(line);
                        kept.newLine();
                        kept.flush();
                    }
                }
            } catch (IOException gone) {
                // It was killed while it spoke
            }
        }

        /** Waits until it serves. */
        Node ready() {
            answer("start");
            return this;
        }

        /** Has it do something and waits for the end of it. */
        String tell(String command) {
            try {
                in.write(command);
                in.newLine();
                in.flush();
            } catch (IOException fault) {
                throw new UncheckedIOException("see " + log, fault);
            }
            return answer(command);
        }

        private String answer(String what) {
            try {
                for (int seconds = 0; seconds < 180; seconds++) {
                    String answer = answers.poll(1, TimeUnit.SECONDS);
                    if (answer != null) {
                        return answer;
                    }
                    mustNotHaveFailed();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new AssertionError("No answer to \"" + what + "\", see " + log);
        }

        /** Ends it without a warning, as {@code kill -9} does. */
        void kill() {
            killed = true;
            process.destroyForcibly();
            process.onExit().join();
        }

        /** Waits until it has ended by itself at its crash point. */
        void awaitCrash() {
            killed = true;
            try {
                if (!process.waitFor(3, TimeUnit.MINUTES)) {
                    throw new AssertionError("It never came to its crash point, see " + log);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void mustNotHaveFailed() {
            if (!killed && !process.isAlive()) {
                throw new AssertionError("It ended with " + process.exitValue() + ", see " + log);
            }
        }
    }
}
