package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of modelling.md that matter most, held on machines without Node too: how things are called, that everything
 * is drawn, where a step may fail and be tried again, and that every form, group and listener a task needs is there.
 */
class ModelRulesTest {

    private static final String RETRIES = "PT1M,PT10M,PT60M";

    /** A task's first word. A new verb is fine; it is added here by somebody who thought about it. */
    private static final Set<String> VERBS = Set.of("Admit", "Announce", "Approve", "Ask", "Assess", "Await", "Call", "Cancel", "Change", "Check",
            "Close", "Confirm", "Correct", "Decide", "Decline", "Extend", "Follow", "Hold", "Invite", "Issue", "Keep", "Lapse", "Leave", "Look", "Open", "Order", "Prepare",
            "Publish", "Queue", "Re-open", "Reach", "Record", "Release", "Remind", "Resolve", "Review", "Scan", "Send", "Settle",
            "Take", "Tally", "Withdraw", "Escalate");

    /** Past participles that do not end in "ed". */
    private static final Set<String> IRREGULAR = Set.of("begun", "broken", "found", "gone", "held", "kept", "left", "paid", "sent", "set", "taken",
            "withdrawn");

    /** What outsiders rely on: the user tasks of each process and the group that has them. */
    private static final Map<String, Map<String, String>> USER_TASKS = Map.of(
            "membership-application", Map.of("reviewApplication", "secretariat", "decideAfterVote", "secretariat",
                    "correctAddress", "secretariat"),
            "second-look", Map.of("lookAtDecision", "secretariat"), "batch-decisions", Map.of("confirmBatch", "secretariat"),
            "executive-committee-vote", Map.of("recordMeetingDecision", "secretariat", "reachSeat", "secretariat",
                    "decideReopening", "secretariat"),
            "annual-invoicing", Map.of("prepareFeeYear", "treasurer", "approveInvoicingRun", "owners"),
            "parked-member", Map.of("resolveParkedMember", "treasurer"),
            "member-invoice", Map.of("followUpArrears", "treasurer", "correctBillingAddress", "treasurer"),
            "credit-note", Map.of("approveCreditNote", "owners"),
            "fee-chart", Map.of("confirmFeeChart", "treasurer"));

    record Model(String file, BpmnModelInstance bpmn) {

        <T extends FlowElement> List<T> all(Class<T> type) {
            return bpmn.getModelElementsByType(type).stream().sorted(Comparator.comparing(FlowElement::getId)).toList();
        }

