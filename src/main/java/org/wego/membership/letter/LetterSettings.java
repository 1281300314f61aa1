package org.wego.membership.letter;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters leave.
 *
 * @param from the sender's address
 * @param fromName the sender's name
 * @param replyTo where answers go; the sender's address if empty
 * @param worker whether the thread runs; tests send by hand
 * @param ratePerMinute the mail provider's cap over all nodes; 0 is none
 * @param bulkPerMinute how many of them at most may be letters that a run writes to everybody, over all nodes; 0 is none but the cap
 * @param poll how often the thread looks without being woken
 * @param claimTimeout after this a letter still in sending is taken for left behind by a node that died
 * @param outagePause the longest pause while the mail server is away
 * @param attempts after so many temporary refusals a letter is refused for good
 */
@ConfigurationProperties("wego.letter")
record LetterSettings(
        @DefaultValue("membership@wego.example") String from,
        @DefaultValue("WeGO Secretariat") String fromName,
        @DefaultValue("") String replyTo,
        @DefaultValue("true") boolean worker,
        @DefaultValue("0") int ratePerMinute,
        @DefaultValue("0") int bulkPerMinute,
        @DefaultValue("PT5S") Duration poll,
        @DefaultValue("PT5M") Duration claimTimeout,
        @DefaultValue("PT1M") Duration outagePause,
        @DefaultValue("24") int attempts) {

    boolean capped() {
        return ratePerMinute > 0 || bulkPerMinute > 0;
    }

    String domain() {
        return from.substring(from.lastIndexOf('@') + 1);
    }
}
