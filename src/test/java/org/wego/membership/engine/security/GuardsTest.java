package org.wego.membership.engine.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {

    @ParameterizedTest
    @ValueSource(strings = {"${currentUser()}", "#{currentUserGroups()}", "${ now() }", "${dateTime()}",
        "${dateTime().plusDays(2)}", "${dateTime().minusMonths(1).withTimeAtStartOfDay().toDate()}",
        "${dateTime().withTime(0, 0, 0, 0)}", "${dateTime().dayOfMonth().withMaximumValue()}"})
    void takesWhatTasklistDocuments(String expression) {
        assertThat(GuardedExpressions.documented(expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${systemProperties.put('a','b')}", "${''.getClass()}", "${now().getClass()}",
        "${dateTime().getClass().forName('java.lang.Runtime')}", "${dateTime().plusDays(x.y())}", "${dateTime()[toDate]}",
        "${currentUser()}${systemProperties}", "${currentUser().concat(systemProperties)}", "${now()", "${1 + 1}",
        "${dateTime().toString(environment)}", "${dateTime().plus(environment)}"})
    void refusesAllElse(String expression) {
        assertThat(GuardedExpressions.documented(expression)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/camunda/api/admin/setup/default/user/create", "/camunda/api/admin//setup/default/user/create",
        "//camunda//api///admin/setup/x", "/camunda/api/admin;a=b/setup;c/default", "/camunda/api/%61dmin/set%75p/default",
        "/camunda/api/%2561dmin/setup/default", "/camunda/api/admin/./setup/default", "/camunda/api/cockpit/../admin/setup/default",
        "/camunda/api/admin%2Fsetup/default", "/camunda/api/admin\\setup/default", "/camunda/api/admin/SETUP/default",
        "/camunda/app/admin/default/setup/", "/camunda/api/admin/setup"})
    void knowsTheSetupHoweverItIsSpelled(String address) {
        assertThat(SetupDoor.leadsToSetup(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/camunda/api/admin/auth/user/default", "/camunda/app/admin/default/", "/setup", "/camunda/api/admin/setups"})
    void leavesTheRest(String address) {
        assertThat(SetupDoor.leadsToSetup(address)).isFalse();
    }
}
