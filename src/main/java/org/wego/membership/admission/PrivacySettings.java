package org.wego.membership.admission;

import java.time.Period;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long personal data are kept, {@code wego.privacy.*}.
 *
 * @param eraseAfter so long after a case was declined, lapsed, was withdrawn or was closed, its personal data are erased
 */
@ConfigurationProperties("wego.privacy")
record PrivacySettings(@DefaultValue("P2Y") Period eraseAfter) {
}
