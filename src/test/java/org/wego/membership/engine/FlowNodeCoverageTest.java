package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;

/**
 * Runs last and counts, from the engine's history, which nodes of the models the other tests have run: at least 95 of a
 * hundred over all models. Alone it has nothing to count, and says so.
 */
@HouseTest
@Order(Integer.MAX_VALUE)
class FlowNodeCoverageTest {

    @Autowired
    JdbcClient jdbc;

    @Test
    void testsRunNearlyEveryNodeOfEveryModel() throws IOException {
        Set<String> all = new TreeSet<>();
        Set<String> run = new TreeSet<>();
        for (Path file : models()) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
            String process = model.getModelElementsByType(Process.class).iterator().next().getId();
            Set<String> nodes = model.getModelElementsByType(FlowNode.class).stream().map(FlowNode::getId)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> seen = new TreeSet<>(jdbc.sql("select distinct act_id_ from act_hi_actinst where proc_def_key_ = ?")
                    .param(process).query(String.class).list());
            seen.retainAll(nodes);
            nodes.forEach(node -> all.add(process + "/" + node));
            seen.forEach(node -> run.add(process + "/" + node));
            System.out.printf("Flow nodes of %s run by tests: %d of %d%n", process, seen.size(), nodes.size());
        }
        Set<String> missed = new TreeSet<>(all);
        missed.removeAll(run);
        if (run.isEmpty()) {
            System.out.println("No process was run in this JVM: nothing to count");
            return;
        }
        System.out.println("Not run: " + missed);
        assertThat(run.size() * 100.0 / all.size()).as("percent of flow nodes run by tests; not run: " + missed).isGreaterThanOrEqualTo(95);
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList();
        }
    }
}
