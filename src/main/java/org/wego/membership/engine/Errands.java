package org.wego.membership.engine;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Does what follows from a fact as soon as the fact is committed, on a thread of the house's own: whoever stated the fact
 * has the answer by then. Nothing is lost with an errand that a crash forgets, since a {@link Sweep} stands behind each.
 *
 * <p>One thread does them one after the other, so that two never stumble over each other in one process. Where the
 * sweeps are switched off, they are done in the caller's thread.
 */
@Component
public class Errands implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();
    private final Object doing = new Object();
    private final boolean own;
    private volatile boolean running;
    private Thread thread;

    Errands(@Value("${wego.sweeps:true}") boolean own) {
        this.own = own;
    }

    /**
     * Does it soon: after the caller's transaction has committed, if there is one.
     *
     * @param name what it is: an errand that waits under the same name is done once
     */
    public void soon(Object name, Runnable errand) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    take(name, errand);
                }
            });
        } else {
            take(name, errand);
        }
    }

    private void take(Object name, Runnable errand) {
        synchronized (waiting) {
            waiting.put(name, errand);
            waiting.notifyAll();
        }
        if (!running) {
            settle();
        }
    }

    /** Does all that wait, in the caller's thread; when it returns, none is under way any more. */
    public void settle() {
        synchronized (doing) {
            for (Runnable errand = next(); errand != null; errand = next()) {
                quietly("Errand", errand);
            }
        }
    }

    private Runnable next() {
        synchronized (waiting) {
            Iterator<Runnable> first = waiting.values().iterator();
            if (!first.hasNext()) {
                return null;
            }
            Runnable errand = first.next();
            first.remove();
            return errand;
        }
    }

    /**
     * Does it now, and lets nothing that goes wrong reach the caller or hold others up; only for what a sweep does again.
     *
     * @param what of whom or what it is about, for the log
     */
    public static void quietly(String what, Runnable errand) {
        try {
            errand.run();
        } catch (RuntimeException fault) {
            log.warn("{}: not done; a sweep looks again: {}", what, fault.toString());
        }
    }

    private void work() {
        while (running) {
            synchronized (waiting) {
                while (running && waiting.isEmpty()) {
                    try {
                        waiting.wait();
                    } catch (InterruptedException interrupted) {
                        return;
                    }
                }
            }
            settle();
        }
    }

    @Override
    public boolean isAutoStartup() {
        return own;
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            thread = new Thread(this::work, "errands");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            synchronized (waiting) {
                waiting.notifyAll();
            }
            try {
                thread.join(20_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
