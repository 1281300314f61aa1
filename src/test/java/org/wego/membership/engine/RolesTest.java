package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;

/** {@code src/docs/roles.md} and the engine say the same. */
@HouseTest
class RolesTest {

    private static final List<String> GROUPS = List.of("secretariat", "treasurer", "owners");

    @Autowired
    AuthorizationService authorizations;
    @Autowired
    IdentityService identity;
    @Autowired
    StaffRights rights;

    @Test
    void theMatrixInTheHandbookIsWhatTheEngineGrants() throws IOException {
        Set<String> written = Files.readAllLines(Path.of("src/docs/roles.md")).stream()
                .filter(line -> GROUPS.stream().anyMatch(group -> line.startsWith("| " + group + " |")))
                .map(String::strip).collect(Collectors.toCollection(TreeSet::new));
        assertThat(granted()).isEqualTo(written);
    }

    @Test
    void makingTheRightsAgainChangesNothing() {
        Set<String> before = granted();
        long count = authorizations.createAuthorizationQuery().count();
        rights.make();
        assertThat(granted()).isEqualTo(before);
        assertThat(authorizations.createAuthorizationQuery().count()).isEqualTo(count);
    }

    @Test
    void nobodyButAdministratorsMayMakeAFilter() {
        for (String group : GROUPS) {
            assertThat(authorizations.isUserAuthorized(null, List.of(group), Permissions.CREATE, Resources.FILTER)).as(group).isFalse();
        }
        assertThat(authorizations.isUserAuthorized(null, List.of("camunda-admin"), Permissions.CREATE, Resources.FILTER)).isTrue();
    }

    @Test
    void ownersNeitherModifyNorDelete() {
        for (Permission permission : List.of(Permissions.UPDATE, Permissions.DELETE)) {
            assertThat(authorizations.isUserAuthorized(null, List.of("owners"), permission, Resources.PROCESS_INSTANCE)).isFalse();
        }
        for (Permission permission : List.of(Permissions.UPDATE_INSTANCE, Permissions.DELETE_INSTANCE,
                ProcessDefinitionPermissions.SUSPEND_INSTANCE, Permissions.DELETE_HISTORY)) {
            assertThat(authorizations.isUserAuthorized(null, List.of("owners"), permission, Resources.PROCESS_DEFINITION)).isFalse();
        }
    }

    private Set<String> granted() {
        return authorizations.createAuthorizationQuery().groupIdIn(GROUPS.toArray(String[]::new)).list().stream()
                .filter(authorization -> authorization.getResourceType() != Resources.FILTER.resourceType()
                        && authorization.getResourceType() != Resources.TASK.resourceType()
                        && authorization.getResourceType() != Resources.GROUP.resourceType())
                .map(RolesTest::row).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String row(Authorization authorization) {
        Resources resource = Arrays.stream(Resources.values())
                .filter(candidate -> candidate.resourceType() == authorization.getResourceType()).findFirst().orElseThrow();
        Stream<? extends Permission> possible = switch (resource) {
            case PROCESS_DEFINITION -> Arrays.stream(ProcessDefinitionPermissions.values());
            case PROCESS_INSTANCE -> Arrays.stream(ProcessInstancePermissions.values());
            default -> Arrays.stream(Permissions.values());
        };
        Permission[] all = possible.filter(permission -> !Set.of("NONE", "ALL").contains(permission.getName())).toArray(Permission[]::new);
        String permissions = Arrays.stream(authorization.getPermissions(all)).map(Permission::getName).distinct().sorted()
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s |".formatted(authorization.getGroupId(), resource.name(), authorization.getResourceId(), permissions);
    }
}
