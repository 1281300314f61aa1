package org.wego.membership.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * What a real installation must be told. With the profile {@code production} the program refuses to start while one of
 * these is missing or still has the demo's value, and names them all at once.
 */
class ProductionSettings implements EnvironmentPostProcessor, Ordered {

    private record Setting(String name, String what, Predicate<String> fit) {
    }

    private static final List<Setting> REQUIRED = List.of(
            new Setting("spring.datasource.url", "the PostgreSQL database, jdbc:postgresql://…", value -> value.startsWith("jdbc:postgresql:")),
            new Setting("spring.datasource.username", "the database's account", ProductionSettings::notDemo),
            new Setting("spring.datasource.password", "its password", ProductionSettings::notDemo),
            new Setting("spring.mail.host", "the mail server that takes our letters", ProductionSettings::notDemo),
            new Setting("wego.base-url", "what links in letters begin with, https://…", ProductionSettings::publicAddress),
            new Setting("wego.link-key", "the secret that personal links are derived from, at least 32 random characters",
                    value -> value.length() >= 32 && notDemo(value)),
            new Setting("wego.letter.from", "the sender's address of our letters", value -> value.contains("@") && notDemo(value)),
            new Setting("wego.admin.password", "the first administrator's password, at least 12 characters",
                    value -> value.length() >= 12 && notDemo(value)),
            new Setting("wego.invoicing.bank.account-holder", "who holds the account that invoices name", ProductionSettings::notDemo),
            new Setting("wego.invoicing.bank.bank", "the bank's name", ProductionSettings::notDemo),
            new Setting("wego.invoicing.bank.account", "the account's number", ProductionSettings::notDemo),
            new Setting("wego.invoicing.bank.bic", "the bank's BIC", ProductionSettings::notDemo));

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.acceptsProfiles(Profiles.of("production"))) {
            Map<String, String> faults = faults(environment);
            if (!faults.isEmpty()) {
                throw new UnfitSettings(faults);
            }
        }
    }

    /** Every setting at fault with what is wrong, by name; empty if the program may start. */
    static Map<String, String> faults(ConfigurableEnvironment environment) {
        Map<String, String> faults = new TreeMap<>();
        for (Setting setting : REQUIRED) {
            String value = value(environment, setting.name());
            if (value.isBlank()) {
                faults.put(setting.name(), "is missing: " + setting.what());
            } else if (!setting.fit().test(value.strip())) {
                faults.put(setting.name(), "is the demo's or unfit: " + setting.what());
            }
        }
        if (environment.acceptsProfiles(Profiles.of("demo"))) {
            faults.put("spring.profiles.active", "names \"demo\" beside \"production\": choose one");
        }
        demoSettings(environment).forEach(name -> faults.put(name, "belongs to the demo: take it away"));
        return faults;
    }

    private static String value(Environment environment, String name) {
        try {
            return environment.getProperty(name, "");
        } catch (IllegalArgumentException unresolved) {
            return "";
        }
    }

    private static List<String> demoSettings(ConfigurableEnvironment environment) {
        List<String> names = new ArrayList<>();
        environment.getPropertySources().forEach(source -> {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (name.startsWith("wego.demo.") || name.startsWith("WEGO_DEMO_")) {
                        names.add(name);
                    }
                }
            }
        });
        return names;
    }

    // Words the demo's own values carry; ".example" is the domain of its invented addresses
    private static boolean notDemo(String value) {
        String lower = value.toLowerCase(java.util.Locale.ROOT);
        return !lower.contains("demo") && !lower.contains("changeme") && !lower.endsWith(".example");
    }

    private static boolean publicAddress(String value) {
        try {
            URI address = URI.create(value);
            return "https".equals(address.getScheme()) && address.getHost() != null && !address.getHost().equals("localhost")
                    && !address.getHost().startsWith("127.") && notDemo(address.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
