package org.wego.membership.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Where an instance stands, where it has been, and who did which of its tasks, read from the engine. */
@Component
public class ProcessTrail {

    /**
     * A place at which an instance stands.
     *
     * @param id    in the model
     * @param since null where the engine doesn't say
     * @param task  id of the open task, null where none is open
     * @param due   of the task, may be null
     * @param by    the account that holds the task, may be null
     */
    public record Place(String id, String name, Instant since, String task, Instant due, String by) {
    }

    /**
     * The way of one instance.
     *
     * @param definition the version of the model that it runs by
     * @param endedAt    null while it runs
     * @param now        where it stands, the longest first
     * @param passed     what it has been through, by id in the model
     */
    public record Trail(String definition, Instant startedAt, Instant endedAt, List<Place> now, Set<String> passed) {
    }

    /**
     * A task that somebody did.
     *
     * @param task   its id in the model
     * @param by     the account; null where the house itself did it
     * @param values what was decided, by the form's keys; only plain values, and none where they were erased
     */
    public record Done(String task, String name, String by, Instant at, Map<String, String> values) {
    }

    /** A task that waits for somebody. */
    public record Waiting(String businessKey, String task, String id, Instant since, Instant due, String by) {
    }

    private final Processes processes;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final HistoryService history;
    private final ModelDrawings drawings;

    ProcessTrail(Processes processes, @Lazy RuntimeService runtime, @Lazy TaskService tasks, @Lazy HistoryService history, ModelDrawings drawings) {
        this.processes = processes;
        this.runtime = runtime;
        this.tasks = tasks;
        this.history = history;
        this.drawings = drawings;
    }

    /** The way of the latest instance of that process and business key; empty if there was none, or its history is gone. */
    public Optional<Trail> of(String process, String businessKey) {
        return processes.asTheHouse(() -> history.createHistoricProcessInstanceQuery().processDefinitionKey(process)
                .processInstanceBusinessKey(businessKey).orderByProcessInstanceStartTime().desc().listPage(0, 1).stream().findFirst().map(this::trail));
    }

    private Trail trail(HistoricProcessInstance instance) {
        Map<String, Instant> since = new HashMap<>();
        Set<String> passed = new LinkedHashSet<>();
        for (HistoricActivityInstance one : history.createHistoricActivityInstanceQuery().processInstanceId(instance.getId())
                .orderByHistoricActivityInstanceStartTime().asc().list()) {
            if (one.getEndTime() == null) {
                since.put(one.getActivityId(), one.getStartTime().toInstant());
            } else if (!one.isCanceled()) {
                passed.add(one.getActivityId());
            }
        }
        Map<String, String> names = drawings.of(instance.getProcessDefinitionId()).shapes().stream()
                .collect(Collectors.toMap(ModelDrawing.Shape::id, ModelDrawing.Shape::name, (one, other) -> one));
        Map<String, Task> open = tasks.createTaskQuery().processInstanceId(instance.getId()).list().stream()
                .collect(Collectors.toMap(Task::getTaskDefinitionKey, task -> task, (one, other) -> one));
        List<Place> now = new ArrayList<>();
        for (String id : standing(instance)) {
            Task task = open.get(id);
            now.add(new Place(id, names.getOrDefault(id, id), since.get(id), task == null ? null : task.getId(),
                    task == null ? null : instant(task.getDueDate()), task == null ? null : task.getAssignee()));
        }
        now.sort(Comparator.comparing(Place::since, Comparator.nullsLast(Comparator.naturalOrder())));
        return new Trail(instance.getProcessDefinitionId(), instance.getStartTime().toInstant(), instant(instance.getEndTime()), List.copyOf(now), passed);
    }

    /** The leaves of the tree of activities, those too whose job hasn't begun. */
    private Set<String> standing(HistoricProcessInstance instance) {
        ActivityInstance tree = instance.getEndTime() != null ? null : runtime.getActivityInstance(instance.getId());
        Set<String> leaves = new LinkedHashSet<>();
        if (tree != null) {
            gather(tree, leaves);
        }
        return leaves;
    }

