package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every decision table, asked over its whole input space with the real engine: complete, unambiguous, and what the charts say. */
class DecisionTableSpaceTest {

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    // /fees shows these charts: their figures beside the README of the reference data
    private static final int[][] FULL = {
            {400, 600, 1000, 1500, 2000},
            {600, 1000, 1500, 2500, 3500},
            {1000, 1500, 2500, 3500, 5000},
            {1500, 2500, 3500, 5000, 7500},
            {2000, 3500, 5000, 7500, 10000}};
    private static final int[] FRIENDSHIP = {500, 1000, 1500, 2000, 3000};
    private static final int[] CORPORATE = {1000, 2500, 5000, 7500, 10000};
    private static final long[] POPULATION_FROM = {0, 500_000, 1_000_000, 3_000_000, 5_000_000};
    private static final long[] GDP_FROM = {0, 5_000, 10_000, 20_000, 30_000};
    private static final long[] EMPLOYEES_FROM = {1, 50, 250, 1_000, 10_000};

    private final List<String> fired = new ArrayList<>();
    private final DmnEngine engine = engine(fired);

    private static DmnEngine engine(List<String> fired) {
        DefaultDmnEngineConfiguration configuration =
                (DefaultDmnEngineConfiguration) DefaultDmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.getCustomPostDecisionTableEvaluationListeners().add((DmnDecisionTableEvaluationEvent event) -> {
            fired.clear();
            event.getMatchingRules().forEach(rule -> fired.add(rule.getId()));
        });
        return configuration.buildEngine();
    }

    record Table(String file, String key) {

        DmnModelInstance model() {
            return Dmn.readModelFromFile(Path.of("processes", file).toFile());
        }

        Decision decision() {
            return model().getModelElementById(key);
        }

        DecisionTable table() {
            return (DecisionTable) decision().getExpression();
        }

        @Override
        public String toString() {
            return key;
        }
    }

