package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** The layout's own names hide a page's: a page that reads one of them prints its source. */
class LayoutNamesTest {

    @Test
    void noPageReadsANameThatTheLayoutTakes() throws IOException {
        try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
            List<Path> pages = templates.filter(path -> path.toString().endsWith(".html") && !path.getFileName().toString().equals("layout.html"))
                    .filter(path -> text(path).matches("(?s).*\\$\\{(title|main)\\b.*")).toList();
            assertThat(pages).isEmpty();
        }
    }

    /** A piece is taken by its name, and so is every element that is called the same: a page would show both. */
    @Test
    void noPieceIsCalledLikeAnElementThatStandsOutsideOfIt() throws IOException {
        try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
            for (Path path : templates.filter(each -> each.toString().endsWith(".html")).toList()) {
                Document template = Jsoup.parse(text(path), "", Parser.xmlParser());
                for (Element piece : template.getElementsByAttribute("th:fragment")) {
                    String name = piece.attr("th:fragment").replaceFirst("\\(.*", "").strip();
                    assertThat(template.getElementsByTag(name)).as("%s: %s", path, name)
                            .allMatch(element -> element == piece || element.parents().contains(piece));
                }
            }
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
