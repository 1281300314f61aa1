package org.wego.membership.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The rules of the house, asked from anywhere without knowing Camunda. Answers come from the deployed tables, with the
 * version that answered and the ids of the rules that fired.
 */
@Component
public class DecisionTables {

    /**
     * A table as it stands in the model, for showing it to people.
     *
     * @param inputs what each column is called
     * @param asks   what each column works out, as written
     */
    public record Table(String key, String name, int version, List<String> inputs, List<String> asks, List<String> outputs, List<Rule> rules) {
    }

    /** One rule: the entries under each input as written, the entries under each output as written, what stands beside it. */
    public record Rule(String id, List<String> inputs, List<String> outputs, String annotation) {
    }

    private record Loaded(DmnDecision decision, Table table) {
    }

    private final RepositoryService repository;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
    private final ThreadLocal<List<String>> fired = ThreadLocal.withInitial(ArrayList::new);
    private final DmnEngine dmn;

    // Lazily, since delegates that the engine's beans need may ask tables too
    DecisionTables(@Lazy RepositoryService repository) {
        this.repository = repository;
        DefaultDmnEngineConfiguration configuration =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.getCustomPostDecisionTableEvaluationListeners().add(this::remember);
        this.dmn = configuration.buildEngine();
    }

    private void remember(DmnDecisionTableEvaluationEvent event) {
        List<String> rules = fired.get();
        rules.clear();
        event.getMatchingRules().stream().map(DmnEvaluatedDecisionRule::getId).forEach(rules::add);
    }

    /**
     * Asks the latest version of a table.
     *
     * @param key    the decision's id, for instance {@code membership-fee}
     * @param inputs every input the table names; an unknown value is given as null
     */
    public Decision decide(String key, Map<String, ?> inputs) {
        return decide(key, latest(key).getVersion(), inputs);
    }

    /** Asks one version of a table: what was computed years ago computes the same again. */
    public Decision decide(String key, int version, Map<String, ?> inputs) {
        Loaded table = load(key, version);
        DmnDecisionResult result = dmn.evaluateDecision(table.decision(), Variables.fromMap(new LinkedHashMap<>(inputs)));
        List<Map<String, Object>> rows = new ArrayList<>();
        result.forEach(row -> rows.add(new LinkedHashMap<>(row.getEntryMap())));
        return new Decision(key, version, rows, List.copyOf(fired.get()));
    }

    /** The latest version of a table as written in its model. */
    public Table table(String key) {
        return load(key, latest(key).getVersion()).table();
    }

    /** One version of a table as written in its model. */
    public Table table(String key, int version) {
        return load(key, version).table();
    }

    /**
     * The version of a table that the program itself brought last. What was deployed past it, by this class or straight into
     * the engine, isn't meant.
     */
    public Table shipped(String key) {
        return repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).decisionDefinitionResourceName("processes/" + key + ".dmn")
                .orderByDecisionDefinitionVersion().desc().listPage(0, 1).stream().findFirst().map(own -> table(key, own.getVersion()))
                .orElseThrow(() -> new IllegalArgumentException("No decision table " + key));
    }

    /**
     * Deploys a table as the next version of its key, in the caller's transaction. Until that is committed nobody may ask for
     * the version: tables are remembered by it.
     *
     * @param name what the deployment is called
     * @return the version
     */
    public int deploy(String key, String name, String dmn) {
        return repository.createDeployment().name(name).addString("tables/" + name + ".dmn", dmn).deployWithResult().getDeployedDecisionDefinitions()
                .stream().filter(definition -> definition.getKey().equals(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No decision table " + key + " in " + name)).getVersion();
    }

    private DecisionDefinition latest(String key) {
        return Optional.ofNullable(repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).latestVersion().singleResult())
                .orElseThrow(() -> new IllegalArgumentException("No decision table " + key));
    }

    private Loaded load(String key, int version) {
        return loaded.computeIfAbsent(key + ":" + version, any -> read(key, version));
    }

    private Loaded read(String key, int version) {
        DecisionDefinition definition = repository.createDecisionDefinitionQuery()
                .decisionDefinitionKey(key).decisionDefinitionVersion(version).singleResult();
        if (definition == null) {
            throw new IllegalArgumentException("No version " + version + " of decision table " + key);
        }
        DmnModelInstance model = repository.getDmnModelInstance(definition.getId());
        org.camunda.bpm.model.dmn.instance.Decision decision = model.getModelElementById(key);
        org.camunda.bpm.model.dmn.instance.DecisionTable table =
                (org.camunda.bpm.model.dmn.instance.DecisionTable) decision.getExpression();
        List<Rule> rules = table.getRules().stream()
                .map(rule -> new Rule(rule.getId(),
                        rule.getInputEntries().stream().map(entry -> text(entry.getText())).toList(),
                        rule.getOutputEntries().stream().map(entry -> text(entry.getText())).toList(),
                        rule.getDescription() == null ? null : rule.getDescription().getTextContent()))
                .toList();
        return new Loaded(dmn.parseDecision(key, Dmn.readModelFromStream(
                new java.io.ByteArrayInputStream(Dmn.convertToString(model).getBytes(java.nio.charset.StandardCharsets.UTF_8)))),
                new Table(key, decision.getName(), version,
                        table.getInputs().stream().map(Input::getLabel).toList(),
                        table.getInputs().stream().map(input -> text(input.getInputExpression().getText())).toList(),
                        table.getOutputs().stream().map(Output::getName).toList(), rules));
    }

    private static String text(org.camunda.bpm.model.dmn.instance.Text text) {
        return text == null ? "" : text.getTextContent();
    }
}
