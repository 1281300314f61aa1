package org.wego.membership.invoicing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far a run may move from the year before without the approver having to say why. The defaults are ours; a run is measured
 * by those that hold when its fees are assessed.
 *
 * @param totalPercent by how many percent the sum of all fees may rise or fall
 * @param feePercent   by how many percent one member's fee may
 */
@ConfigurationProperties("wego.invoicing.bounds")
record SafetyBounds(@DefaultValue("20") int totalPercent, @DefaultValue("50") int feePercent) {
}
