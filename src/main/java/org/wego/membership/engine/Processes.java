package org.wego.membership.engine;

import java.util.Map;
import java.util.function.Supplier;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.context.ProcessEngineContext;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.variable.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door through which facts reach processes: a fact is committed first, then the process hears of it here, in a
 * transaction of its own, with retries when two tell it at once. A message nobody waits for is no fault: the sweep that
 * stands behind each message finds what was missed.
 */
@Component
public class Processes {

    private static final Logger log = LoggerFactory.getLogger(Processes.class);
    private static final int TRIES = 5;

    private final RuntimeService runtime;
    private final IdentityService identity;
    private final ProcessEngine engine;
    private final TransactionTemplate own;
    private final TransactionTemplate joined;

    Processes(@Lazy RuntimeService runtime, @Lazy IdentityService identity, @Lazy ProcessEngine engine,
            PlatformTransactionManager transactions) {
        this.runtime = runtime;
        this.identity = identity;
        this.engine = engine;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.joined = new TransactionTemplate(transactions);
    }

    /**
     * Starts an instance by its start message, in the caller's transaction: the fact and its process stand together.
     *
     * @return the process instance's id
     */
    public String startByMessage(String message, String businessKey, Map<String, Object> variables) {
        return asTheHouse(() -> joined.execute(status ->
                runtime.startProcessInstanceByMessage(message, businessKey, variables).getId()));
    }

    /** Starts an instance of the latest version, in the caller's transaction. */
    public String start(String process, String businessKey, Map<String, Object> variables) {
        return asTheHouse(() -> joined.execute(status ->
                runtime.startProcessInstanceByKey(process, businessKey, variables).getId()));
    }

    /**
     * Starts many instances of the latest version in the caller's transaction, looking the version up once.
     *
     * @param variables by business key; a {@link #passing} value is known to the start only and never stored
     */
    public void startAll(String process, Map<String, Map<String, Object>> variables) {
        asTheHouse(() -> {
            String version = engine.getRepositoryService().createProcessDefinitionQuery().processDefinitionKey(process).latestVersion()
                    .withoutTenantId().singleResult().getId();
            joined.executeWithoutResult(status -> variables.forEach((key, values) -> runtime.startProcessInstanceById(version, key, values)));
            return null;
        });
    }

    /** A text that an instance's first steps may read and that is never stored. */
    public static Object passing(String text) {
        return Variables.stringValue(text, true);
    }

    /**
     * Runs work in a transaction and an engine command of its own, even when a delegate calls it in the middle of another:
     * when it returns, all it did is committed; when it throws, nothing of it is, and the caller may go on.
     */
    public <T> T apart(Supplier<T> work) {
        return asTheHouse(() -> {
            try {
                return ProcessEngineContext.withNewProcessEngineContext(() -> own.execute(status ->
                        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getCommandExecutorTxRequired()
                                .execute(command -> work.get())));
            } catch (RuntimeException fault) {
                throw fault;
            } catch (Exception fault) {
                throw new IllegalStateException(fault);
            }
        });
    }

    /**
     * Tells the instance with this business key; in a transaction of its own.
     *
     * @return false if no instance waits for it
     */
    public boolean correlate(String message, String businessKey, Map<String, Object> variables) {
        return tell(message + " for " + businessKey, () -> runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(businessKey).setVariables(variables).correlate());
    }

    /** The same for a message whose name itself says whom it is for, such as {@code VoteCast-EC-2026-003-7}. */
    public boolean correlateName(String message) {
        return tell(message, () -> runtime.createMessageCorrelation(message).correlate());
    }

    /** Whether an instance with this business key waits for the message right now. */
    public boolean isWaitingFor(String message, String businessKey) {
        return asTheHouse(() -> runtime.createExecutionQuery().processInstanceBusinessKey(businessKey)
                .messageEventSubscriptionName(message).count() > 0);
    }

    /** Whether an instance of a process with this business key is running. */
    public boolean isRunning(String process, String businessKey) {
        return asTheHouse(() -> runtime.createProcessInstanceQuery().processDefinitionKey(process)
                .processInstanceBusinessKey(businessKey).count() > 0);
    }

    private boolean tell(String what, Runnable correlation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return asTheHouse(() -> {
                    own.executeWithoutResult(status -> correlation.run());
                    return true;
                });
            } catch (MismatchingMessageCorrelationException nobody) {
                log.info("Nobody waits for {}", what);
                return false;
            } catch (ProcessEngineException | NullPointerException collision) {
                // Mostly somebody else told it meanwhile: the engine stumbles over what it found and is gone. It looks again
                if (attempt == TRIES) {
                    throw collision;
                }
            }
        }
    }

    // What the house itself does is no act of the account whose request caused it
    <T> T asTheHouse(Supplier<T> work) {
        Authentication account = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return work.get();
        } finally {
            if (account != null) {
                identity.setAuthentication(account);
            }
        }
    }
}
