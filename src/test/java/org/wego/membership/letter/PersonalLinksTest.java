package org.wego.membership.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.env.MockEnvironment;
import org.wego.membership.HouseTest;

@HouseTest
class PersonalLinksTest {

    @Autowired
    private HikariDataSource house;

    private LetterGround ground;

    @BeforeEach
    void open() {
        ground = new LetterGround(house);
    }

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void theSameSubjectHasTheSameLink() {
        var first = issue("vote", "EC-2026-001/7");
        assertThat(issue("vote", "EC-2026-001/7")).isEqualTo(first);
        assertThat(ground.links.url(first, "/vote#{token}")).startsWith("https://wego.example/vote#");
        assertThat(ground.links.url(first, "/status")).matches("https://wego.example/status/[A-Za-z0-9_-]{43}");
    }

    @Test
    void tokenAndCodeOpenOnlyTheirPurpose() {
        var handle = issue("vote", "EC-2026-001/7");
        var opened = ground.links.open("vote", token(handle)).orElseThrow();
        assertThat(opened.subject()).isEqualTo("EC-2026-001/7");
        assertThat(opened.current()).isTrue();
        assertThat(ground.links.open("application", token(handle))).isEmpty();
        assertThat(ground.links.byCode("application", ground.links.code(handle))).isEmpty();
        assertThat(ground.links.open("vote", token(handle) + "A")).isEmpty();
        assertThat(ground.links.open("vote", null)).isEmpty();
        assertThat(ground.links.open("vote", "")).isEmpty();
        assertThat(ground.links.byCode("vote", "")).isEmpty();
        assertThat(ground.links.byCode("vote", null)).isEmpty();
    }

    @Test
    void aCodeIsForgivingToWhoTypesIt() {
        var handle = issue("vote", "EC-2026-002/1");
        var code = ground.links.code(handle);
        assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}");
        assertThat(ground.links.byCode("vote", " " + code.toLowerCase().replace("-", " ").replace('0', 'o').replace('1', 'l') + "\n")).isPresent();
        var wrong = (code.startsWith("A") ? "B" : "A") + code.substring(1);
        assertThat(ground.links.byCode("vote", wrong)).isEmpty();
    }

    /** Eleven signs of 32 are 55 bits; here that they are all used, evenly enough, and none repeats. */
    @Test
    void codesHaveTheBitsTheyClaim() {
        var codes = new HashSet<String>();
        var tokens = new HashSet<String>();
        var counts = new int[11][128];
        for (int i = 0; i < 2_000; i++) {
            var handle = new PersonalLinks.Handle(java.util.UUID.randomUUID(), "vote", "x", 1);
            var code = ground.links.code(handle).replace("-", "");
            codes.add(code);
            tokens.add(token(handle));
            for (int place = 0; place < 11; place++) {
                counts[place][code.charAt(place)]++;
            }
        }
        assertThat(codes).hasSize(2_000);
        assertThat(tokens).hasSize(2_000);
        for (var place : counts) {
            assertThat(java.util.Arrays.stream(place).filter(count -> count > 0).count()).isEqualTo(32);
            assertThat(java.util.Arrays.stream(place).max().getAsInt()).isLessThan(130);
        }
        assertThat(Base64.getUrlDecoder().decode(tokens.iterator().next())).hasSize(32);
    }

    @Test
    void whatWasReplacedIsKnownAndOpensNothing() {
        var first = issue("application", "WEGO-2026-0005");
        ground.clock.now = ground.clock.now.plus(Duration.ofDays(1));
        var second = ground.transactions.execute(status -> ground.links.reissue("application", "WEGO-2026-0005"));
        assertThat(second.generation()).isEqualTo(2);
        assertThat(ground.links.open("application", token(second)).orElseThrow().current()).isTrue();
        var old = ground.links.open("application", token(first)).orElseThrow();
        assertThat(old.current()).isFalse();
        assertThat(old.replacedAt()).isEqualTo(ground.clock.now);
        assertThat(ground.links.byCode("application", ground.links.code(first)).orElseThrow().current()).isFalse();
        assertThat(issue("application", "WEGO-2026-0005")).isEqualTo(second);
    }

    @Test
    void anotherKeyIsNoticed() {
        assertThat(ground.links.fitTheKey()).isTrue();
        issue("vote", "EC-2026-009/1");
        assertThat(ground.links.fitTheKey()).isTrue();
        assertThat(new PersonalLinks(ground.jdbc, ground.clock, new LinkKey("another key, also long enough to be one"), "https://wego.example").fitTheKey()).isFalse();
    }

    /** Else a letter to a mistyped address, still waiting, would carry the link that replaced it. */
    @Test
    void aLetterKeepsTheGenerationItWasPostedWithAndAResentOneTakesThePresent() throws Exception {
        var first = issue("application", "WEGO-2026-0006");
        ground.post(Letter.of(LetterGround.HELLO, "g/1").to("a@suwon.example").word("applicant", "S").word("day", "Monday").link(first, "/status").build());
        var second = ground.transactions.execute(status -> ground.links.reissue("application", "WEGO-2026-0006"));
        var id = ground.desk.list(null, null, 0, 1).get(0).id();
        ground.transactions.<Long>execute(status -> ground.desk.resend(id, "b@suwon.example"));
        try (var smtp = new SmtpStub()) {
            assertThat(ground.worker(smtp.port()).sendDue()).isEqualTo(2);
            assertThat(smtp.messages.get(0)).contains(ground.links.code(first)).doesNotContain(ground.links.code(second));
            assertThat(smtp.messages.get(1)).contains(ground.links.code(second)).doesNotContain(ground.links.code(first));
        }
    }

    @Test
    void theKeyIsMadeOnceForItsOwnerAndDemandedInProduction(@TempDir Path folder) throws Exception {
        var environment = new MockEnvironment();
        var made = new LinkKey("", folder.resolve("data"), environment);
        assertThat(new LinkKey("", folder.resolve("data"), environment).sign("x")).isEqualTo(made.sign("x"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("data/link.key"))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        environment.setActiveProfiles("production");
        assertThatThrownBy(() -> new LinkKey(" ", folder, environment)).hasMessageContaining("wego.link-key");
        assertThatThrownBy(() -> new LinkKey("short", folder, environment)).hasMessageContaining("too short");
    }

    private PersonalLinks.Handle issue(String purpose, String subject) {
        return ground.transactions.execute(status -> ground.links.issue(purpose, subject));
    }

    private String token(PersonalLinks.Handle handle) {
        var url = ground.links.url(handle, "/x/{token}");
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
