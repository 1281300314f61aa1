package org.wego.membership.letter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Hands messages to the mail server over one connection that is kept, and says in our words what became of each. */
@Component
class Postman {

    enum What {
        /** Taken, though perhaps not for every address. */
        SENT,
        /** Refused for good. */
        REFUSED,
        /** Not now: this letter waits. */
        LATER,
        /** The mail server is away or does not take us: all letters wait. */
        OUTAGE,
        /** Handed over, and the connection broke before the answer. */
        UNCLEAR
    }

    /** What became of a message; {@code refused} are the addresses that won't have it. */
    record Outcome(What what, List<String> refused, String reason) {
    }

    /** Providers end long connections; better we do it. */
    private static final int MESSAGES_A_CONNECTION = 500;
    private static final long IDLE_NANOS = 20_000_000_000L;

    private final Environment environment;
    private MailProperties mail;
    private Session session;
    private Transport transport;
    private int carried;
    private long lastUsed;

    /** The settings are read when the first letter leaves: the demo's mail server tells its port only once it runs. */
    Postman(Environment environment) {
        this.environment = environment;
    }

    synchronized Session session() {
        if (session == null) {
            var settings = settings();
            var properties = new Properties();
            properties.putAll(settings.getProperties());
            if (settings.getSsl().isEnabled()) {
                properties.put("mail." + protocol(settings) + ".ssl.enable", "true");
            }
            for (var protocol : List.of("smtp", "smtps")) {
                var prefix = "mail." + protocol + ".";
                properties.putIfAbsent(prefix + "connectiontimeout", "20000");
                properties.putIfAbsent(prefix + "timeout", "60000");
                properties.putIfAbsent(prefix + "writetimeout", "60000");
                // One bad address must not keep the letter from the others
                properties.putIfAbsent(prefix + "sendpartial", "true");
                properties.putIfAbsent(prefix + "quitwait", "false");
                properties.putIfAbsent(prefix + "socketFactory", new NoDelaySockets(SocketFactory.getDefault()));
            }
            if (!properties.containsKey("mail.smtps.ssl.socketFactory")) {
                properties.put("mail.smtps.ssl.socketFactory", new NoDelaySockets(SSLSocketFactory.getDefault()));
            }
            session = Session.getInstance(properties);
        }
        return session;
    }

    synchronized Outcome deliver(PostedMessage message, Address[] addresses) {
        boolean reused;
        try {
            reused = connect();
        } catch (MessagingException | RuntimeException fault) {
            close();
            return new Outcome(What.OUTAGE, List.of(), words(fault));
        }
        var outcome = send(message, addresses);
        if (outcome.what() == What.OUTAGE && reused) {
            // The kept connection may have been ended by the other side: that alone is no outage
            close();
            try {
                connect();
            } catch (MessagingException | RuntimeException fault) {
                close();
                return new Outcome(What.OUTAGE, List.of(), words(fault));
            }
            outcome = send(message, addresses);
        }
        if (outcome.what() == What.OUTAGE || outcome.what() == What.UNCLEAR) {
            close();
        }
        carried++;
        lastUsed = System.nanoTime();
        return outcome;
    }

    synchronized void close() {
        if (transport != null) {
            try {
                transport.close();
            } catch (MessagingException gone) {
                // It was closed from the other side
            }
            transport = null;
        }
    }

    /** Ends a connection nobody has used for a while. */
    synchronized void rest() {
        if (transport != null && System.nanoTime() - lastUsed > IDLE_NANOS) {
            close();
        }
    }

    private Outcome send(PostedMessage message, Address[] addresses) {
        try {
            transport.sendMessage(message, addresses);
            return new Outcome(What.SENT, List.of(), null);
        } catch (SendFailedException fault) {
            return isBroken(fault) ? broken(message, fault) : judged(fault);
        } catch (MessagingException | RuntimeException fault) {
            return broken(message, fault);
        }
    }

    private static Outcome broken(PostedMessage message, Exception fault) {
        return new Outcome(message.handedOver() ? What.UNCLEAR : What.OUTAGE, List.of(), words(fault));
    }

