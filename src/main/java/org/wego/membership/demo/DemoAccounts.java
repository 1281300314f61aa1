package org.wego.membership.demo;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Accounts;
import org.wego.membership.engine.StaffGroup;

/** One account for each role, all with the demo's password; the persons are invented. */
@Component
@Profile("demo")
class DemoAccounts {

    private final Accounts accounts;
    private final String password;

    DemoAccounts(Accounts accounts, @Value("${wego.demo.password}") String password) {
        this.accounts = accounts;
        this.password = password;
    }

    @EventListener(ApplicationStartedEvent.class)
    @Order(10)
    void make() {
        accounts.make("secretariat", "Sora", "Secretariat", password, StaffGroup.SECRETARIAT);
        accounts.make("lead", "Lena", "Lead", password, StaffGroup.SECRETARIAT, StaffGroup.SECRETARIAT_LEAD);
        accounts.make("treasurer", "Tomas", "Treasurer", password, StaffGroup.TREASURER);
        accounts.make("owner", "Olivia", "Owner", password, StaffGroup.OWNERS);
        accounts.make("admin", "Ada", "Admin", password, StaffGroup.CAMUNDA_ADMIN);
    }
}
