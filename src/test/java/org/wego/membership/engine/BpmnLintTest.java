package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The models pass bpmnlint without a warning, and broken ones do not. Runs where Node is found and its packages can be
 * had; elsewhere it says so, and where {@code WEGO_CI} is set it fails.
 */
class BpmnLintTest {

    private static final Path SOURCE = Path.of("src", "test", "lint");
    private static final Path HOME = Path.of("target", "lint");
    private static final Path LOG = Path.of("target", "lint.log");

    record Ran(int status, String output) {
    }

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        if (found("node") == null || found("npm") == null) {
            skip("Node is not on this machine");
            return;
        }
        Files.createDirectories(HOME);
        for (String file : List.of("package.json", "package-lock.json", ".bpmnlintrc")) {
            Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(linter())) {
            Ran ran = run(List.of(found("npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1", "--fetch-timeout=30000"));
            if (ran.status() != 0) {
                skip("its packages could not be installed (" + LOG + ")");
            }
        }
    }

    @Test
    void theModelsPassWithoutAWarning() throws IOException, InterruptedException {
        Ran ran = lint(models("processes"));
        assertThat(ran.status()).as(ran.output()).isZero();
        // .ci/run looks for it
        Files.writeString(Path.of("target", "lint-ran"), ran.output());
    }

    static List<Path> probes() throws IOException {
        return models(SOURCE.resolve("broken").toString());
    }

    /** Each probe is broken in the way of the rule that it is named after. */
    @ParameterizedTest
    @MethodSource("probes")
    void aBrokenModelFails(Path probe) throws IOException, InterruptedException {
        Ran ran = lint(List.of(probe));
        assertThat(ran.status()).as(ran.output()).isNotZero();
        assertThat(ran.output()).contains(probe.getFileName().toString().replace(".bpmn", ""), "problem")
                .containsPattern("(error|warning) .*\\b" + probe.getFileName().toString().replace(".bpmn", ""));
    }

    private static Ran lint(List<Path> models) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(found("node"), linter().toAbsolutePath().toString(), "--max-warnings=0"));
        models.forEach(model -> command.add(model.toAbsolutePath().toString()));
        return run(command);
    }

    private static Path linter() {
        return HOME.resolve(Path.of("node_modules", "bpmnlint", "bin", "bpmnlint.js"));
    }

    private static List<Path> models(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<Path> models = files.filter(path -> path.toString().endsWith(".bpmn")).sorted().toList();
            assertThat(models).isNotEmpty();
            return models;
        }
    }

    private static Ran run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(HOME.toFile())
                .redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return new Ran(-1, command.get(0) + " did not end");
        }
        return new Ran(process.exitValue(), Files.readString(LOG));
    }

    private static String found(String program) {
        boolean windows = File.separatorChar == '\\';
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> windows ? Stream.of(".exe", ".cmd").map(ending -> Path.of(folder, program + ending))
                        : Stream.of(Path.of(folder, program)))
                .filter(Files::isExecutable).map(Path::toString).findFirst().orElse(null);
    }

    private static void skip(String why) {
        String words = "SKIPPED: bpmnlint: " + why;
        System.out.println(words);
        if (System.getenv("WEGO_CI") != null) {
            fail(words + ", and here it must run");
        }
        abort(words);
    }
}