    private static void gather(ActivityInstance node, Set<String> leaves) {
        for (ActivityInstance child : node.getChildActivityInstances()) {
            if (child.getChildActivityInstances().length == 0 && child.getChildTransitionInstances().length == 0) {
                leaves.add(child.getActivityId());
            }
            gather(child, leaves);
        }
        Arrays.stream(node.getChildTransitionInstances()).forEach(child -> leaves.add(child.getActivityId()));
    }

    /** The tasks of that business key that were done, in order, whatever process they belong to. */
    public List<Done> done(String businessKey) {
        return processes.asTheHouse(() -> {
            List<HistoricTaskInstance> finished = history.createHistoricTaskInstanceQuery().processInstanceBusinessKey(businessKey).finished()
                    .taskDeleteReason("completed").orderByHistoricTaskInstanceEndTime().asc().list();
            Map<String, String> by = new HashMap<>();
            Map<String, Map<String, String>> values = new HashMap<>();
            for (String instance : finished.stream().map(HistoricTaskInstance::getProcessInstanceId).collect(Collectors.toSet())) {
                history.createUserOperationLogQuery().processInstanceId(instance).entityType(EntityTypes.TASK)
                        .operationType(UserOperationLogEntry.OPERATION_TYPE_COMPLETE).list().stream().filter(entry -> entry.getUserId() != null)
                        .forEach(entry -> by.put(entry.getTaskId(), entry.getUserId()));
                history.createHistoricDetailQuery().processInstanceId(instance).variableUpdates().disableBinaryFetching()
                        .disableCustomObjectDeserialization().orderPartiallyByOccurrence().asc().list().forEach(detail -> {
                            HistoricVariableUpdate update = (HistoricVariableUpdate) detail;
                            if (update.getActivityInstanceId() != null) {
                                keep(values.computeIfAbsent(update.getActivityInstanceId(), id -> new LinkedHashMap<>()), update);
                            }
                        });
            }
            return finished.stream().map(task -> new Done(task.getTaskDefinitionKey(), ModelDrawings.plain(task.getName()),
                    by.getOrDefault(task.getId(), task.getAssignee()), task.getEndTime().toInstant(),
                    values.getOrDefault(task.getActivityInstanceId(), Map.of()))).toList();
        });
    }

    private static void keep(Map<String, String> values, HistoricVariableUpdate update) {
        Object value = Set.of("string", "boolean", "integer", "long", "double", "null").contains(update.getTypeName()) ? update.getValue() : null;
        if (value == null || value.toString().isBlank()) {
            values.remove(update.getVariableName());
        } else {
            values.put(update.getVariableName(), value.toString());
        }
    }

    /** The open tasks of these business keys, whatever process they belong to, the earliest due first. */
    public List<Waiting> waiting(Collection<String> businessKeys) {
        if (businessKeys.isEmpty()) {
            return List.of();
        }
        return processes.asTheHouse(() -> {
            List<Task> open = tasks.createTaskQuery().processInstanceBusinessKeyIn(businessKeys.toArray(String[]::new)).list();
            if (open.isEmpty()) {
                return List.of();
            }
            Map<String, String> keys = new HashMap<>();
            runtime.createProcessInstanceQuery().processInstanceIds(open.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet())).list()
                    .forEach(instance -> keys.put(instance.getProcessInstanceId(), instance.getBusinessKey()));
            return open.stream().filter(task -> keys.get(task.getProcessInstanceId()) != null)
                    .map(task -> new Waiting(keys.get(task.getProcessInstanceId()), task.getTaskDefinitionKey(), task.getId(),
                            instant(task.getCreateTime()), instant(task.getDueDate()), task.getAssignee()))
                    .sorted(Comparator.comparing(Waiting::due, Comparator.nullsLast(Comparator.naturalOrder()))).toList();
        });
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }
}
