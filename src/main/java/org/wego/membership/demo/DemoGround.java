package org.wego.membership.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** What must stand before any other bean is made: the clock's offset and the address of the mail server that catches all. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoGround {

    @Bean
    static BeanFactoryPostProcessor layGround(ConfigurableEnvironment environment) {
        return beans -> {
            Path dataDir = Path.of(environment.getRequiredProperty("wego.data-dir"));
            setClock(dataDir, environment.getProperty("wego.demo.clock"));

            ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
            GreenMail server = new GreenMail(setup);
            CaughtMail mailbox = new CaughtMail(dataDir.resolve("mailbox"));
            server.getUserManager().setMessageDeliveryHandler(mailbox::take);
            server.start();
            environment.getPropertySources().addFirst(new MapPropertySource("caughtMail", Map.of(
                    "spring.mail.host", "127.0.0.1",
                    "spring.mail.port", server.getSmtp().getPort())));
            beans.registerSingleton("greenMail", server);
            beans.registerSingleton("caughtMail", mailbox);
        };
    }

    // The offset outlives a restart; the setting only says where the very first run begins
    private static void setClock(Path dataDir, String start) {
        Path file = DemoClock.file(dataDir);
        try {
            if (Files.exists(file)) {
                ClockUtil.offset(Long.parseLong(Files.readString(file).strip()));
            } else if (start != null && !start.isBlank()) {
                long offset = Duration.between(Instant.now(), Instant.parse(start.strip())).toMillis();
                ClockUtil.offset(offset);
                DemoClock.keep(dataDir, offset);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
