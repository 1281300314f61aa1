package org.wego.membership.letter;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.FormToken.formToken;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;

@HouseTest
class LettersPageTest {

    @Autowired
    private WebApplicationContext context;
    @Autowired
    private JdbcClient jdbc;

    private MockMvc web;

    @BeforeEach
    void open() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    @Test
    void showsWhatBecameOfTheLettersOfACase() throws Exception {
        var about = "WEGO-LETTERS-" + UUID.randomUUID();
        // Written straight into the table, so that no worker of another test sends them
        letter(about, "SENT", "kim@suwon.example", null, "{}");
        letter(about, "REFUSED", "lee@suwon.example", "550 5.1.1 <b>No such mailbox</b>", "{lee@suwon.example}");
        var page = web.perform(get("/office/letters").param("about", about).with(user("secretariat").roles("secretariat")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("kim@suwon.example")))
                .andExpect(content().string(containsString("550 5.1.1 &lt;b&gt;No such mailbox")))
                .andReturn().getResponse().getContentAsString();
        Files.writeString(Path.of("target", "letters-page.html"), page);
        web.perform(get("/office/letters").param("about", about).param("state", "REFUSED").with(user("secretariat").roles("secretariat")))
                .andExpect(content().string(containsString("lee@suwon.example")))
                .andExpect(content().string(not(containsString("kim@suwon.example"))));
        web.perform(get("/office/letters").param("about", "nothing").param("from", "-3").param("state", "odd").with(user("secretariat").roles("secretariat")))
                .andExpect(status().isOk()).andExpect(content().string(containsString("No letters here")));
    }

    @Test
    void aRefusedLetterOfAnEndedCaseIsSentAgainToAnotherAddress() throws Exception {
        var about = "WEGO-LETTERS-" + UUID.randomUUID();
        letter(about, "REFUSED", "lee@suwon.example", "550 No such mailbox", "{lee@suwon.example}");
        letter(about, "SENT", "kim@suwon.example", null, "{}");
        long refused = id(about, "REFUSED");
        web.perform(get("/office/letters/" + refused).with(user("owner").roles("owners"))).andExpect(status().isOk())
                .andExpect(content().string(containsString("Send the letter again")));
        web.perform(post("/office/letters/" + refused).param("email", "new@suwon.example").with(user("owner").roles("owners")).with(formToken()))
                .andExpect(status().isForbidden());
        web.perform(post("/office/letters/" + refused).param("email", "no address").with(user("secretariat").roles("secretariat")).with(formToken()))
                .andExpect(content().string(containsString("Give one e-mail address"))).andExpect(content().string(containsString("no address")));
        web.perform(post("/office/letters/" + id(about, "SENT")).param("email", "new@suwon.example")
                .with(user("secretariat").roles("secretariat")).with(formToken())).andExpect(status().isUnprocessableEntity());
        for (int click = 0; click < 2; click++) {
            web.perform(post("/office/letters/" + refused).param("email", "new@suwon.example").with(user("secretariat").roles("secretariat"))
                    .with(formToken())).andExpect(status().is3xxRedirection());
        }
        org.assertj.core.api.Assertions.assertThat(jdbc.sql("select count(*) from letter where about = ? and recipients = array['new@suwon.example']")
                .param(about).query(Integer.class).single()).isEqualTo(1);
        jdbc.sql("delete from letter where about = ?").param(about).update();
        web.perform(get("/office/letters/" + refused).with(user("owner").roles("owners"))).andExpect(status().isNotFound());
    }

    private long id(String about, String state) {
        return jdbc.sql("select id from letter where about = ? and state = ?").params(about, state).query(Long.class).single();
    }

    @Test
    void isForStaffOnly() throws Exception {
        web.perform(get("/office/letters")).andExpect(status().is3xxRedirection());
    }

    private void letter(String about, String state, String to, String error, String refused) {
        jdbc.sql("insert into letter (natural_key, kind, about, recipients, content, message_id, state, posted_at, not_before, sent_at, last_error, refused)"
                        + " values (?, 'EXAMPLE', ?, array[?], '{}', '<x@y>', ?, '2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z', '2026-11-23T00:00:01Z', ?, cast(? as text[]))")
                .params(java.util.Arrays.asList(about + "/" + state, about, to, state, error, refused)).update();
    }
}
