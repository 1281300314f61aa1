package org.wego.membership.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** Every letter that was sent, kept as a file each, so that the links in it survive a restart. */
class CaughtMail {

    /** A file that came with a letter. */
    record Attachment(String name, String contentType, long size, String href) {
    }

    /** A letter as its reader sees it. */
    record Mail(String id, List<String> to, String from, String subject, String text, String html, List<String> links,
                List<Attachment> attachments, Instant receivedAt) {
    }

    static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:)]");

    private final Path folder;
    private final AtomicLong count = new AtomicLong();
    /** A letter never changes, and the list of hundreds is asked for again and again. */
    private final Map<String, SoftReference<Mail>> known = new ConcurrentHashMap<>();

    CaughtMail(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ids().stream().findFirst().ifPresent(last -> count.set(Long.parseLong(last.substring(last.lastIndexOf('-') + 1))));
    }

    /** Called by the mail server once a recipient; the message is kept once. */
    GreenMailUser take(MovingMessage message, MailAddress recipient) {
        if (recipient.equals(message.getToAddresses().iterator().next())) {
            // Sorted by name is sorted by time: the instant, then a number that tells letters of one instant apart
            String id = "%015d-%08d".formatted(ClockUtil.getCurrentTime().getTime(), count.incrementAndGet());
            Path unfinished = folder.resolve(id + ".part");
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                message.getMessage().writeTo(out);
                out.close();
                Files.move(unfinished, folder.resolve(id + ".eml"));
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException("A letter could not be kept", e);
            }
        }
        return NOBODY;
    }

    // GreenMail wants a user that takes the message; what it keeps in memory nobody reads
    private static final GreenMailUser NOBODY = (GreenMailUser) java.lang.reflect.Proxy.newProxyInstance(
            CaughtMail.class.getClassLoader(), new Class<?>[] {GreenMailUser.class}, (proxy, method, arguments) -> null);

    /** All letters, newest first. */
    List<Mail> all() {
        return ids().stream().map(this::read).flatMap(Optional::stream).toList();
    }

    Optional<Mail> read(String id) {
        SoftReference<Mail> before = known.get(id);
        Mail kept = before == null || !Files.exists(folder.resolve(id + ".eml")) ? null : before.get();
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<Mail> mail = parsed(id);
        mail.ifPresent(one -> known.put(id, new SoftReference<>(one)));
        return mail;
    }

    private Optional<Mail> parsed(String id) {
        return message(id).map(message -> {
            try {
                StringBuilder text = new StringBuilder();
                StringBuilder html = new StringBuilder();
                List<Part> files = new ArrayList<>();
                collect(message, text, html, files);
                List<Attachment> attachments = new ArrayList<>();
                for (int i = 0; i < files.size(); i++) {
                    Part file = files.get(i);
                    attachments.add(new Attachment(name(file, i), file.getContentType().replaceAll(";.*", "").strip(),
                            bytes(file).length, "/demo/mailbox/" + id + "/" + i));
                }
                return new Mail(id, addresses(message.getRecipients(jakarta.mail.Message.RecipientType.TO),
                        message.getRecipients(jakarta.mail.Message.RecipientType.CC)),
                        Arrays.stream(message.getFrom()).map(CaughtMail::address).findFirst().orElse(""),
                        message.getSubject(), text.toString(), html.toString(), links(text.toString()), attachments,
                        Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-')))));
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException("Letter " + id + " can't be read", e);
            }
        });
    }

    /** One file of a letter: its name, type and bytes. */
    record File(String name, String contentType, byte[] bytes) {
    }

    Optional<File> attachment(String id, int number) {
        return message(id).flatMap(message -> {
            try {
                List<Part> files = new ArrayList<>();
                collect(message, new StringBuilder(), new StringBuilder(), files);
                if (number < 0 || number >= files.size()) {
                    return Optional.empty();
                }
                Part file = files.get(number);
                return Optional.of(new File(name(file, number), file.getContentType().replaceAll(";.*", "").strip(), bytes(file)));
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException("Letter " + id + " can't be read", e);
            }
        });
    }

    void clear() {
        known.clear();
        for (String id : ids()) {
            try {
                Files.deleteIfExists(folder.resolve(id + ".eml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<String> ids() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".eml"))
                    .map(name -> name.substring(0, name.length() - 4)).sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<MimeMessage> message(String id) {
        if (!id.matches("\\d{15}-\\d{8}") || !Files.exists(folder.resolve(id + ".eml"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MimeMessage(Session.getInstance(new Properties()),
                    new ByteArrayInputStream(Files.readAllBytes(folder.resolve(id + ".eml")))));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("Letter " + id + " can't be read", e);
        }
    }

    private static void collect(Part part, StringBuilder text, StringBuilder html, List<Part> files)
            throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                collect(inner, text, html, files);
            }
        } else if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null) {
            files.add(part);
        } else if (part.isMimeType("text/html")) {
            html.append(part.getContent());
        } else if (part.isMimeType("text/*")) {
            text.append(part.getContent() instanceof String content ? content : new String(bytes(part), StandardCharsets.UTF_8));
        } else {
            files.add(part);
        }
    }

    private static List<String> links(String text) {
        Matcher matcher = LINK.matcher(text);
        List<String> links = new ArrayList<>();
        while (matcher.find()) {
            if (!links.contains(matcher.group())) {
                links.add(matcher.group());
            }
        }
        return links;
    }

    private static List<String> addresses(Address[]... lists) {
        return Arrays.stream(lists).filter(list -> list != null).flatMap(Arrays::stream).map(CaughtMail::address).toList();
    }

    private static String address(Address address) {
        return address instanceof InternetAddress internet ? internet.getAddress() : address.toString();
    }

    private static String name(Part file, int number) throws MessagingException, IOException {
        return file.getFileName() == null ? "attachment-" + number : MimeUtility.decodeText(file.getFileName());
    }

    private static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return in.readAllBytes();
        }
    }
}
