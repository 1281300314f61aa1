package org.wego.membership;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives each test JVM a data folder of its own, under the build's. */
public class TestGround implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "house-");
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("testGround",
                    Map.of("wego.data-dir", folder.toAbsolutePath().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
