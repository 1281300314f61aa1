package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.wego.membership.HouseTest;

/** The known holes of Camunda 7.24.0, each tried as an attacker would. */
@HouseTest
class SecurityHolesTest {

    private static final String CANARY = "wego.canary";
    /** {@code systemProperties} is a bean of every Spring context. */
    private static final String EXPLOIT = "${systemProperties.put('" + CANARY + "', 'sung')}";

    @LocalServerPort
    int port;
    @Autowired
    IdentityService identity;
    @Autowired
    FilterService filters;
    @Autowired
    TaskService tasks;

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void silence() {
        System.clearProperty(CANARY);
    }

    // CVE-2026-109432

    @Test
    void runsNoExpressionOfAnOrQuery() throws Exception {
        HttpResponse<String> answer = post("/engine-rest/task?maxResults=5",
            "{\"orQueries\":[{\"assigneeExpression\":\"" + EXPLOIT + "\"}]}", "secretariat");
        assertThat(System.getProperty(CANARY)).isNull();
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("A filter may ask for");
    }

    @Test
    void runsNoExpressionOfAStoredFilter() throws Exception {
        Filter filter = filters.newTaskFilter("canary")
            .setQuery(tasks.createTaskQuery().taskAssigneeExpression(EXPLOIT));
        filters.saveFilter(filter);
        try {
            HttpResponse<String> answer = get("/engine-rest/filter/" + filter.getId() + "/count", "admin");
            assertThat(System.getProperty(CANARY)).isNull();
            assertThat(answer.statusCode()).isEqualTo(400);
        } finally {
            filters.deleteFilter(filter.getId());
        }
    }

    @Test
    void stillRunsWhatTasklistDocuments() throws Exception {
        HttpResponse<String> answer = post("/engine-rest/task?maxResults=5",
            "{\"orQueries\":[{\"assigneeExpression\":\"${currentUser()}\",\"candidateGroupsExpression\":\"${currentUserGroups()}\"}],"
                + "\"dueBeforeExpression\":null}", "secretariat");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Filter filter = filters.newTaskFilter("due soon")
            .setQuery(tasks.createTaskQuery().dueBeforeExpression("${dateTime().plusDays(7).withTimeAtStartOfDay()}"));
        filters.saveFilter(filter);
        try {
            assertThat(get("/engine-rest/filter/" + filter.getId() + "/count", "admin").statusCode()).isEqualTo(200);
        } finally {
            filters.deleteFilter(filter.getId());
        }
    }

    // CVE-2026-77226

    @ParameterizedTest
    @ValueSource(strings = {"/camunda/api/admin/setup/default/user/create", "/camunda//api/admin/setup/default/user/create",
        "/camunda/api/admin;x=y/setup/default/user/create", "/camunda/api/admin/%73etup/default/user/create",
        "/camunda/api/admin/./setup/default/user/create", "/camunda/api/admin/setup/default/user/create/"})
    void letsNobodySetUpAnAdministrator(String address) throws Exception {
        String body = "{\"profile\":{\"id\":\"intruder\",\"firstName\":\"I\",\"lastName\":\"N\",\"email\":\"\"},"
            + "\"credentials\":{\"password\":\"intruder-1\"}}";
        int status = raw("POST", address, body);
        assertThat(status).isIn(400, 404);
        assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
    }

    @Test
    void saysThatThereIsNoSetup() throws Exception {
        assertThat(raw("POST", "/camunda/api/admin/setup/default/user/create", "{}")).isEqualTo(404);
        assertThat(raw("GET", "/camunda/app/admin/default/setup/", "")).isEqualTo(404);
    }

    // The REST interface is open by default

    @Test
    void asksForAnAccountOverRest() throws Exception {
        for (String path : new String[] {"/engine-rest/engine", "/engine-rest/task", "/engine-rest/engine/default/user",
            "/engine-rest//task", "/engine-rest/;x/task"}) {
            assertThat(raw("GET", path, "")).as(path).isIn(400, 401);
        }
        HttpResponse<String> answer = get("/engine-rest/engine", null);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(post("/engine-rest/process-definition/key/annual-invoicing/start", "{}", null).statusCode()).isEqualTo(401);
    }

    @Test
    void knowsWhoAsksOverRest() throws Exception {
        HttpResponse<String> own = get("/engine-rest/engine", "secretariat");
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(get("/engine-rest/user?maxResults=10", "admin").body()).contains("\"admin\"");
        // authorisation holds for the one who asks
        assertThat(post("/engine-rest/user/create", "{\"profile\":{\"id\":\"second\"},\"credentials\":{\"password\":\"second-1\"}}",
            "secretariat").statusCode()).isEqualTo(403);
        assertThat(identity.getCurrentAuthentication()).isNull();
    }

    private HttpResponse<String> get(String path, String account) throws Exception {
        return http.send(asked(path, account).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json, String account) throws Exception {
        return http.send(asked(path, account).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)).build(),
            BodyHandlers.ofString());
    }

    private HttpRequest.Builder asked(String path, String account) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (account != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder()
                .encodeToString((account + ":demo").getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    /** Sends the address as it is written, which a client would tidy up. */
    private int raw(String method, String address, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + address + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
            return Integer.parseInt(status.split(" ")[1]);
        }
    }
}
