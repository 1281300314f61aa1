package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.FormToken.formToken;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.Traces;
import org.wego.membership.demo.Quiet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What is held on a person who applied, was accepted and wrote letters: all of it, for those who may ask. */
@HouseTest
class PersonsPageTest {

    @Autowired
    WebApplicationContext context;
    @Autowired
    Applications applications;
    @Autowired
    TaskService tasks;
    @Autowired
    Quiet quiet;
    @Autowired
    ObjectMapper json;
    @Autowired
    JdbcClient jdbc;

    private MockMvc web;
    private String name;
    private String email;

    @BeforeEach
    void open() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        String own = Long.toString(System.nanoTime(), 36);
        name = "Íñigo O’Neill " + own;
        email = "inigo." + own + "@bilbao.example";
    }

    @Test
    void tellsAllThatIsHeldAndNothingOfOthers() throws Exception {
        String reference = accepted();
        JsonNode held = json.readTree(web.perform(asked("lead", "secretariat-lead", "take")).andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString("attachment"))).andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Security-Policy", containsString("sandbox")))
                .andReturn().getResponse().getContentAsString());
        Set<String> told = new LinkedHashSet<>();
        held.path("tables").forEach(table -> told.add(table.path("table").asText()));
        assertThat(told).as("no table that holds it is left out").containsAll(Traces.of(jdbc, name, email).keySet())
                .contains("application_version", "letter", "contact", "act_ge_bytearray", "document");
        assertThat(held.path("person").path("email").asText()).isEqualTo(email);
        JsonNode written = table(held, "application_version");
        assertThat(written.path("rows").get(0).path("about").path("reference").asText()).isEqualTo(reference);
        assertThat(written.path("rows").get(0).path("places").path("form.contact.name").asText()).isEqualTo(name);
        assertThat(written.path("rows").get(0).path("places").path("form.contact.phone").asText()).isEqualTo("+82 31 228 2114");
        assertThat(written.toString()).as("the mayor and the treasury are other people").doesNotContain("Lee Jae-jun", "treasury@suwon.example");
        assertThat(table(held, "document").toString()).contains("signed.pdf");
        assertThat(held.toString()).doesNotContain("token_hash");
    }

    /** What is kept in ways of its own: long comments, quoted names, files of what is still being written, other ways of writing. */
    @Test
    void findsWhatStandsInOutOfTheWayPlaces() throws Exception {
        String own = Long.toString(System.nanoTime(), 36);
        name = "Roberta \"Bobbie\" O'Hara-" + own;
        email = "";
        Map<String, String> answers = Writing.city(Writing.name("Quoted"));
        answers.put("contact.name", name);
        String reference = applications.submit(Writing.answers(answers), Writing.signed(), Applications.Sender.PAGE, null);
        applications.confirm(reference);
        quiet.drain();
        Task review = tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("reviewApplication").singleResult();
        tasks.createComment(review.getId(), review.getProcessInstanceId(), "x".repeat(200) + " " + name + " called");
        jdbc.sql("insert into case_note (reference, words, written_by, written_at) values (?, ?, 'secretariat', now())")
                .params(reference, "ROBERTA  “BOBBIE” O’HARA " + own.toUpperCase(java.util.Locale.ROOT) + " rang").update();
        String draft = jdbc.sql("insert into application_draft (token_hash, answers, kept_at) values (sha256(gen_random_uuid()::text::bytea), cast(? as jsonb), now() + interval '100 years') returning id::text")
                .param(json.writeValueAsString(Map.of("contact.name", new String[] {name}))).query(String.class).single();
        jdbc.sql("insert into application_draft_file (draft, part, name, content) values (cast(? as uuid), 'SIGNED_FORM', ?, 'x'::bytea)").params(draft, "half-" + own + ".pdf").update();
        JsonNode held = json.readTree(web.perform(asked("lead", "secretariat-lead", "take")).andExpect(status().isOk()).andReturn().getResponse().getContentAsString());
        assertThat(table(held, "application_version").path("rows").get(0).path("places").path("form.contact.name").asText()).isEqualTo(name);
        assertThat(table(held, "act_hi_comment").path("rows").get(0).path("places").path("full_msg_").asText()).contains(name);
        assertThat(table(held, "application_draft_file").toString()).contains("half-" + own + ".pdf");
        assertThat(table(held, "case_note").toString()).as("with other quotes, spaces and capitals").contains("rang");
        assertThat(table(held, "document").path("rows").get(0).path("about").path("reference").asText()).as("where the file hangs").isEqualTo(reference);
        assertThat(held.path("note").asText()).contains("neither searched");
    }

    /** Nothing is left out without a word: the page shows some, the file has all, and both say how many there are. */
    @Test
    void saysHowManyThereAreWhereItShowsSome() throws Exception {
        String reference = accepted();
        jdbc.sql("insert into case_note (reference, words, written_by, written_at) select ?, ? || ' ' || n, 'secretariat', now() from generate_series(1, 700) n")
                .params(reference, name).update();
        web.perform(asked("lead", "secretariat-lead", "show")).andExpect(status().isOk()).andExpect(content().string(containsString("The first 100 of 700 are shown here")));
        JsonNode held = json.readTree(web.perform(asked("lead", "secretariat-lead", "take")).andReturn().getResponse().getContentAsString());
        assertThat(table(held, "case_note").path("rows")).hasSize(700);
        assertThat(table(held, "case_note").path("all").asInt()).isEqualTo(700);
    }

    @Test
    void takesNamesOfTwoLettersWhereThoseAreWholeNames() throws Exception {
        email = "";
        name = "王伟";
        web.perform(asked("lead", "secretariat-lead", "show")).andExpect(status().isOk());
        for (String bad : new String[] {"Li", "王", "--- ---", "a\u0000bc", "turned \u202Eround"}) {
            name = bad;
            web.perform(asked("lead", "secretariat-lead", "show")).andExpect(status().isBadRequest()).andExpect(content().string(containsString("Give the whole name")));
        }
    }

    @Test
    void showsItToReadAndPutsTheQuestionDownWithoutTheName() throws Exception {
        accepted();
        int before = requests();
        web.perform(asked("admin", "camunda-admin", "show")).andExpect(status().isOk()).andExpect(content().string(containsString("Applications as they were written")))
                .andExpect(content().string(containsString("form › contact › email"))).andExpect(content().string(not(containsString("before."))));
        web.perform(asked("admin", "camunda-admin", "show")).andExpect(content().string(containsString("Asked for once before")));
        assertThat(requests()).isEqualTo(before + 2);
        assertThat(Traces.of(jdbc, name, email)).doesNotContainKey("person_request");
        assertThat(jdbc.sql("select account from person_request order by id desc limit 1").query(String.class).single()).isEqualTo("admin");
    }

    @Test
    void saysWhatIsMissingAndWhenThereIsNothing() throws Exception {
        web.perform(post("/office/persons").with(user("lead").roles("secretariat", "secretariat-lead")).with(formToken())).andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Give an e-mail address or a name")));
        web.perform(post("/office/persons").param("email", "no address").param("name", "ab").with(user("lead").roles("secretariat", "secretariat-lead")).with(formToken()))
                .andExpect(status().isBadRequest()).andExpect(content().string(containsString("Give one e-mail address")))
                .andExpect(content().string(containsString("Give the whole name"))).andExpect(content().string(containsString("value=\"no address\"")));
        web.perform(asked("lead", "secretariat-lead", "show")).andExpect(status().isOk()).andExpect(content().string(containsString("Nothing is held")));
        name = "%_\\'\"; <b>${7*7}</b>";
        email = "";
        web.perform(asked("lead", "secretariat-lead", "show")).andExpect(status().isOk()).andExpect(content().string(containsString("Nothing is held")))
                .andExpect(content().string(containsString("&lt;b&gt;${7*7}")));
    }

    @Test
    void isForTheLeadAndAdministratorsOnly() throws Exception {
        for (String role : new String[] {"secretariat", "treasurer", "owners"}) {
            web.perform(get("/office/persons").with(user("x").roles(role))).andExpect(status().isForbidden());
            web.perform(asked("x", role, "take")).andExpect(status().isForbidden());
            web.perform(get("/office").with(user("x").roles(role))).andExpect(content().string(not(containsString("/office/persons"))));
        }
        web.perform(get("/office/persons")).andExpect(status().is3xxRedirection());
        web.perform(get("/office").with(user("admin").roles("camunda-admin"))).andExpect(content().string(containsString("/office/persons")));
    }

    private String accepted() {
        Map<String, String> answers = Writing.city(Writing.name("Bilbao"));
        answers.put("contact.name", name);
        answers.put("contact.email", email);
        String reference = applications.submit(Writing.answers(answers), Writing.signed(), Applications.Sender.PAGE, null);
        applications.confirm(reference);
        quiet.drain();
        Task review = tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("reviewApplication").singleResult();
        tasks.createComment(review.getId(), review.getProcessInstanceId(), name + " called");
        tasks.complete(review.getId(), new HashMap<>(Map.of("decision", "accept")));
        quiet.drain();
        return reference;
    }

    private MockHttpServletRequestBuilder asked(String account, String role, String action) {
        return post("/office/persons").param("email", email).param("name", name).param("action", action)
                .with(user(account).roles(role.equals("secretariat-lead") ? new String[] {"secretariat", role} : new String[] {role})).with(formToken());
    }

    private int requests() {
        return jdbc.sql("select count(*) from person_request").query(Integer.class).single();
    }

    private static JsonNode table(JsonNode held, String name) {
        for (JsonNode table : held.path("tables")) {
            if (table.path("table").asText().equals(name)) {
                return table;
            }
        }
        throw new AssertionError("No table " + name + " in " + held);
    }
}
