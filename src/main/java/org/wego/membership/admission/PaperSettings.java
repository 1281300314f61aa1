package org.wego.membership.admission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of an application's papers, {@code wego.admission.papers.*}. That a file has at most 10 MB is the reader's own
 * bound ({@link org.wego.membership.site.PlainPdf#MAX_BYTES}); both figures are our defaults.
 *
 * @param caseMegabytes so much all files of a case may have together, in MB
 */
@ConfigurationProperties("wego.admission.papers")
record PaperSettings(@DefaultValue("30") int caseMegabytes) {
}
