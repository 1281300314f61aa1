package org.wego.membership;

import java.util.TimeZone;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** WeGO Membership: applications, votes, invoices and rights of the world organisation of cities. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "WeGO Membership", sharedModules = {"engine", "site", "letter"})
public class MembershipApplication {

    /** Starts the program; cron timers of the models are written in UTC, hence the default zone. */
    public static void main(String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        SpringApplication.run(MembershipApplication.class, args);
    }
}
