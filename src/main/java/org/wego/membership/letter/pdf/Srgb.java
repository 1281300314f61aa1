package org.wego.membership.letter.pdf;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/**
 * The colour space that all inks of a paper are meant in: PDF/A wants it carried along. The profile is written here from
 * the standard's own figures (IEC 61966-2-1, adapted to D50 as ICC.1 asks), since a Java's differs from release to release
 * and the same paper must be the same bytes; it is 500 bytes instead of a vendor's 3,000.
 */
final class Srgb {

    private static final String NAME = "sRGB IEC61966-2.1";
    /** Squeezed once: papers are drawn by the ten thousand. */
    private static final byte[] SQUEEZED = squeezed(profile());

    private Srgb() {
    }

    /** The catalog's entry {@code OutputIntents}. */
    static COSArray outputIntents() throws IOException {
        var stream = new COSStream();
        try (OutputStream out = stream.createRawOutputStream()) {
            out.write(SQUEEZED);
        }
        stream.setInt(COSName.N, 3);
        stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
        var intent = new COSDictionary();
        intent.setItem(COSName.TYPE, COSName.OUTPUT_INTENT);
        intent.setItem(COSName.S, COSName.GTS_PDFA1);
        intent.setString(COSName.OUTPUT_CONDITION_IDENTIFIER, NAME);
        intent.setString(COSName.INFO, NAME);
        intent.setString(COSName.REGISTRY_NAME, "http://www.color.org");
        intent.setItem(COSName.DEST_OUTPUT_PROFILE, stream);
        var intents = new COSArray();
        intents.add(intent);
        return intents;
    }

    /** The ICC profile, version 4.2: three primaries and the curve. */
    static byte[] profile() {
        try {
            var curve = data("para", out -> {
                out.writeShort(3);
                out.writeShort(0);
                fixed(out, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
            });
            var tags = new LinkedHashMap<String, byte[]>();
            tags.put("desc", words(NAME));
            tags.put("cprt", words("No copyright"));
            tags.put("wtpt", xyz(0.9642, 1, 0.8249));
            tags.put("chad", data("sf32", out -> fixed(out, 1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491,
                    -0.0092345, 0.0150436, 0.7521316)));
            tags.put("rXYZ", xyz(0.4360747, 0.2225045, 0.0139322));
            tags.put("gXYZ", xyz(0.3850649, 0.7168786, 0.0971045));
            tags.put("bXYZ", xyz(0.1430804, 0.0606169, 0.7141733));
            tags.put("rTRC", curve);
            tags.put("gTRC", curve);
            tags.put("bTRC", curve);
            var index = new ByteArrayOutputStream();
            var body = new ByteArrayOutputStream();
            var at = new LinkedHashMap<byte[], Integer>();
            int first = 128 + 4 + 12 * tags.size();
            var entries = new DataOutputStream(index);
            for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
                // One curve for three colours
                var before = at.putIfAbsent(tag.getValue(), first + body.size());
                entries.writeBytes(tag.getKey());
                entries.writeInt(before == null ? first + body.size() : before);
                entries.writeInt(tag.getValue().length);
                if (before == null) {
                    body.write(tag.getValue());
                    body.write(new byte[-tag.getValue().length & 3]);
                }
            }
            var whole = new ByteArrayOutputStream();
            var head = new DataOutputStream(whole);
            head.writeInt(first + body.size());
            head.writeInt(0);
            head.writeInt(0x04200000);
            head.writeBytes("mntrRGB XYZ ");
            for (int part : new int[] {2026, 1, 1, 0, 0, 0}) {
                head.writeShort(part);
            }
            head.writeBytes("acsp");
            head.write(new byte[28]);
            fixed(head, 0.9642, 1, 0.8249);
            head.write(new byte[48]);
            head.writeInt(tags.size());
            index.writeTo(whole);
            body.writeTo(whole);
            return whole.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] words(String text) throws IOException {
        return data("mluc", out -> {
            out.writeInt(1);
            out.writeInt(12);
            out.writeBytes("enUS");
            var letters = text.getBytes(StandardCharsets.UTF_16BE);
            out.writeInt(letters.length);
            out.writeInt(28);
            out.write(letters);
        });
    }

    private static byte[] xyz(double x, double y, double z) throws IOException {
        return data("XYZ ", out -> fixed(out, x, y, z));
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] data(String type, Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeBytes(type);
        out.writeInt(0);
        content.write(out);
        return bytes.toByteArray();
    }

    private static void fixed(DataOutputStream out, double... numbers) throws IOException {
        for (double number : numbers) {
            out.writeInt((int) Math.round(number * 0x10000));
        }
    }

    private static byte[] squeezed(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