    /** The library tells an end of the connection as an answer with a number that no answer has. */
    private static boolean isBroken(MessagingException fault) {
        for (Exception next = fault; next instanceof MessagingException inner; next = inner.getNextException()) {
            if (next instanceof SMTPSendFailedException answer && answer.getReturnCode() < 200
                    || next instanceof SMTPAddressFailedException address && address.getReturnCode() < 200) {
                return true;
            }
        }
        return false;
    }

    private static Outcome judged(SendFailedException fault) {
        var refused = new ArrayList<>(texts(fault.getInvalidAddresses()));
        var unsent = texts(fault.getValidUnsentAddresses());
        var reason = words(fault);
        if (fault.getValidSentAddresses() != null && fault.getValidSentAddresses().length > 0) {
            // Sent to some: the others can't be tried again without sending to these twice, so somebody looks
            refused.addAll(unsent);
            return new Outcome(What.SENT, refused, reason);
        }
        if (senderFault(fault) != null) {
            return new Outcome(What.OUTAGE, List.of(), reason);
        }
        int code = fault instanceof SMTPSendFailedException answer ? answer.getReturnCode() : 0;
        if (code == 421) {
            return new Outcome(What.OUTAGE, List.of(), reason);
        }
        if (refused.isEmpty() && code >= 500) {
            return new Outcome(What.REFUSED, unsent, reason);
        }
        if (!refused.isEmpty() && unsent.isEmpty()) {
            return new Outcome(What.REFUSED, refused, reason);
        }
        return new Outcome(What.LATER, List.of(), reason);
    }

    private static SMTPSenderFailedException senderFault(MessagingException fault) {
        for (Exception next = fault; next instanceof MessagingException inner; next = inner.getNextException()) {
            if (next instanceof SMTPSenderFailedException sender) {
                return sender;
            }
        }
        return null;
    }

    private boolean connect() throws MessagingException {
        if (transport != null && carried < MESSAGES_A_CONNECTION && System.nanoTime() - lastUsed < IDLE_NANOS) {
            return true;
        }
        close();
        var settings = settings();
        transport = session().getTransport(protocol(settings));
        var user = settings.getUsername() == null || settings.getUsername().isEmpty() ? null : settings.getUsername();
        transport.connect(settings.getHost(), settings.getPort() == null ? -1 : settings.getPort(), user, user == null ? null : settings.getPassword());
        carried = 0;
        return false;
    }

    private MailProperties settings() {
        if (mail == null) {
            var found = Binder.get(environment).bind("spring.mail", MailProperties.class).orElseGet(MailProperties::new);
            if (found.getHost() == null || found.getHost().isBlank()) {
                throw new IllegalStateException("No mail server is set: spring.mail.host");
            }
            mail = found;
        }
        return mail;
    }

    private static String protocol(MailProperties settings) {
        return settings.getProtocol() == null ? "smtp" : settings.getProtocol();
    }

    private static List<String> texts(Address[] addresses) {
        return addresses == null ? List.of() : Arrays.stream(addresses)
                .map(address -> address instanceof InternetAddress mailbox ? mailbox.getAddress() : address.toString()).toList();
    }

    /** The server's own words: those about an address say more than the summary. */
    private static String words(Exception fault) {
        var words = new ArrayList<String>();
        for (Throwable next = fault; next != null && words.size() < 4; next = next instanceof MessagingException inner ? inner.getNextException() : next.getCause()) {
            if (next instanceof SMTPAddressFailedException || words.isEmpty() || !(fault instanceof SendFailedException)) {
                words.add(Renderer.oneLine(String.valueOf(next.getMessage() == null ? next.getClass().getSimpleName() : next.getMessage())));
            }
        }
        if (words.size() > 1 && fault instanceof SendFailedException) {
            words.remove(0);
        }
        var text = String.join("; ", words);
        return text.length() > 500 ? text.substring(0, 500) : text;
    }
}
