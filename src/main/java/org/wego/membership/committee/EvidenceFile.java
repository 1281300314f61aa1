package org.wego.membership.committee;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A round's log as a file carries it: JSON, or a PDF with that JSON attached. Files come from strangers, so nothing is
 * unfolded before it is known how large it becomes.
 *
 * <p>A PDF isn't opened as one: what is compressed inside another part of it, and how much memory that takes, is the
 * sender's choice. An attachment always stands in the open as a stream of its own, so the streams are looked through for
 * the one that begins like a log. A PDF with two of them is refused: a reader could be shown the other.
 *
 * @param canonical whether the bytes are those that this house writes for this content
 */
record EvidenceFile(boolean pdf, String round, List<Opening> openings, List<Line> entries, boolean canonical) {

    static final String FORMAT = "wego-round-log/1";
    static final int MOST_BYTES = 10 * 1024 * 1024;
    /** A log of forty seats, two hundred cases and many a changed mind stays far below these. */
    static final int MOST_JSON = 8 * 1024 * 1024;
    private static final int MOST_ENTRIES = 20_000;
    private static final int MOST_OPENINGS = 100;
    private static final int LONGEST_TEXT = 2 * 1024 * 1024;
    /** Brackets and commas in one text: a value takes a hundred times its own size in memory. */
    private static final int MOST_VALUES = 100_000;
    private static final int MOST_STREAMS = 5_000;

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "endstream".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOG = "{\"entries\":[".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern ROUND = Pattern.compile("EC-\\d{4}-\\d{3,6}");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(LONGEST_TEXT).maxNameLength(500)
                    .maxNumberLength(40).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final JsonMapper JSON = JsonMapper.builder(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What was frozen, as it was hashed. */
    record Opening(long revision, String frozen) {
    }

    /** An entry as it was hashed, and the hash that the file claims for it. */
    record Line(String entry, String hash) {
    }

    /** The file can't be read as a log; the key of the words that say why. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<String> details;

        Unreadable(String key, Object... details) {
            super(key, null, false, false);
            this.details = Arrays.stream(details).map(String::valueOf).toList();
        }

        String key() {
            return getMessage();
        }

        List<String> details() {
            return details;
        }
    }

    static EvidenceFile read(byte[] bytes) throws Unreadable {
        if (bytes.length == 0) {
            throw new Unreadable("empty");
        }
        if (bytes.length > MOST_BYTES) {
            throw new Unreadable("large");
        }
        boolean pdf = startsWith(bytes, 0, PDF);
        return json(pdf ? attached(bytes) : bytes, pdf);
    }

    /** The one attached log. */
    private static byte[] attached(byte[] pdf) throws Unreadable {
        byte[] found = null;
        int streams = 0;
        Inflater inflater = new Inflater();
        try {
            for (int at = next(pdf, STREAM, 0); at >= 0; at = next(pdf, STREAM, at + STREAM.length)) {
                int from = at + STREAM.length;
                if (at >= 3 && startsWith(pdf, at - 3, END) || from >= pdf.length || pdf[from] != '\r' && pdf[from] != '\n') {
                    continue;
                }
                if (++streams > MOST_STREAMS) {
                    throw new Unreadable("pdf.parts");
                }
                from += pdf[from] == '\r' && from + 1 < pdf.length && pdf[from + 1] == '\n' ? 2 : 1;
                byte[] log = startsWith(pdf, from, LOG) ? plain(pdf, from) : inflated(pdf, from, inflater);
                if (log != null && found != null) {
                    throw new Unreadable("pdf.several");
                }
                found = log == null ? found : log;
            }
        } finally {
            inflater.end();
        }
        if (found == null) {
            throw new Unreadable("pdf.none");
        }
        return found;
    }

    private static byte[] plain(byte[] pdf, int from) throws Unreadable {
        int to = next(pdf, END, from);
        if (to < 0 || to - from > MOST_JSON) {
            throw new Unreadable(to < 0 ? "pdf.torn" : "pdf.large");
        }
        while (to > from && (pdf[to - 1] == '\n' || pdf[to - 1] == '\r')) {
            to--;
        }
        return Arrays.copyOfRange(pdf, from, to);
    }

    /** The stream unpacked if it begins like a log, otherwise null after its first few bytes. */
    private static byte[] inflated(byte[] pdf, int from, Inflater inflater) throws Unreadable {
        inflater.reset();
        inflater.setInput(pdf, from, pdf.length - from);
        byte[] piece = new byte[LOG.length];
        try {
            int begun = inflater.inflate(piece);
            if (begun < LOG.length || !startsWith(piece, 0, LOG)) {
                return null;
            }
        } catch (DataFormatException other) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        out.write(piece, 0, piece.length);
        piece = new byte[16 * 1024];
        try {
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                if (length == 0) {
                    throw new Unreadable("pdf.torn");
                }
                out.write(piece, 0, length);
                if (out.size() > MOST_JSON) {
                    throw new Unreadable("pdf.large");
                }
            }
        } catch (DataFormatException torn) {
            throw new Unreadable("pdf.torn");
        }
        return out.toByteArray();
    }

