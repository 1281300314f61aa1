package org.wego.membership.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds {@code src/docs/letters.md} against every kind of letter and against the texts. */
class LettersTableTest {

    private static final int MOST_WORDS = 150;
    private static final Path TEXTS = Path.of("src/main/resources/messages");
    private static final Pattern BRACES = Pattern.compile("\\{[^}]*}?|}");
    private static final Pattern WHOLE_PLACEHOLDER = Pattern.compile("\\{[A-Za-z][A-Za-z0-9_]*}");

    @Test
    void theTableSaysWhatTheCodeDoes() throws IOException {
        var rows = new ArrayList<List<String>>();
        for (var line : Files.readAllLines(Path.of("src/docs/letters.md"))) {
            if (line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| Event |")) {
                rows.add(Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|")).map(cell -> cell.strip().replace("`", "")).toList());
            }
        }
        var wanted = kinds().stream().map(kind -> List.of(kind.row().event(), kind.row().recipient(), kind.name(), kind.row().naturalKey())).toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void everyNameIsOneKindOnly() {
        assertThat(kinds().stream().map(LetterKind::name)).doesNotHaveDuplicates();
        assertThat(kinds()).allSatisfy(kind -> {
            assertThat(kind.name()).matches("[A-Z][A-Z_]+");
            assertThat(kind.row().naturalKey()).as("natural key of %s", kind.name()).isNotBlank();
        });
    }

    @Test
    void everyKindHasItsTextsAndEveryTextItsKind() throws IOException {
        var texts = texts();
        var names = new TreeSet<>(kinds().stream().map(LetterKind::name).toList());
        var described = new TreeSet<String>();
        for (var key : texts.keySet()) {
            var part = key.split("\\.");
            if (part.length == 3 && part[0].equals("letter") && List.of("subject", "body", "button").contains(part[2])
                    && part[1].equals(part[1].toUpperCase())) {
                described.add(part[1]);
            }
        }
        assertThat(described).isEqualTo(names);
        for (var name : names) {
            assertThat(texts).as(name).containsKeys("letter." + name + ".subject", "letter." + name + ".body");
        }
    }

    @Test
    void everyTextIsShortAndItsPlaceholdersWhole() throws IOException {
        var texts = texts();
        for (var kind : kinds()) {
            var subject = texts.get("letter." + kind.name() + ".subject");
            var body = texts.get("letter." + kind.name() + ".body");
            assertThat(subject).as(kind.name()).doesNotContain("\n").hasSizeLessThanOrEqualTo(120);
            assertThat(words(body)).as("words of %s", kind.name()).isLessThanOrEqualTo(MOST_WORDS);
            assertThat(body.strip()).as("%s says first what to do", kind.name()).doesNotStartWith("[").doesNotStartWith("Dear ");
            for (var text : List.of(subject, body)) {
                assertThat(BRACES.matcher(text).results().map(found -> found.group()).filter(braces -> !WHOLE_PLACEHOLDER.matcher(braces).matches()))
                        .as("placeholders of %s", kind.name()).isEmpty();
                assertThat(text).as("%s has no MessageFormat quotes", kind.name()).doesNotContain("''");
            }
            for (var paragraph : body.split("\\n[ \\t]*\\n\\s*")) {
                assertThat(paragraph.strip().matches("\\[\\w+]") ? List.of("[facts]", "[button]", "[code]").contains(paragraph.strip()) : true)
                        .as("%s: %s", kind.name(), paragraph).isTrue();
            }
        }
    }

    private static long words(String body) {
        return Arrays.stream(body.replaceAll("\\[(facts|button|code)]", " ").strip().split("\\s+")).filter(word -> word.chars().anyMatch(Character::isLetterOrDigit)).count();
    }

    private static List<LetterKind> kinds() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.wego.membership").stream()
                .filter(JavaClass::isEnum).filter(type -> type.isAssignableTo(LetterKind.class)).map(JavaClass::reflect)
                .flatMap(type -> Arrays.stream(type.getEnumConstants())).map(LetterKind.class::cast).toList();
    }

    private static Map<String, String> texts() throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(TEXTS, "letters*.properties")) {
            for (var file : files) {
                var properties = new Properties();
                try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    properties.load(in);
                }
                properties.forEach((key, text) -> assertThat(texts.put(key.toString(), text.toString())).as("%s stands twice", key).isNull());
            }
        }
        return texts;
    }
}
