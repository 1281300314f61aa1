package org.wego.membership.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On an empty database, the account that makes all others (in Camunda Admin). Later starts change nothing. */
@Component
@Profile("production")
class FirstAdministrator {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Accounts accounts;
    private final String name;
    private final String password;

    FirstAdministrator(Accounts accounts, @Value("${wego.admin.name:admin}") String name,
            @Value("${wego.admin.password}") String password) {
        this.accounts = accounts;
        this.name = name;
        this.password = password;
    }

    @EventListener(ApplicationStartedEvent.class)
    @Order(10)
    void make() {
        if (!accounts.hasAdministrator() && accounts.make(name, "First", "Administrator", password, StaffGroup.CAMUNDA_ADMIN)) {
            log.info("Made the first administrator's account \"{}\"", name);
        }
    }
}
