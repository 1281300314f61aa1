package org.wego.membership.letter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * The server's key under which personal links are made. Production must set it ({@code wego.link-key}), the same on all
 * nodes; otherwise it is made once beside the data, readable by its owner only.
 */
@Component
class LinkKey {

    private static final int SHORTEST = 32;

    private final SecretKeySpec key;

    @Autowired
    LinkKey(@Value("${wego.link-key:}") String setting, @Value("${wego.data-dir:./data}") Path dataDir, Environment environment) {
        this(setting.isBlank() ? made(dataDir, environment) : setting.strip());
    }

    LinkKey(String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalStateException("wego.link-key is too short: at least " + SHORTEST + " characters");
        }
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    byte[] sign(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String made(Path dataDir, Environment environment) {
        if (environment.acceptsProfiles(Profiles.of("production"))) {
            throw new IllegalStateException("wego.link-key (WEGO_LINK_KEY) is missing");
        }
        var file = dataDir.resolve("link.key");
        try {
            Files.createDirectories(dataDir);
            if (!Files.exists(file)) {
                var random = new byte[32];
                new SecureRandom().nextBytes(random);
                write(file, Base64.getEncoder().encodeToString(random));
            }
            return Files.readString(file).strip();
        } catch (IOException fault) {
            throw new UncheckedIOException("The key of personal links can't be kept in " + file, fault);
        }
    }

    private static void write(Path file, String secret) throws IOException {
        var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        var attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            channel.write(StandardCharsets.US_ASCII.encode(secret));
        } catch (FileAlreadyExistsException another) {
            // Somebody else made it between our look and our write: theirs holds.
        }
    }
}
