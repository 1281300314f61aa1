package org.wego.membership.letter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.mail.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.engine.CrashPoints;
import org.wego.membership.engine.PeopleFirst;
import org.wego.membership.letter.LetterTable.Claimed;
import org.wego.membership.letter.Postman.Outcome;

/**
 * Sends what the outbox holds. A letter is claimed before it is sent, so that a crash between the mail server's answer
 * and our commit leaves a trace: such a letter is sent once more, under the same Message-ID, and marked as ambiguous.
 */
@Component
public class LetterWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LetterWorker.class);
    private static final int BATCH = 10;
    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);

    private final LetterTable table;
    private final LetterWriter writer;
    private final Postman postman;
    private final Documents documents;
    private final LetterSettings settings;
    private final Bell bell;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final PeopleFirst people;
    private final CrashPoints points;

    private final String node = UUID.randomUUID().toString();
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    private final ReentrantLock sending = new ReentrantLock();
    private final Object pause = new Object();
    private final Object rounds = new Object();
    private long begun;
    private long ended;
    private boolean refusals;
    private volatile boolean outage;
    private volatile boolean running;
    private Thread thread;

    LetterWorker(LetterTable table, LetterWriter writer, Postman postman, Documents documents, LetterSettings settings, Bell bell, Clock clock,
            TransactionTemplate transactions, ApplicationEventPublisher events, PeopleFirst people, CrashPoints points) {
        this.table = table;
        this.writer = writer;
        this.postman = postman;
        this.documents = documents;
        this.settings = settings;
        this.bell = bell;
        this.clock = clock;
        this.transactions = transactions;
        this.events = events;
        this.people = people;
        this.points = points;
    }

    /**
     * Sends everything that is due at this instant, as far as the rate and the mail server allow, and tells of refusals.
     *
     * @return how many letters left the house
     */
    public int sendDue() {
        return sendDue(true);
    }

    /**
     * Lets everything that is due at this instant leave: by the thread where it runs, waiting for it at most that long,
     * otherwise in the caller's.
     */
    void settle(Duration most) {
        if (!running) {
            sendDue();
            return;
        }
        synchronized (rounds) {
            // A round that begins from now on sees all that is committed now
            long wanted = begun + 1;
            long deadline = System.nanoTime() + most.toNanos();
            bell.ring();
            try {
                while (running && ended < wanted && deadline > System.nanoTime()) {
                    rounds.wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int sendDue(boolean lookAround) {
        sending.lock();
        try {
            outage = false;
            refusals = lookAround;
            if (lookAround) {
                table.recover(node, busy, clock.instant().minus(settings.claimTimeout()), "A node stopped while it was sending this letter");
            }
            int sent = 0;
            while (true) {
                points.passed(CrashPoint.LETTERS_WANTED);
                var claimed = claim();
                if (claimed.isEmpty()) {
                    break;
                }
                sent += send(claimed);
                if (outage || leaving()) {
                    break;
                }
            }
            if (refusals) {
                points.passed(CrashPoint.LETTER_REFUSED);
                tellRefusals();
            }
            return sent;
        } finally {
            sending.unlock();
        }
    }

    /** Whether the house is being closed: what is queued leaves when it opens again. */
    private boolean leaving() {
        return !running && Thread.currentThread() == thread;
    }

    /** When the next queued letter may leave; in the past if one waits for the mail server. */
    public Optional<Instant> nextDue() {
        return table.nextDue();
    }

    /** Tells of every refusal nobody has heard of yet, each in a transaction of its own. */
    void tellRefusals() {
        for (var refusal : table.untold()) {
            try {
                transactions.executeWithoutResult(status -> {
                    if (table.told(refusal.letterId())) {
                        events.publishEvent(refusal);
                        points.passed(CrashPoint.REFUSAL_HEARD);
                    }
                });
            } catch (RuntimeException fault) {
                LOG.error("Nobody could be told that letter {} was refused; it is tried again", refusal.letterId(), fault);
            }
        }
    }

    private List<Claimed> claim() {
        if (!settings.capped()) {
            return table.claim(node, clock.instant(), BATCH, true);
        }
        return transactions.execute(status -> {
            table.lockRate();
            var now = clock.instant();
            var left = table.leftSince(now.minus(RATE_WINDOW));
            int free = Math.min(BATCH, settings.ratePerMinute() > 0 ? settings.ratePerMinute() - left.all() : BATCH);
            int bulk = Math.min(free, settings.bulkPerMinute() > 0 ? settings.bulkPerMinute() - left.bulk() : free);
            // While the run's letters have used up their share, only those to one addressee are looked at
            return free <= 0 ? List.<Claimed>of() : table.claim(node, now, bulk > 0 ? bulk : free, bulk > 0);
        });
    }

    private int send(List<Claimed> claimed) {
        claimed.forEach(letter -> busy.add(letter.id()));
        try {
            points.passed(CrashPoint.LETTERS_CLAIMED);
            var attachments = attachments(claimed);
            int sent = 0;
            for (int i = 0; i < claimed.size(); i++) {
                people.giveWay();
                var letter = claimed.get(i);
                var outcome = deliver(letter, attachments);
                if (outcome.what() == Postman.What.OUTAGE) {
                    LOG.warn("Letters wait: {}", outcome.reason());
                    table.release(claimed.subList(i, claimed.size()), node, outcome.reason());
                    outage = true;
                    return sent;
                }
                points.passed(CrashPoint.LETTER_TAKEN);
                sent += record(letter, outcome) ? 1 : 0;
                points.passed(CrashPoint.LETTER_MARKED);
            }
            return sent;
        } finally {
            claimed.forEach(letter -> busy.remove(letter.id()));
        }
    }

    private Map<DocumentId, Document> attachments(List<Claimed> claimed) {
        var found = new HashMap<DocumentId, Document>();
        documents.all(claimed.stream().flatMap(letter -> letter.content().attachments().stream()).toList())
                .forEach(document -> found.put(document.id(), document));
        return found;
    }

    private Outcome deliver(Claimed letter, Map<DocumentId, Document> attachments) {
        Session session;
        try {
            session = postman.session();
        } catch (RuntimeException unset) {
            return new Outcome(Postman.What.OUTAGE, List.of(), unset.getMessage());
        }
        try {
            var written = writer.write(letter, attachments, session);
            if (written.message() == null) {
                return new Outcome(Postman.What.REFUSED, written.unfit(), "Not a mail address");
            }
            var outcome = postman.deliver(written.message(), written.addresses());
            if (written.unfit().isEmpty()) {
                return outcome;
            }
            var refused = new ArrayList<>(written.unfit());
            refused.addAll(outcome.refused());
            return new Outcome(outcome.what(), refused, outcome.reason() == null ? "Not a mail address" : outcome.reason());
        } catch (RuntimeException fault) {
            LOG.error("Letter {} ({}) can't be written; it is tried again later", letter.id(), letter.kind(), fault);
            return new Outcome(Postman.What.LATER, List.of(), Renderer.oneLine(String.valueOf(fault.getMessage())));
        }
    }

    private boolean record(Claimed letter, Outcome outcome) {
        var now = clock.instant();
        switch (outcome.what()) {
            case SENT -> {
                refusals |= !outcome.refused().isEmpty();
                table.sent(letter, node, now, outcome.refused(), outcome.reason());
                return true;
            }
            case REFUSED -> refuse(letter, outcome.refused(), outcome.reason());
            case UNCLEAR -> {
                if (letter.ambiguous()) {
                    refuse(letter, everybody(letter), "It is unclear whether the mail server took it, twice: " + outcome.reason());
                } else {
                    table.later(letter, node, now.plus(waitAfter(letter.attempts())), true, outcome.reason());
                }
            }
            default -> {
                if (letter.attempts() >= settings.attempts()) {
                    refuse(letter, everybody(letter), outcome.reason());
                } else {
                    table.later(letter, node, now.plus(waitAfter(letter.attempts())), false, outcome.reason());
                }
            }
        }
        return false;
    }

    private void refuse(Claimed letter, List<String> addresses, String reason) {
        refusals = true;
        table.refused(letter, node, addresses, reason);
    }

    private static List<String> everybody(Claimed letter) {
        var all = new ArrayList<>(letter.to());
        all.addAll(letter.cc());
        return all;
    }

    /** One minute, then twice as long each time, up to four hours. */
    private static Duration waitAfter(int attempts) {
        var wait = Duration.ofMinutes(1L << Math.min(Math.max(attempts - 1, 0), 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.worker();
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        thread = new Thread(this::work, "letters");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            bell.ring();
            synchronized (pause) {
                pause.notifyAll();
            }
            try {
                thread.join(Duration.ofSeconds(20).toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
        postman.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        long outagePause = 1_000;
        long lookedAround = System.nanoTime() - settings.poll().toNanos();
        while (running) {
            synchronized (rounds) {
                begun++;
            }
            try {
                // What others left behind is looked for now and then, not for every letter
                boolean lookAround = System.nanoTime() - lookedAround >= settings.poll().toNanos();
                sendDue(lookAround);
                lookedAround = lookAround ? System.nanoTime() : lookedAround;
                postman.rest();
            } catch (RuntimeException fault) {
                outage = true;
                LOG.error("The letters' worker stumbled; it goes on", fault);
            }
            synchronized (rounds) {
                ended = begun;
                rounds.notifyAll();
            }
            try {
                if (outage) {
                    // Not to be woken by every new letter while the mail server is away
                    synchronized (pause) {
                        if (running) {
                            pause.wait(outagePause);
                        }
                    }
                    outagePause = Math.min(outagePause * 2, settings.outagePause().toMillis());
                } else {
                    outagePause = 1_000;
                    bell.await(settings.capped() ? Duration.ofSeconds(1) : settings.poll());
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
