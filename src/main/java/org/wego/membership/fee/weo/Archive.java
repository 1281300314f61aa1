package org.wego.membership.fee.weo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.wego.membership.fee.weo.WeoRefused.Why;

/** The parts of a ZIP archive in memory, by its directory, which stands at its end: without one it was cut off. */
final class Archive {

    private static final int MOST_PARTS = 500;

    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> parts = new LinkedHashMap<>();

    private Archive(ZipFile zip) {
        this.zip = zip;
    }

    static Archive of(byte[] content) {
        Archive archive;
        try {
            archive = new Archive(ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(content)).get());
        } catch (IOException | RuntimeException e) {
            throw new WeoRefused(Why.CUT_OFF, null);
        }
        List<ZipArchiveEntry> entries = Collections.list(archive.zip.getEntries());
        if (entries.size() > MOST_PARTS) {
            throw new WeoRefused(Why.UNPACKS_TOO_BIG, null);
        }
        for (ZipArchiveEntry entry : entries) {
            if (!archive.zip.canReadEntryData(entry) || archive.parts.put(entry.getName(), entry) != null) {
                throw new WeoRefused(Why.DAMAGED, null, entry.getName());
            }
        }
        return archive;
    }

    Iterable<String> names() {
        return parts.keySet();
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    /** A part as it unpacks; nothing of it is held. Its checksum is looked at when it is read to its end. */
    InputStream open(String name) throws IOException {
        ZipArchiveEntry part = parts.get(name);
        return new CheckedInputStream(zip.getInputStream(part), new CRC32()) {

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                if (read < 0 && getChecksum().getValue() != part.getCrc()) {
                    throw new WeoRefused(Why.DAMAGED, null, name);
                }
                return read;
            }
        };
    }
}
