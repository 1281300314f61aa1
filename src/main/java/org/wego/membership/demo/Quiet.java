package org.wego.membership.demo;

import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Sweeps;

/**
 * Runs everything that is due now to its end, in this thread: the engine's jobs, the sweeps, the letters. The demo's
 * clock and the tests stand on it.
 */
@Component
@Profile("demo")
public class Quiet {

    private static final Logger log = LoggerFactory.getLogger(Quiet.class);

    private final ManagementService management;
    private final ProcessEngineConfigurationImpl engine;
    private final Sweeps sweeps;

    Quiet(ManagementService management, ProcessEngine engine, Sweeps sweeps) {
        this.management = management;
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.sweeps = sweeps;
    }

    /** Keeps the engine from taking jobs by itself while the work runs. */
    void withoutExecutor(Runnable work) {
        JobExecutor executor = engine.getJobExecutor();
        boolean active = executor != null && executor.isActive();
        if (active) {
            executor.shutdown();
        }
        try {
            work.run();
        } finally {
            if (active) {
                executor.start();
            }
        }
    }

    /** Runs all that is due at this instant until nothing more is. A job that fails waits for its next try. */
    public void drain() {
        Set<String> failed = new HashSet<>();
        do {
            runJobs(failed);
            sweeps.runAll();
        } while (due(failed).findAny().isPresent());
    }

    private void runJobs(Set<String> failed) {
        for (List<Job> due = due(failed).toList(); !due.isEmpty(); due = due(failed).toList()) {
            for (Job job : due) {
                if (isLocked(job)) {
                    // Taken by the executor before it stopped; its own thread finishes it
                    LockSupport.parkNanos(5_000_000);
                    continue;
                }
                try {
                    management.executeJob(job.getId());
                } catch (OptimisticLockingException collision) {
                    log.debug("Job {} is tried again", job.getId());
                } catch (RuntimeException fault) {
                    if (management.createJobQuery().jobId(job.getId()).count() == 0) {
                        // The executor's own thread was first
                        continue;
                    }
                    failed.add(job.getId());
                    log.warn("Job {} failed: {}", job.getId(), fault.toString());
                }
            }
        }
    }

    private Stream<Job> due(Set<String> failed) {
        return management.createJobQuery().executable().orderByJobDuedate().asc().listPage(0, 500).stream()
                .filter(job -> isOurs(job) && !failed.contains(job.getId()));
    }

    private boolean isLocked(Job job) {
        JobEntity current = (JobEntity) management.createJobQuery().jobId(job.getId()).singleResult();
        return current != null && current.getLockExpirationTime() != null
                && current.getLockExpirationTime().after(ClockUtil.getCurrentTime());
    }

    /** The next instant after now at which something is due. */
    Optional<Instant> nextDue() {
        Optional<Instant> job = management.createJobQuery().withRetriesLeft().active()
                .duedateHigherThan(ClockUtil.getCurrentTime()).orderByJobDuedate().asc().listPage(0, 50).stream()
                .filter(Quiet::isOurs).map(Job::getDuedate).map(Date::toInstant).findFirst();
        return Stream.of(job, sweeps.nextDue()).flatMap(Optional::stream)
                .filter(instant -> instant.isAfter(ClockUtil.getCurrentTime().toInstant())).min(Instant::compareTo);
    }

    // The engine's cleaning of old history goes by its own hours
    private static boolean isOurs(Job job) {
        return !HistoryCleanupJobHandler.TYPE.equals(((JobEntity) job).getJobHandlerType());
    }
}
