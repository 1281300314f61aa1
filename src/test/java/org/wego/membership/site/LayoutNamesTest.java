package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
