package org.wego.membership.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

class RendererTest {

    private final PersonalLinks links = new PersonalLinks(null, null, new LinkKey("a key for tests, long enough to be one"), "https://wego.example");
    private final Renderer renderer = renderer();

    @Test
    void textAndHtmlSayTheSame() throws Exception {
        var rendered = renderer.render("HELLO", "WEGO-2026-0123", content());
        Files.writeString(Path.of("target", "letter.html"), rendered.html(), StandardCharsets.UTF_8);
        Files.writeString(Path.of("target", "letter.txt"), rendered.text(), StandardCharsets.UTF_8);
        var html = rendered.html().replaceAll("(?s)<head>.*</head>", "").replaceAll("<[^>]+>", "\n").replace("&#39;", "'").replace("&amp;", "&").replace("&nbsp;", "");
        for (var line : rendered.text().lines().map(String::strip).filter(line -> !line.isEmpty() && !line.equals("--")).toList()) {
            for (var part : line.split(": ")) {
                assertThat(html).contains(part.replaceFirst(":$", ""));
            }
        }
        assertThat(rendered.text()).startsWith("Dear Lord Mayor O'Brien,\n\nConfirm your address by 7 December 2026, 17:00 in Seoul (08:00 UTC).")
                .contains("Applicant: Suwon 수원시", "Confirm this address:\nhttps://wego.example/status/", "Reference WEGO-2026-0123");
        assertThat(rendered.subject()).isEqualTo("Confirm the address for Suwon");
    }

    @Test
    void theHtmlIsTablesAndInlineStylesOnly() {
        var html = renderer.render("HELLO", "WEGO-2026-0123", content()).html();
        assertThat(html).doesNotContain("<style", "<img", "<script", "<link", "class=", "<div", "url(");
        assertThat(html).contains("#0B5394", "#1F7A4D", "height:4px");
    }

    @Test
    void whatATemplateForgetsIsAddedAtItsEnd() {
        var rendered = renderer.render("PLAIN", null, content());
        assertThat(rendered.text()).contains("Nothing is to be done, Suwon.", "Population: 1,190,964", "Open the page:\nhttps://wego.example/status/",
                links.code(content().link()));
        assertThat(rendered.text().indexOf("Nothing")).isLessThan(rendered.text().indexOf("Population"));
    }

    @Test
    void aPageForAnybodyHasNoCode() {
        var rendered = renderer.render("PLAIN", null, new LetterContent(null, Map.of("applicant", "Suwon"), List.of(), null, "/fees", List.of()));
        assertThat(rendered.text()).startsWith("Good day,\n\nNothing is to be done, Suwon.\n\nOpen the page:\nhttps://wego.example/fees\n\nWith kind regards,")
                .doesNotContain("type");
    }

    private static LetterContent content() {
        return new LetterContent("Lord Mayor O'Brien", Map.of("applicant", "Suwon", "day", "7 December 2026, 17:00 in Seoul (08:00 UTC)"),
                List.of(new Letter.Fact("Applicant", "Suwon 수원시"), new Letter.Fact("Reference", "WEGO-2026-0123"), new Letter.Fact("Population", "1,190,964"),
                        new Letter.Fact("Address", "241 Hyowon-ro & Paldal-gu\nSuwon")),
                new PersonalLinks.Handle(new UUID(1, 2), "application", "WEGO-2026-0123", 1), "/status/{token}", List.of());
    }

    private Renderer renderer() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/letters", "messages/letters-test");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        return new Renderer(messages, links);
    }
}