    private static EvidenceFile json(byte[] bytes, boolean pdf) throws Unreadable {
        if (bytes.length > MOST_JSON) {
            throw new Unreadable("large");
        }
        String format = null;
        String round = null;
        List<Opening> openings = null;
        List<Line> entries = new ArrayList<>();
        boolean listed = false;
        try (JsonParser in = FACTORY.createParser(bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("json.other");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                switch (name) {
                    case "format" -> format = text(in, value);
                    case "round" -> round = text(in, value);
                    case "openings" -> openings = openings(in, value);
                    case "entries" -> {
                        entries(in, value, entries);
                        listed = true;
                    }
                    default -> throw new Unreadable("json.field", shortened(name));
                }
            }
            if (in.nextToken() != null) {
                throw new Unreadable("json.more");
            }
        } catch (IOException fault) {
            throw new Unreadable(listed || entries.isEmpty() ? "json.torn" : "json.tornIn", entries.size() + 1);
        }
        if (!FORMAT.equals(format)) {
            throw new Unreadable("json.format", format == null ? "" : shortened(format));
        }
        if (round == null || !ROUND.matcher(round).matches()) {
            throw new Unreadable("json.round");
        }
        if (openings == null || openings.isEmpty() || !listed || entries.isEmpty()) {
            throw new Unreadable("json.empty");
        }
        return new EvidenceFile(pdf, round, openings, entries, Arrays.equals(bytes, write(round, openings, entries)));
    }

    private static List<Opening> openings(JsonParser in, JsonToken begun) throws IOException, Unreadable {
        List<Opening> openings = new ArrayList<>();
        expect(begun == JsonToken.START_ARRAY);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            expect(in.currentToken() == JsonToken.START_OBJECT && openings.size() < MOST_OPENINGS);
            Long revision = null;
            String frozen = null;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                switch (name) {
                    case "revision" -> {
                        expect(value == JsonToken.VALUE_NUMBER_INT);
                        revision = in.getLongValue();
                    }
                    case "frozen" -> frozen = text(in, value);
                    default -> throw new Unreadable("json.field", shortened(name));
                }
            }
            expect(revision != null && frozen != null);
            openings.add(new Opening(revision, frozen));
        }
        return openings;
    }

    private static void entries(JsonParser in, JsonToken begun, List<Line> entries) throws IOException, Unreadable {
        expect(begun == JsonToken.START_ARRAY);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("json.tornIn", entries.size() + 1);
            }
            if (entries.size() == MOST_ENTRIES) {
                throw new Unreadable("json.entries", MOST_ENTRIES);
            }
            entries.add(entry(in, entries.size() + 1));
        }
    }

    private static Line entry(JsonParser in, int number) throws IOException, Unreadable {
        String entry = null;
        String hash = null;
        boolean known = true;
        while (known && in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            known = in.nextToken() == JsonToken.VALUE_STRING;
            if (known && name.equals("entry")) {
                entry = in.getText();
            } else if (known && name.equals("hash")) {
                hash = in.getText();
            } else {
                known = false;
            }
        }
        if (!known || in.currentToken() != JsonToken.END_OBJECT || entry == null || hash == null) {
            throw new Unreadable("json.tornIn", number);
        }
        return new Line(entry, hash);
    }

    private static String text(JsonParser in, JsonToken value) throws IOException, Unreadable {
        expect(value == JsonToken.VALUE_STRING);
        return in.getText();
    }

    private static void expect(boolean so) throws Unreadable {
        if (!so) {
            throw new Unreadable("json.other");
        }
    }

    /** The bytes that this house writes for a log. */
    static byte[] write(String round, List<Opening> openings, List<Line> entries) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", FORMAT);
        out.put("round", round);
        out.put("openings", openings);
        out.put("entries", entries);
        return Canonical.json(out).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one of the file's texts as JSON; null if it isn't, or would take too much memory. */
    static Map<String, Object> map(String text) {
        int values = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if ((letter == ',' || letter == '[' || letter == '{') && ++values > MOST_VALUES) {
                return null;
            }
        }
        try {
            return JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() { });
        } catch (IOException fault) {
            return null;
        }
    }

    static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] sought) {
        if (at < 0 || at + sought.length > bytes.length) {
            return false;
        }
        return Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length);
    }

    private static int next(byte[] bytes, byte[] sought, int from) {
        for (int i = from; i <= bytes.length - sought.length; i++) {
            if (bytes[i] == sought[0] && startsWith(bytes, i, sought)) {
                return i;
            }
        }
        return -1;
    }
}
