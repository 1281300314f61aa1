package org.wego.membership.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDPage;
import org.wego.membership.engine.Sha256;

/**
 * A hash of all that makes a page look as it does: what is drawn, the letters and pictures it is drawn with, and the sheet. A
 * program that saves the file anew numbers and packs everything otherwise, and leaves this as it is.
 */
final class PageSeal {

    private static final int MOST_PARTS = 100_000;
    /** How something is packed, and where it belongs. */
    private static final Set<String> ASIDE = Set.of("Filter", "DecodeParms", "Length", "Parent", "Type");

    private final MessageDigest digest = Sha256.digest();
    private final Map<COSBase, Integer> known = new IdentityHashMap<>();

    private PageSeal() {
    }

    static String of(PDPage page) throws IOException {
        PageSeal seal = new PageSeal();
        seal.say(page.getMediaBox() + " " + page.getCropBox() + " " + page.getRotation() + " " + page.getUserUnit());
        try (InputStream drawn = page.getContents()) {
            seal.drawn(drawn);
        }
        if (page.getResources() != null) {
            seal.part(page.getResources().getCOSObject());
        }
        return HexFormat.of().formatHex(seal.digest.digest());
    }

    private void part(COSBase given) throws IOException {
        COSBase part = given instanceof COSObject reference ? reference.getObject() : given;
        if (part instanceof COSName name) {
            say("/" + name.getName());
        } else if (part instanceof COSNumber number) {
            say(String.valueOf(number.floatValue()));
        } else if (part instanceof COSBoolean bool) {
            say(String.valueOf(bool.getValue()));
        } else if (part instanceof COSString string) {
            say(string.toHexString());
        } else if (part instanceof COSArray || part instanceof COSDictionary) {
            Integer before = known.putIfAbsent(part, known.size());
            if (before != null) {
                say("as " + before);
                return;
            }
            if (known.size() > MOST_PARTS) {
                throw new BoundedText.Endless();
            }
            several(part);
        } else {
            say("-");
        }
    }

    private void several(COSBase part) throws IOException {
        if (part instanceof COSArray array) {
            say("[" + array.size());
            for (COSBase one : array) {
                part(one);
            }
            return;
        }
        COSDictionary dictionary = (COSDictionary) part;
        Map<String, COSBase> sorted = new TreeMap<>();
        dictionary.entrySet().forEach(entry -> sorted.put(entry.getKey().getName(), entry.getValue()));
        sorted.keySet().removeAll(ASIDE);
        say("<" + sorted.size());
        for (Map.Entry<String, COSBase> entry : sorted.entrySet()) {
            say(entry.getKey());
            part(entry.getValue());
        }
        if (dictionary instanceof COSStream stream) {
            // a picture that is packed as one is compared as it is packed
            boolean plain = stream.getFilters() == null || COSName.FLATE_DECODE.equals(stream.getFilters());
            try (InputStream in = plain ? stream.createInputStream() : stream.createRawInputStream()) {
                drawn(in);
            }
        }
    }

    private void drawn(InputStream in) throws IOException {
        byte[] piece = new byte[16 * 1024];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            digest.update(piece, 0, read);
        }
        digest.update((byte) 0);
    }

    private void say(String what) {
        digest.update(what.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
