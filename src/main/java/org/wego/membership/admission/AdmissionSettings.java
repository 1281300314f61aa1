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
 * @param amendmentReminder      after so many days the applicant is reminded of them
 * @param amendmentLastReminder  and once more after so many
 * @param answerDays       working days from the confirmation within which the Secretariat answers first
 * @param answerReminderDays     after so many of them the Secretariat is reminded
 * @param decisionHold     so long the letter of a decision is held, so that it may be stopped; PT0S holds none
 * @param secretariatAddress     who is reminded of a review
 * @param leadAddress      who hears of a review that is overdue
 * @param batchMost        so many cases one batch decides at most
 * @param reviewDays       so long a review usually takes, as the applicant is told
 * @param doubleWithin     the same content within this time is the same case
 * @param draftDays        so long what was typed into an unsent form is kept, from when it was saved last
 * @param draftReminders   so many days after it was saved last whoever gave an address is reminded of it, in order
 */
@ConfigurationProperties("wego.admission")
record AdmissionSettings(@DefaultValue("14") int confirmationDays, @DefaultValue("30") int amendmentDays,
        @DefaultValue("7") int amendmentReminder, @DefaultValue("21") int amendmentLastReminder, @DefaultValue("10") int answerDays,
        @DefaultValue("8") int answerReminderDays, @DefaultValue("PT10M") Duration decisionHold,
        @DefaultValue("membership@wego.example") String secretariatAddress, @DefaultValue("membership@wego.example") String leadAddress,
        @DefaultValue("20") int batchMost,
        @DefaultValue("10") int reviewDays, @DefaultValue("PT15M") Duration doubleWithin, @DefaultValue("60") int draftDays,
        @DefaultValue({"30", "53"}) List<Integer> draftReminders) {
}
