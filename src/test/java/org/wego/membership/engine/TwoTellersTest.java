package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;

/** The listener and the sweep may tell the same at once: one is heard, and the other finds nobody waiting. */
@HouseTest
class TwoTellersTest {

    private static final int TELLERS = 4;

    @Autowired
    Processes processes;
    @Autowired
    RepositoryService repository;
    @Autowired
    RuntimeService runtime;
    private String deployment;

    @BeforeEach
    void deploy() {
        deployment = repository.createDeployment().addModelInstance("two-tellers.bpmn", Bpmn.createExecutableProcess("two-tellers")
                .camundaHistoryTimeToLiveString("P1D").startEvent().receiveTask().message("Told").endEvent().done()).deploy().getId();
    }

    @AfterEach
    void undeploy() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void oneIsHeardAndNoneFails() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(TELLERS);
        try {
            for (int i = 0; i < 25; i++) {
                String key = "two-tellers-" + i;
                runtime.startProcessInstanceByKey("two-tellers", key);
                CyclicBarrier together = new CyclicBarrier(TELLERS);
                Callable<Boolean> teller = () -> {
                    together.await();
                    return processes.correlate("Told", key, Map.of());
                };
                List<Boolean> heard = new ArrayList<>();
                for (Future<Boolean> one : pool.invokeAll(java.util.Collections.nCopies(TELLERS, teller))) {
                    heard.add(one.get());
                }
                assertThat(heard).containsOnlyOnce(true);
            }
        } finally {
            pool.shutdown();
        }
    }
}
