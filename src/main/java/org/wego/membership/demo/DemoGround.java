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
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
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

            CaughtMail mailbox = new CaughtMail(dataDir.resolve("mailbox"));
            beans.registerSingleton("caughtMail", mailbox);
            String elsewhere = environment.getProperty("wego.demo.smtp-port");
            int port = elsewhere == null ? catchMail(beans, mailbox) : Integer.parseInt(elsewhere);
            environment.getPropertySources().addFirst(new MapPropertySource("caughtMail", Map.of(
                    "spring.mail.host", "127.0.0.1", "spring.mail.port", port)));
        };
    }

    private static int catchMail(ConfigurableListableBeanFactory beans, CaughtMail mailbox) {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.getUserManager().setMessageDeliveryHandler(mailbox::take);
        server.start();
        beans.registerSingleton("greenMail", server);
        return server.getSmtp().getPort();
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