    static List<Table> tables() {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(path -> path.toString().endsWith(".dmn")).sorted()
                    .flatMap(path -> Dmn.readModelFromFile(path.toFile()).getModelElementsByType(Decision.class).stream()
                            .map(decision -> new Table(path.getFileName().toString(), decision.getId())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theTablesStand() {
        assertThat(tables()).extracting(Table::key)
                .containsExactlyInAnyOrder("eligibility", "membership-fee", "fee-exemption", "fee-liability", "credit-cause", "category-proposal", "decline-reason", "voting-rule", "voting-settings");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void inputsAreTypedRulesAreNamedAndEachSaysItsSource(Table table) {
        assertThat(table.table().getHitPolicy()).isEqualTo(HitPolicy.UNIQUE);
        assertThat(table.decision().getCamundaHistoryTimeToLiveString()).isEqualTo("P1825D");
        assertThat(table.table().getInputs()).allSatisfy(input -> {
            assertThat(input.getLabel()).isNotBlank();
            assertThat(input.getInputExpression().getTypeRef()).isNotBlank();
        });
        assertThat(table.table().getOutputs()).extracting(Output::getTypeRef).allSatisfy(type -> assertThat(type).isNotBlank());
        Set<String> ids = new TreeSet<>();
        for (Rule rule : table.table().getRules()) {
            assertThat(rule.getId()).matches("[a-z]+(-[a-z0-9]+)+|equal");
            assertThat(ids.add(rule.getId())).isTrue();
            assertThat(rule.getDescription()).as("source of %s", rule.getId()).isNotNull();
            assertThat(rule.getDescription().getTextContent()).as("source of %s", rule.getId())
                    .containsAnyOf("WeGO membership page 2018", "WeGO Assembly page 2017", "default, not confirmed by the Secretariat");
        }
    }

    /** The values that an input can tell apart: all declared texts, both booleans, both sides of every bound in its column. */
    @ParameterizedTest
    @MethodSource("tables")
    void exactlyOneRuleFiresForEveryInput(Table table) {
        if (table.key().equals("voting-rule")) {
            return; // its inputs are computed from counts: see below
        }
        DmnDecision decision = engine.parseDecision(table.key(), table.model());
        Map<String, List<Object>> space = new LinkedHashMap<>();
        List<Input> inputs = new ArrayList<>(table.table().getInputs());
        for (int i = 0; i < inputs.size(); i++) {
            String expression = inputs.get(i).getInputExpression().getText().getTextContent();
            if (!expression.equals("true")) {
                space.put(expression, values(inputs.get(i), table.table(), i));
            }
        }
        Set<String> met = new TreeSet<>();
        long asked = 0;
        for (Map<String, Object> point : product(space)) {
            DmnDecisionTableResult result = engine.evaluateDecisionTable(decision, point);
            assertThat(result).as("%s of %s", point, table).hasSize(1);
            assertThat(fired).as("%s of %s", point, table).hasSize(1);
            assertThat(result.getSingleResult().getEntryMap().values()).doesNotContainNull();
            met.add(fired.get(0));
            asked++;
        }
        assertThat(asked).isPositive();
        assertThat(met).as("no rule is idle").containsExactlyInAnyOrderElementsOf(
                table.table().getRules().stream().map(Rule::getId).toList());
    }

    @Test
    void everyCountOfVotesHasOneOutcome() {
        Table table = new Table("voting-rule.dmn", "voting-rule");
        DmnDecision decision = engine.parseDecision(table.key(), table.model());
        Set<String> met = new TreeSet<>();
        for (int entitled : new int[] {0, 1, 2, 3, 4, 7, 8, 12}) {
            for (int present = 0; present <= entitled; present++) {
                for (int approve = 0; approve <= present; approve++) {
                    for (int reject = 0; approve + reject <= present; reject++) {
                        for (int discuss = 0; approve + reject + discuss <= present; discuss++) {
                            String expected = discuss > 0 && 3 * discuss >= entitled ? "MEETING" : 2 * present <= entitled ? "NO_QUORUM"
                                    : approve > reject ? "APPROVED" : approve < reject ? "REJECTED" : "TIE";
                            List<Map<String, Object>> rows = engine.evaluateDecision(decision, Map.of("entitled", entitled, "present", present,
                                    "approve", approve, "reject", reject, "discuss", discuss)).getResultList();
                            assertThat(rows).hasSize(1);
                            assertThat(rows.get(0).get("outcome"))
                                    .as("%d of %d, %d : %d, %d to discuss", present, entitled, approve, reject, discuss).isEqualTo(expected);
                            met.addAll(fired);
                        }
                    }
                }
            }
        }
        assertThat(met).containsExactlyInAnyOrder("to-meeting", "no-quorum", "more-approve", "more-reject", "equal");
    }

    @Test
    void feesAreThoseOfTheCharts() {
        for (int p = 0; p < 5; p++) {
            for (int g = 0; g < 5; g++) {
                for (long population : edges(POPULATION_FROM, p)) {
                    for (double gdp : gdpEdges(g)) {
                        assertThat(fee("FULL", population, gdp, null)).as("%d at %s", population, gdp).isEqualTo(FULL[p][g]);
                        assertThat(fired).containsExactly("full-p%d-g%d".formatted(p + 1, g + 1));
                    }
                }
            }
        }
        for (int band = 0; band < 5; band++) {
            for (double gdp : gdpEdges(band)) {
                assertThat(fee("FRIENDSHIP", null, gdp, null)).isEqualTo(FRIENDSHIP[band]);
                assertThat(fired).containsExactly("friendship-g" + (band + 1));
            }
            for (long employees : edges(EMPLOYEES_FROM, band)) {
                assertThat(fee("CORPORATE", null, null, employees)).isEqualTo(CORPORATE[band]);
                assertThat(fired).containsExactly("corporate-e" + (band + 1));
            }
        }
    }

    @Test
    void feesRiseInEveryRowAndColumn() {
        for (int p = 0; p < 5; p++) {
            for (int g = 0; g < 5; g++) {
                int here = fee("FULL", POPULATION_FROM[p], (double) GDP_FROM[g], null);
                if (g > 0) {
                    assertThat(here).isGreaterThan(fee("FULL", POPULATION_FROM[p], (double) GDP_FROM[g - 1], null));
                }
                if (p > 0) {
                    assertThat(here).isGreaterThan(fee("FULL", POPULATION_FROM[p - 1], (double) GDP_FROM[g], null));
                }
            }
        }
        for (int band = 1; band < 5; band++) {
            assertThat(fee("FRIENDSHIP", null, (double) GDP_FROM[band], null))
                    .isGreaterThan(fee("FRIENDSHIP", null, (double) GDP_FROM[band - 1], null));
            assertThat(fee("CORPORATE", null, null, EMPLOYEES_FROM[band]))
                    .isGreaterThan(fee("CORPORATE", null, null, EMPLOYEES_FROM[band - 1]));
        }
    }

    /** Pages read bands from the entries, so these are written in three ways only. */
    @Test
    void bandsOfTheFeeChartsAreWrittenInOneWay() {
        new Table("membership-fee.dmn", "membership-fee").table().getRules().forEach(rule ->
                rule.getInputEntries().stream().skip(1).forEach(entry ->
                        assertThat(entry.getText().getTextContent()).matches("-|< \\d+|\\[\\d+\\.\\.\\d+\\)|>= \\d+")));
    }

    @Test
    void fiveReferralsExemptAFriendshipMemberOnly() {
        DmnDecision decision = engine.parseDecision("fee-exemption", new Table("fee-exemption.dmn", "fee-exemption").model());
        for (String category : List.of("FULL", "FRIENDSHIP", "CORPORATE")) {
            for (int referrals = 0; referrals < 12; referrals++) {
                DmnDecisionRuleResult row = engine.evaluateDecisionTable(decision,
                        Map.<String, Object>of("category", category, "confirmedReferrals", referrals)).getSingleResult();
                assertThat(row.get("exempt")).isEqualTo(category.equals("FRIENDSHIP") && referrals >= 5);
            }
        }
    }

    @Test
    void eligibilityAdvisesAsThePageSays() {
        assertThat(eligible("FULL", "CITY", false, "MAYOR", false)).isEqualTo("ELIGIBLE");
        assertThat(eligible("FULL", "PROVINCE", false, "AUTHORISED_REPRESENTATIVE", true)).isEqualTo("ELIGIBLE");
        assertThat(eligible("FULL", "CITY", false, "AUTHORISED_REPRESENTATIVE", false)).isEqualTo("CHECK");
        assertThat(eligible("FULL", "MINISTRY", true, "MAYOR", false)).isEqualTo("INELIGIBLE");
        assertThat(eligible("FRIENDSHIP", "AGENCY", true, "PRESIDENT", false)).isEqualTo("ELIGIBLE");
        assertThat(eligible("FRIENDSHIP", "COMPANY", true, "PRESIDENT", false)).isEqualTo("INELIGIBLE");
        assertThat(eligible("CORPORATE", "COMPANY", true, "CHIEF_EXECUTIVE", false)).isEqualTo("ELIGIBLE");
        assertThat(eligible("CORPORATE", "COMPANY", false, "CHIEF_EXECUTIVE", false)).isEqualTo("INELIGIBLE");
    }

    private Object eligible(String category, String kind, boolean digital, String capacity, boolean letter) {
        DmnDecision decision = engine.parseDecision("eligibility", new Table("eligibility.dmn", "eligibility").model());
        return engine.evaluateDecisionTable(decision, Map.<String, Object>of("category", category, "kind", kind, "digital", digital,
                "alreadyMember", false, "signedForm", true, "capacity", capacity, "authorityLetter", letter))
                .getSingleResult().get("verdict");
    }

    private DmnDecision feeTable;

    private int fee(String category, Long population, Double gdp, Long employees) {
        if (feeTable == null) {
            feeTable = engine.parseDecision("membership-fee", new Table("membership-fee.dmn", "membership-fee").model());
        }
        Map<String, Object> question = new HashMap<>();
        question.put("category", category);
        question.put("population", population);
        question.put("gdpPerCapita", gdp);
        question.put("employees", employees);
        return (Integer) engine.evaluateDecisionTable(feeTable, question).getSingleResult().get("amount");
    }

    private static List<Long> edges(long[] from, int band) {
        return band + 1 < from.length ? List.of(Math.max(1, from[band]), from[band + 1] - 1) : List.of(from[band], 10 * from[band]);
    }

    private static List<Double> gdpEdges(int band) {
        return band + 1 < GDP_FROM.length ? List.of((double) GDP_FROM[band], GDP_FROM[band + 1] - 0.001)
                : List.of((double) GDP_FROM[band], 200_000.5);
    }

    private static List<Object> values(Input input, DecisionTable table, int column) {
        String type = input.getInputExpression().getTypeRef();
        if (type.equals("boolean")) {
            return List.of(true, false);
        }
        if (type.equals("string")) {
            Set<Object> texts = new LinkedHashSet<>();
            Matcher matcher = TEXT.matcher(input.getInputValues().getText().getTextContent());
            while (matcher.find()) {
                texts.add(matcher.group(1));
            }
            return List.copyOf(texts);
        }
        Set<Object> numbers = new LinkedHashSet<>(List.of(number(type, 0), number(type, 2_000_000_000)));
        for (Rule rule : table.getRules()) {
            Matcher matcher = NUMBER.matcher(new ArrayList<>(rule.getInputEntries()).get(column).getText().getTextContent());
            while (matcher.find()) {
                double bound = Double.parseDouble(matcher.group());
                double step = type.equals("double") ? 0.001 : 1;
                List.of(bound - step, bound).forEach(value -> numbers.add(number(type, value)));
            }
        }
        return List.copyOf(numbers);
    }

    private static Object number(String type, double value) {
        return switch (type) {
            case "integer" -> (int) value;
            case "long" -> (long) value;
            default -> value;
        };
    }

    private static List<Map<String, Object>> product(Map<String, List<Object>> space) {
        List<Map<String, Object>> points = List.of(Map.of());
        for (Map.Entry<String, List<Object>> axis : space.entrySet()) {
            List<Map<String, Object>> wider = new ArrayList<>();
            for (Map<String, Object> point : points) {
                for (Object value : axis.getValue()) {
                    Map<String, Object> next = new HashMap<>(point);
                    next.put(axis.getKey(), value);
                    wider.add(next);
                }
            }
            points = wider;
        }
        return points;
    }
}
