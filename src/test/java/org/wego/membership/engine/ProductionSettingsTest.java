package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ProductionSettingsTest {

    private static final Map<String, String> FIT = Map.ofEntries(
            Map.entry("spring.datasource.url", "jdbc:postgresql://db.wego.int/membership"),
            Map.entry("spring.datasource.username", "membership"),
            Map.entry("spring.datasource.password", "s3cret-of-the-database"),
            Map.entry("spring.mail.host", "smtp.wego.int"),
            Map.entry("wego.base-url", "https://membership.wego.int"),
            Map.entry("wego.link-key", "0123456789abcdef0123456789abcdef0123"),
            Map.entry("wego.letter.from", "membership@wego.int"),
            Map.entry("wego.admin.password", "a-long-first-password"),
            Map.entry("wego.invoicing.bank.account-holder", "World e-Governments Organization"),
            Map.entry("wego.invoicing.bank.bank", "Bank of Seoul"),
            Map.entry("wego.invoicing.bank.account", "110-000-000000"),
            Map.entry("wego.invoicing.bank.bic", "ABCDKRSE"));

    private static MockEnvironment environment(Map<String, String> settings) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles("production");
        settings.forEach(environment::setProperty);
        return environment;
    }

    @Test
    void startsWhenEverythingIsTold() {
        assertThatNoException().isThrownBy(() -> new ProductionSettings().postProcessEnvironment(environment(FIT), null));
    }

    @Test
    void namesEveryMissingSettingAtOnce() {
        assertThatThrownBy(() -> new ProductionSettings().postProcessEnvironment(environment(Map.of()), null))
                .message().contains(FIT.keySet().toArray(String[]::new));
    }

    @Test
    void refusesEachDemoValue() {
        Map<String, String> demo = new HashMap<>(FIT);
        demo.put("wego.base-url", "http://localhost:8080");
        demo.put("wego.letter.from", "membership@wego.example");
        demo.put("wego.invoicing.bank.account", "DEMO-0000");
        demo.put("wego.demo.clock", "2026-11-23T00:00:00Z");
        assertThat(ProductionSettings.faults(environment(demo)))
                .containsOnlyKeys("wego.base-url", "wego.letter.from", "wego.invoicing.bank.account", "wego.demo.clock");
    }
}
