package org.wego.membership.committee;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Committee's settings that no decision table holds.
 *
 * @param mostSeats       "at most twenty seats including the President City and its Vice Presidents": WeGO's assembly page, 2017
 * @param sessionLasts    how long an opened agenda stays open in a browser
 * @param tellFor         how long a case's process is told again of an outcome that it doesn't wait for
 */
@ConfigurationProperties("wego.committee")
public record CommitteeSettings(
        @DefaultValue("20") int mostSeats,
        @DefaultValue("PT2H") Duration sessionLasts,
        @DefaultValue("P30D") Duration tellFor) {
}
