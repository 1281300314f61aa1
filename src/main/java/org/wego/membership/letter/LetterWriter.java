package org.wego.membership.letter;

import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.PreencodedMimeBodyPart;
import jakarta.mail.util.ByteArrayDataSource;
import org.springframework.stereotype.Component;

/** Makes a mail of a letter: its words, its attachments, its headers. */
@Component
class LetterWriter {

    /**
     * @param addresses whom the mail server is told
     * @param unfit what is no address at all
     */
    record Written(PostedMessage message, Address[] addresses, List<String> unfit) {
    }

    private static final Base64.Encoder LINES_OF_76 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private final Renderer renderer;
    private final LetterSettings settings;
    private final Clock clock;

    LetterWriter(Renderer renderer, LetterSettings settings, Clock clock) {
        this.renderer = renderer;
        this.settings = settings;
        this.clock = clock;
    }

    Written write(LetterTable.Claimed letter, Map<DocumentId, Document> documents, Session session) {
        try {
            var unfit = new ArrayList<String>();
            var to = addresses(letter.to(), unfit);
            var cc = addresses(letter.cc(), unfit);
            var all = new ArrayList<Address>(to);
            all.addAll(cc);
            if (all.isEmpty()) {
                return new Written(null, new Address[0], unfit);
            }
            var rendered = renderer.render(letter.kind(), letter.about(), letter.content());
            var message = new PostedMessage(session, letter.messageId());
            message.setFrom(new InternetAddress(settings.from(), settings.fromName(), "UTF-8"));
            if (!settings.replyTo().isBlank()) {
                message.setReplyTo(new Address[] {new InternetAddress(settings.replyTo(), settings.fromName(), "UTF-8")});
            }
            message.setRecipients(Message.RecipientType.TO, to.toArray(Address[]::new));
            message.setRecipients(Message.RecipientType.CC, cc.toArray(Address[]::new));
            message.setSubject(rendered.subject(), "UTF-8");
            message.setSentDate(Date.from(clock.instant()));
            // So that out-of-office programs don't answer
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-Auto-Response-Suppress", "All");
            message.setContent(content(rendered, letter, documents));
            message.saveChanges();
            return new Written(message, all.toArray(Address[]::new), unfit);
        } catch (MessagingException | UnsupportedEncodingException fault) {
            throw new IllegalStateException("Letter " + letter.id() + " can't be written", fault);
        }
    }

    private static MimeMultipart content(Rendered rendered, LetterTable.Claimed letter, Map<DocumentId, Document> documents) throws MessagingException {
        var words = new MimeMultipart("alternative");
        words.addBodyPart(text(rendered.text(), "plain"));
        words.addBodyPart(text(rendered.html(), "html"));
        if (letter.content().attachments().isEmpty()) {
            return words;
        }
        var whole = new MimeMultipart("mixed");
        var first = new MimeBodyPart();
        first.setContent(words);
        whole.addBodyPart(first);
        for (var id : letter.content().attachments()) {
            var document = documents.get(id);
            if (document == null) {
                throw new IllegalStateException("Document " + id + " of letter " + letter.id() + " is missing");
            }
            if (!document.intact()) {
                throw new IllegalStateException("The file " + document.name() + " of letter " + letter.id() + " is not what was stored");
            }
            // Encoded once and here: the mail library would go over the bytes three times
            var part = new PreencodedMimeBodyPart("base64");
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(LINES_OF_76.encode(document.bytes()), document.contentType())));
            part.setHeader("Content-Type", document.contentType());
            part.setDisposition(Part.ATTACHMENT);
            part.setFileName(document.name());
            whole.addBodyPart(part);
        }
        return whole;
    }

    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    private static List<Address> addresses(List<String> texts, List<String> unfit) {
        var addresses = new ArrayList<Address>();
        for (var text : texts) {
            address(text).ifPresentOrElse(addresses::add, () -> unfit.add(Renderer.oneLine(text)));
        }
        return addresses;
    }

    /** A bare address that a mail server can take; a domain in another script goes by its ASCII form. */
    static Optional<InternetAddress> address(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || text.chars().anyMatch(letter -> letter <= 32 || letter == 127 || "<>,;:\"()[]\\".indexOf(letter) >= 0)) {
            return Optional.empty();
        }
        try {
            var local = text.substring(0, at);
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(local)) {
                return Optional.empty();
            }
            return Optional.of(new InternetAddress(local + "@" + IDN.toASCII(text.substring(at + 1)), true));
        } catch (AddressException | IllegalArgumentException unfit) {
            return Optional.empty();
        }
    }
}
