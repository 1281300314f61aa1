package org.wego.membership.engine;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.json.JsonTaskQueryConverter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Who may do what in the engine: groups, their rights and their task filters, made at every start as written here
 * ({@code src/docs/roles.md} shows the same, held by a test). Tasks need no entry: a task's candidate group may read and
 * complete it, nobody else.
 */
@Component
class StaffRights {

    /** One line of the matrix: what a group may do with a resource. */
    record Right(StaffGroup group, Resource resource, String id, List<Permission> permissions) {
    }

    private static final String APPLICATIONS = "membership-application";
    private static final String SECOND_LOOK = "second-look";
    private static final String BATCHES = "batch-decisions";
    private static final String VOTES = "executive-committee-vote";
    private static final String RUNS = "annual-invoicing";
    private static final String INVOICES = "member-invoice";
    private static final String CREDITS = "credit-note";
    private static final String CHARTS = "fee-chart";
    private static final String PARKED = "parked-member";

    static final List<Right> MATRIX = matrix();

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;

    StaffRights(IdentityService identity, AuthorizationService authorizations, FilterService filters, TaskService tasks) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
    }

    private static List<Right> matrix() {
        List<Right> rights = new ArrayList<>();
        for (StaffGroup group : List.of(StaffGroup.SECRETARIAT, StaffGroup.TREASURER, StaffGroup.OWNERS)) {
            rights.add(new Right(group, Resources.APPLICATION, "tasklist", List.of(Permissions.ACCESS)));
            rights.add(new Right(group, Resources.APPLICATION, "welcome", List.of(Permissions.ACCESS)));
        }
        rights.add(new Right(StaffGroup.SECRETARIAT, Resources.PROCESS_DEFINITION, APPLICATIONS,
                List.of(Permissions.READ, Permissions.READ_INSTANCE)));
        rights.add(new Right(StaffGroup.SECRETARIAT, Resources.PROCESS_DEFINITION, SECOND_LOOK,
                List.of(Permissions.READ, Permissions.READ_INSTANCE, Permissions.CREATE_INSTANCE)));
        rights.add(new Right(StaffGroup.SECRETARIAT, Resources.PROCESS_DEFINITION, BATCHES,
                List.of(Permissions.READ, Permissions.READ_INSTANCE, Permissions.CREATE_INSTANCE)));
        rights.add(new Right(StaffGroup.SECRETARIAT, Resources.PROCESS_DEFINITION, VOTES,
                List.of(Permissions.READ, Permissions.READ_INSTANCE, Permissions.CREATE_INSTANCE)));
        rights.add(new Right(StaffGroup.SECRETARIAT, Resources.PROCESS_INSTANCE, ANY, List.of(Permissions.CREATE)));
        rights.add(new Right(StaffGroup.TREASURER, Resources.PROCESS_DEFINITION, RUNS,
                List.of(Permissions.READ, Permissions.READ_INSTANCE, Permissions.CREATE_INSTANCE)));
        rights.add(new Right(StaffGroup.TREASURER, Resources.PROCESS_DEFINITION, INVOICES,
                List.of(Permissions.READ, Permissions.READ_INSTANCE)));
        rights.add(new Right(StaffGroup.TREASURER, Resources.PROCESS_DEFINITION, CREDITS,
                List.of(Permissions.READ, Permissions.READ_INSTANCE, Permissions.CREATE_INSTANCE)));
        rights.add(new Right(StaffGroup.TREASURER, Resources.PROCESS_DEFINITION, CHARTS,
                List.of(Permissions.READ, Permissions.READ_INSTANCE)));
        rights.add(new Right(StaffGroup.TREASURER, Resources.PROCESS_DEFINITION, PARKED,
                List.of(Permissions.READ, Permissions.READ_INSTANCE)));
        rights.add(new Right(StaffGroup.TREASURER, Resources.PROCESS_INSTANCE, ANY, List.of(Permissions.CREATE)));

        // Process owners look at everything and retry what failed; they change and delete nothing
        rights.add(new Right(StaffGroup.OWNERS, Resources.APPLICATION, "cockpit", List.of(Permissions.ACCESS)));
        rights.add(new Right(StaffGroup.OWNERS, Resources.PROCESS_DEFINITION, ANY,
                List.of(Permissions.READ, Permissions.READ_INSTANCE, Permissions.READ_HISTORY,
                        ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE, ProcessDefinitionPermissions.READ_HISTORY_VARIABLE,
                        ProcessDefinitionPermissions.RETRY_JOB)));
        rights.add(new Right(StaffGroup.OWNERS, Resources.PROCESS_INSTANCE, ANY,
                List.of(Permissions.READ, ProcessInstancePermissions.RETRY_JOB)));
        rights.add(new Right(StaffGroup.OWNERS, Resources.DECISION_DEFINITION, ANY,
                List.of(Permissions.READ, Permissions.READ_HISTORY)));
        rights.add(new Right(StaffGroup.OWNERS, Resources.DEPLOYMENT, ANY, List.of(Permissions.READ)));
        return List.copyOf(rights);
    }

    /** Makes what is missing and mends what was changed; harmless at every start and on several nodes. */
    @EventListener(ApplicationStartedEvent.class)
    @Order(0)
    void make() {
        for (StaffGroup group : StaffGroup.values()) {
            if (identity.createGroupQuery().groupId(group.id()).count() == 0) {
                Group created = identity.newGroup(group.id());
                created.setName(group.title());
                created.setType("WORKFLOW");
                identity.saveGroup(created);
            }
        }
        MATRIX.forEach(this::grant);
        filter("Secretariat: open tasks", 10, tasks.createTaskQuery().taskCandidateGroup(StaffGroup.SECRETARIAT.id())
                .includeAssignedTasks().orderByDueDate().asc(), StaffGroup.SECRETARIAT);
        filter("Treasurer: open tasks", 20, tasks.createTaskQuery().taskCandidateGroup(StaffGroup.TREASURER.id())
                .includeAssignedTasks().orderByDueDate().asc(), StaffGroup.TREASURER);
        filter("Process owners: open tasks", 30, tasks.createTaskQuery().taskCandidateGroup(StaffGroup.OWNERS.id())
                .includeAssignedTasks().orderByDueDate().asc(), StaffGroup.OWNERS);
        filter("Secretariat lead: escalated", 15, tasks.createTaskQuery().taskCandidateGroup(StaffGroup.SECRETARIAT_LEAD.id())
                .includeAssignedTasks().orderByDueDate().asc(), StaffGroup.SECRETARIAT_LEAD);
        filter("Overdue", 40, tasks.createTaskQuery().dueBeforeExpression("${now()}").orderByDueDate().asc(),
                StaffGroup.SECRETARIAT, StaffGroup.TREASURER, StaffGroup.OWNERS);
        filter("Mine", 50, tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}").orderByDueDate().asc(),
                StaffGroup.SECRETARIAT, StaffGroup.TREASURER, StaffGroup.OWNERS);
    }

    private void grant(Right right) {
        Authorization authorization = authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT)
                .groupIdIn(right.group().id()).resourceType(right.resource()).resourceId(right.id()).singleResult();
        Permission[] permissions = right.permissions().toArray(Permission[]::new);
        if (authorization != null && Arrays.equals(sorted(authorization.getPermissions(allOf(right.resource()))), sorted(permissions))) {
            return;
        }
        if (authorization == null) {
            authorization = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            authorization.setGroupId(right.group().id());
            authorization.setResource(right.resource());
            authorization.setResourceId(right.id());
        }
        authorization.setPermissions(permissions);
        authorizations.saveAuthorization(authorization);
    }

    private static Permission[] allOf(Resource resource) {
        Stream<? extends Permission> all = switch ((Resources) resource) {
            case PROCESS_DEFINITION -> Arrays.stream(ProcessDefinitionPermissions.values());
            case PROCESS_INSTANCE -> Arrays.stream(ProcessInstancePermissions.values());
            case BATCH -> Arrays.stream(BatchPermissions.values());
            default -> Arrays.stream(Permissions.values());
        };
        return all.filter(permission -> !permission.getName().equals("NONE") && !permission.getName().equals("ALL"))
                .toArray(Permission[]::new);
    }

    private static String[] sorted(Permission[] permissions) {
        return Arrays.stream(permissions).map(Permission::getName).distinct().sorted().toArray(String[]::new);
    }

    private static boolean sameQuery(Filter filter, TaskQuery query) {
        JsonTaskQueryConverter written = new JsonTaskQueryConverter();
        return written.toJson((TaskQuery) filter.getQuery()).equals(written.toJson(query));
    }

    private void filter(String name, int priority, TaskQuery query, StaffGroup... readers) {
        Filter filter = filters.createFilterQuery().filterName(name).singleResult();
        if (filter == null || !sameQuery(filter, query)) {
            filter = (filter == null ? filters.newTaskFilter(name) : filter).setQuery(query);
            filter.setProperties(java.util.Map.of("priority", priority, "refresh", true, "showUndefinedVariable", false));
            filters.saveFilter(filter);
        }
        for (StaffGroup reader : readers) {
            grant(new Right(reader, Resources.FILTER, filter.getId(), List.of(Permissions.READ)));
        }
    }
}
