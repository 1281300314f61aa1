package org.wego.membership.drill;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/**
 * A letter as a mail server took it.
 *
 * @param to   everybody it was addressed to, copies too
 * @param text what it says, on one line
 * @param pdf  the PDFs that came with it
 */
record Mail(String id, List<String> to, String text, List<byte[]> pdf) {

    static Mail read(InputStream in) {
        try {
            return read(new MimeMessage(Session.getInstance(new Properties()), in));
        } catch (MessagingException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static Mail read(MimeMessage message) {
        try {
            StringBuilder text = new StringBuilder();
            List<byte[]> pdf = new ArrayList<>();
            collect(message, text, pdf);
            List<String> to = Arrays.stream(message.getAllRecipients()).map(address -> ((InternetAddress) address).getAddress()).toList();
            return new Mail(message.getMessageID(), to, text.toString().replaceAll("\\s+", " "), pdf);
        } catch (MessagingException | IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static void collect(Part part, StringBuilder text, List<byte[]> pdf) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                collect(parts.getBodyPart(i), text, pdf);
            }
        } else if (part.isMimeType("application/pdf")) {
            try (InputStream in = part.getInputStream()) {
                pdf.add(in.readAllBytes());
            }
        } else if (part.isMimeType("text/plain")) {
            try (InputStream in = part.getInputStream()) {
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