        Process process() {
            return bpmn.getModelElementsByType(Process.class).iterator().next();
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static List<Model> models() {
        return files("processes", ".bpmn").map(path -> new Model(name(path), Bpmn.readModelFromFile(path.toFile()))).toList();
    }

    @Test
    void everyModelStands() {
        assertThat(models()).extracting(Model::file).containsExactlyInAnyOrderElementsOf(USER_TASKS.keySet());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aFileHoldsOneExecutableProcessNamedLikeIt(Model model) {
        assertThat(model.bpmn().getModelElementsByType(Process.class)).hasSize(1);
        assertThat(model.process().getId()).isEqualTo(model.file());
        assertThat(model.process().isExecutable()).isTrue();
        assertThat(model.process().getCamundaHistoryTimeToLiveString()).isEqualTo("P1825D");
        assertThat(model.process().getDocumentations()).as("says what it is for").isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void tasksAreVerbAndNoun(Model model) {
        for (Task task : model.all(Task.class)) {
            String[] words = task.getName().split(" ");
            assertThat(VERBS).as("first word of \"%s\"", task.getName()).contains(words[0]);
            assertThat(words.length).as("\"%s\" names a thing too", task.getName()).isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void eventsArePastParticiples(Model model) {
        for (Event event : model.all(Event.class)) {
            assertThat(Stream.of(event.getName().split(" ")).anyMatch(word -> word.endsWith("ed") || IRREGULAR.contains(word)))
                    .as("event %s: \"%s\" says what has happened", event.getId(), event.getName()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void gatewaysThatPartWaysAskAQuestionAndEveryAnswerIsLabelled(Model model) {
        for (Gateway gateway : model.all(Gateway.class)) {
            if (gateway.getOutgoing().size() == 1 || gateway instanceof ParallelGateway) {
                assertThat(gateway.getName()).as("%s only joins, or parts into all its ways", gateway.getId()).isNull();
                continue;
            }
            assertThat(gateway.getName()).as(gateway.getId()).endsWith("?");
            if (gateway instanceof ExclusiveGateway exclusive) {
                for (SequenceFlow flow : exclusive.getOutgoing()) {
                    assertThat(flow.getName()).as(flow.getId()).isNotBlank();
                    assertThat(flow.getConditionExpression() != null || flow.equals(exclusive.getDefault()))
                            .as("%s has a condition or is the default", flow.getId()).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everythingIsDrawnWithStraightAngles(Model model) {
        Map<String, BpmnShape> shapes = new TreeMap<>();
        model.bpmn().getModelElementsByType(BpmnShape.class).forEach(shape -> shapes.put(shape.getBpmnElement().getId(), shape));
        Map<String, BpmnEdge> edges = new TreeMap<>();
        model.bpmn().getModelElementsByType(BpmnEdge.class).forEach(edge -> edges.put(edge.getBpmnElement().getId(), edge));
        for (FlowNode node : model.all(FlowNode.class)) {
            assertThat(shapes).containsKey(node.getId());
            if (!(node instanceof Activity) && node.getName() != null) {
                assertThat(shapes.get(node.getId()).getBpmnLabel()).as("label of %s has its place", node.getId()).isNotNull();
            }
        }
        for (SequenceFlow flow : model.all(SequenceFlow.class)) {
            assertThat(edges).containsKey(flow.getId());
            List<Waypoint> points = new ArrayList<>(edges.get(flow.getId()).getWaypoints());
            for (int i = 1; i < points.size(); i++) {
                assertThat(points.get(i).getX().equals(points.get(i - 1).getX()) || points.get(i).getY().equals(points.get(i - 1).getY()))
                        .as("%s runs across or down, never aslant", flow.getId()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatMayFailInTheBackgroundIsTriedAgain(Model model) {
        for (FlowNode node : model.all(FlowNode.class)) {
            boolean timer = node instanceof CatchEvent event
                    && event.getEventDefinitions().stream().anyMatch(TimerEventDefinition.class::isInstance);
            if (timer || !(node instanceof EventBasedGateway) && (node.isCamundaAsyncBefore() || node.isCamundaAsyncAfter())) {
                assertThat(one(node, CamundaFailedJobRetryTimeCycle.class)).as("%s has retries", node.getId())
                        .extracting(CamundaFailedJobRetryTimeCycle::getTextContent).isEqualTo(RETRIES);
            }
        }
    }

    /**
     * Who answers never waits for our work, and a fault after the answer is a job with retries, not a lost message. A message
     * that starts a process is none of these: the instance stands or falls with the fact that starts it, in one transaction.
     */
    @ParameterizedTest
    @MethodSource("models")
    void aSavePointStandsAfterEveryWait(Model model) {
        for (FlowNode node : model.all(FlowNode.class)) {
            boolean hears = node instanceof CatchEvent event
                    && event.getEventDefinitions().stream().anyMatch(MessageEventDefinition.class::isInstance);
            boolean waits = node instanceof UserTask || node instanceof ReceiveTask || hears;
            boolean starts = node instanceof StartEvent && node.getParentElement() instanceof org.camunda.bpm.model.bpmn.instance.Process;
            if (!waits || starts || node.isCamundaAsyncAfter() || node.isCamundaAsyncBefore() && node instanceof StartEvent) {
                continue;
            }
            for (FlowNode next : nextBeyondGateways(node, new HashSet<>())) {
                if (next instanceof ServiceTask || next instanceof BusinessRuleTask) {
                    assertThat(next.isCamundaAsyncBefore()).as("%s after %s", next.getId(), node.getId()).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyUserTaskHasItsGroupFormDueDatePriorityAndListeners(Model model) {
        Map<String, String> groups = new TreeMap<>();
        for (UserTask task : model.all(UserTask.class)) {
            String id = task.getId();
            groups.put(id, task.getCamundaCandidateGroups());
            assertThat(task.getCamundaFormRef()).as("form of %s", id).isEqualTo(id);
            assertThat(task.getCamundaFormRefBinding()).isEqualTo("deployment");
            assertThat(task.getCamundaDueDate()).isEqualTo("${deadlines.of('" + id + "')}");
            assertThat(task.getCamundaPriority()).as("priority of %s", id).matches("\\d+");
            String bean = Character.toUpperCase(id.charAt(0)) + id.substring(1);
            Map<String, String> listeners = task.getExtensionElements().getElementsQuery().filterByType(CamundaTaskListener.class).list()
                    .stream().collect(Collectors.toMap(CamundaTaskListener::getCamundaEvent, CamundaTaskListener::getCamundaDelegateExpression));
            assertThat(listeners).as("listeners of %s", id)
                    .containsAllEntriesOf(Map.of("create", "${present" + bean + "}", "complete", "${check" + bean + "}"));
            assertThat(listeners.values()).as("listeners of %s", id).containsOnly("${present" + bean + "}", "${check" + bean + "}");
            assertThat(task.getName()).as("%s says whose case it is", id).contains("${");
        }
        assertThat(groups).isEqualTo(new TreeMap<>(USER_TASKS.get(model.file())));
    }

    /** What a form gives back is local to its task and empty at first: an answer to an earlier task never stands in for a missing one. */
    @ParameterizedTest
    @MethodSource("models")
    void whatAFormGivesBackBeginsEmpty(Model model) throws IOException {
        for (UserTask task : model.all(UserTask.class)) {
            CamundaInputOutput mapping = one(task, CamundaInputOutput.class);
            Set<String> inputs = mapping.getCamundaInputParameters().stream().map(CamundaInputParameter::getCamundaName)
                    .collect(Collectors.toSet());
            assertThat(inputs).as("inputs of %s", task.getId()).containsAll(keys(form(task.getId()).get("components")));
        }
    }

    @Test
    void everyFormIsUsedAndEveryFormThatIsUsedStands() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Model model : models()) {
            model.all(UserTask.class).forEach(task -> used.add(task.getCamundaFormRef()));
            model.all(StartEvent.class).stream().filter(start -> start.getCamundaFormRef() != null).forEach(start -> {
                assertThat(start.getCamundaFormRefBinding()).isEqualTo("deployment");
                used.add(start.getCamundaFormRef());
            });
        }
        Set<String> standing = files("forms", "").map(Path::getFileName).map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        assertThat(standing).isEqualTo(used.stream().map(id -> id + ".form").collect(Collectors.toCollection(TreeSet::new)));
        for (String id : used) {
            JsonNode form = form(id);
            assertThat(form.get("id").asText()).isEqualTo(id);
            assertThat(form.get("executionPlatform").asText()).isEqualTo("Camunda Platform");
            assertThat(form.get("executionPlatformVersion").asText()).isEqualTo("7.24.0");
            assertThat(form.get("schemaVersion").asInt()).as("what Tasklist 7.24 (form-js 1.8) understands").isLessThanOrEqualTo(16);
            List<String> ids = form.findValuesAsText("id");
            assertThat(ids).doesNotHaveDuplicates();
        }
    }

    /** A text component may not mix a FEEL expression with a template. */
    @Test
    void textsInFormsAreTemplatesOnly() {
        files("forms", ".form").forEach(path -> form(name(path)).findParents("text").forEach(text ->
                assertThat(text.get("text").asText()).as(path.toString()).doesNotStartWith("=")));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyIdIsWrittenInOneWay(Model model) {
        model.all(FlowElement.class).forEach(element -> assertThat(element.getId()).matches("[a-z][A-Za-z0-9]*"));
        assertThat(model.all(ServiceTask.class)).allSatisfy(task ->
                assertThat(task.getCamundaDelegateExpression()).as("a delegate is called like its task").isEqualTo("${" + task.getId() + "}"));
        assertThat(model.all(EndEvent.class)).isNotEmpty();
        assertThat(model.all(SubProcess.class)).allSatisfy(sub -> assertThat(sub.getName()).isNotBlank());
        assertThat(model.all(EventBasedGateway.class)).allSatisfy(gateway -> assertThat(gateway.getOutgoing()).hasSizeGreaterThan(1));
    }

    private static Set<FlowNode> nextBeyondGateways(FlowNode from, Set<FlowNode> seen) {
        Set<FlowNode> next = new LinkedHashSet<>();
        for (SequenceFlow flow : from.getOutgoing()) {
            FlowNode target = flow.getTarget();
            if (target instanceof ExclusiveGateway && seen.add(target)) {
                next.addAll(nextBeyondGateways(target, seen));
            } else if (!(target instanceof Gateway)) {
                next.add(target);
            }
        }
        return next;
    }

    private static <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> T one(FlowNode node, Class<T> type) {
        Collection<T> found = node.getExtensionElements() == null ? List.of()
                : node.getExtensionElements().getElementsQuery().filterByType(type).list();
        assertThat(found).as("%s of %s", type.getSimpleName(), node.getId()).hasSize(1);
        return found.iterator().next();
    }

    private static Set<String> keys(JsonNode components) {
        Set<String> keys = new TreeSet<>();
        for (JsonNode component : components) {
            if (component.has("key")) {
                keys.add(component.get("key").asText());
            } else if (component.has("path")) {
                keys.add(component.get("path").asText());
            }
        }
        return keys;
    }

    private static JsonNode form(String id) {
        try {
            return new ObjectMapper().readTree(Path.of("forms", id + ".form").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> list = Files.list(Path.of(folder))) {
            return list.filter(path -> path.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path path) {
        String name = path.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
