package org.wego.membership.admission;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the way from application to admission, {@code wego.admission.*}. All terms are our defaults: WeGO's page of
 * 2018 names none.
 *
 * @param confirmationDays so long an application waits for its address to be confirmed
 * @param amendmentDays    so long it waits for changes that were asked for
 * @param reviewDays       so long a review usually takes, as the applicant is told
 * @param doubleWithin     the same content within this time is the same case
 * @param draftDays        so long what was typed into an unsent form is kept, from when it was saved last
 * @param draftReminders   so many days after it was saved last whoever gave an address is reminded of it, in order
 */
@ConfigurationProperties("wego.admission")
record AdmissionSettings(@DefaultValue("14") int confirmationDays, @DefaultValue("60") int amendmentDays,
        @DefaultValue("10") int reviewDays, @DefaultValue("PT15M") Duration doubleWithin, @DefaultValue("60") int draftDays,
        @DefaultValue({"30", "53"}) List<Integer> draftReminders) {
}
