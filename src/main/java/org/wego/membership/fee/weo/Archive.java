package org.wego.membership.fee.weo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import org.wego.membership.fee.weo.WeoRefused.Why;

/**
 * The parts of a ZIP archive by its directory, which stands at its end: without one it was cut off. Read in memory and by hand,
 * since the JDK's stream fails on descriptors that common writers of workbooks leave, and its file needs a file.
 */
final class Archive {

    private static final int MOST_PARTS = 500;
    private static final int END = 0x06054b50;
    private static final int DIRECTORY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;

    private record Part(int method, long crc, int from, int length) {
    }

    private final byte[] content;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private Archive(byte[] content) {
        this.content = content;
    }

    static Archive of(byte[] content) {
        Archive archive = new Archive(content);
        try {
            archive.directory();
        } catch (IndexOutOfBoundsException e) {
            throw new WeoRefused(Why.DAMAGED, null, "ZIP");
        }
        return archive;
    }

    Iterable<String> names() {
        return parts.keySet();
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    /** A part as it unpacks; nothing of it is held. */
    InputStream open(String name) {
        Part part = parts.get(name);
        // zlib wants one byte more than there is
        InputStream packed = new ByteArrayInputStream(content, part.from(), Math.min(part.length() + 1, content.length - part.from()));
        return new CheckedInputStream(part.method() == STORED ? new ByteArrayInputStream(content, part.from(), part.length())
                : new InflaterInputStream(packed, new Inflater(true), 8192), new CRC32()) {

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                if (read < 0 && getChecksum().getValue() != part.crc()) {
                    throw new WeoRefused(Why.DAMAGED, null, name);
                }
                return read;
            }
        };
    }

    private void directory() {
        int end = content.length - 22;
        while (end >= 0 && end >= content.length - 22 - 65_535 && int32(end) != END) {
            end--;
        }
        if (end < 0 || int32(end) != END) {
            throw new WeoRefused(Why.CUT_OFF, null);
        }
        int count = int16(end + 10);
        int at = int32(end + 16);
        if (count > MOST_PARTS) {
            throw new WeoRefused(Why.UNPACKS_TOO_BIG, null);
        }
        for (int i = 0; i < count; i++) {
            if (at < 0 || int32(at) != DIRECTORY) {
                throw new WeoRefused(Why.DAMAGED, null, "ZIP");
            }
            int flags = int16(at + 8);
            int method = int16(at + 10);
            int packed = int32(at + 20);
            int local = int32(at + 42);
            int nameLength = int16(at + 28);
            String name = new String(content, at + 46, nameLength, StandardCharsets.UTF_8);
            if (packed < 0 || local < 0 || int32(local) != LOCAL || (flags & ENCRYPTED) != 0 || method != STORED && method != DEFLATED) {
                throw new WeoRefused(Why.DAMAGED, null, name);
            }
            int from = local + 30 + int16(local + 26) + int16(local + 28);
            if (from > content.length - packed || parts.put(name, new Part(method, int32(at + 16) & 0xFFFFFFFFL, from, packed)) != null) {
                throw new WeoRefused(Why.DAMAGED, null, name);
            }
            at += 46 + nameLength + int16(at + 30) + int16(at + 32);
        }
    }

    private int int16(int at) {
        return content[at] & 0xFF | (content[at + 1] & 0xFF) << 8;
    }

    private int int32(int at) {
        return int16(at) | int16(at + 2) << 16;
    }
}
