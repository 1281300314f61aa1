package org.wego.membership.fee.weo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.wego.membership.fee.weo.WeoRefused.Why;

/**
 * A text file and the encoding that its bytes show. With a byte order mark the mark holds; without one, zero bytes at every
 * second place are UTF-16, valid UTF-8 is UTF-8, and all else is the IMF's old ISO-8859-1 (read as Windows-1252, which has it
 * all and the typographic signs besides).
 */
final class TextFile {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final byte[] content;
    private final int begin;
    private final Charset charset;

    private TextFile(byte[] content, int begin, Charset charset) {
        this.content = content;
        this.begin = begin;
        this.charset = charset;
    }

    static TextFile of(byte[] content) {
        if (at(content, 0) == 0xEF && at(content, 1) == 0xBB && at(content, 2) == 0xBF) {
            return new TextFile(content, 3, StandardCharsets.UTF_8);
        }
        if (at(content, 0) == 0xFF && at(content, 1) == 0xFE) {
            return new TextFile(content, 2, StandardCharsets.UTF_16LE);
        }
        if (at(content, 0) == 0xFE && at(content, 1) == 0xFF) {
            return new TextFile(content, 2, StandardCharsets.UTF_16BE);
        }
        if (content.length >= 4 && at(content, 0) != 0 && at(content, 1) == 0 && at(content, 2) != 0 && at(content, 3) == 0) {
            return new TextFile(content, 0, StandardCharsets.UTF_16LE);
        }
        TextFile utf8 = new TextFile(content, 0, StandardCharsets.UTF_8);
        return utf8.decodes() ? utf8 : new TextFile(content, 0, WINDOWS);
    }

    private static int at(byte[] content, int index) {
        return index < content.length ? content[index] & 0xFF : -1;
    }

    /** The first line, or what of it fits. */
    String head() {
        char[] begin = new char[8192];
        try (Reader reader = reader(false)) {
            int read = 0;
            for (int n; read < begin.length && (n = reader.read(begin, read, begin.length - read)) > 0;) {
                read += n;
            }
            String text = new String(begin, 0, read).stripLeading();
            int end = text.indexOf('\n');
            return end < 0 ? text : text.substring(0, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What begins the file, for words of refusal. */
    String beginning() {
        String head = head();
        return head.substring(0, Math.min(60, head.length()));
    }

    /** Whether the last line has its end; a last cell that is quoted has one too. */
    boolean endsWhole() {
        boolean wide = charset == StandardCharsets.UTF_16LE || charset == StandardCharsets.UTF_16BE;
        if (wide && (content.length - begin) % 2 != 0) {
            return false;
        }
        int last = charset == StandardCharsets.UTF_16LE ? at(content, content.length - 2) | at(content, content.length - 1) << 8
                : charset == StandardCharsets.UTF_16BE ? at(content, content.length - 1) | at(content, content.length - 2) << 8
                : at(content, content.length - 1);
        return last == '\n' || last == '\r' || last == '"';
    }

    /** The text; bytes that the encoding doesn't know are refused, but for those of Windows-1252, where each is a sign. */
    Reader reader() {
        return reader(!charset.equals(WINDOWS));
    }

    private Reader reader(boolean strict) {
        CharsetDecoder decoder = charset.newDecoder();
        decoder.onMalformedInput(strict ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE)
                .onUnmappableCharacter(strict ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE);
        return new InputStreamReader(new ByteArrayInputStream(content, begin, content.length - begin), decoder);
    }

    /** Refuses what no text holds. */
    static void check(CharSequence line, Place place) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' && c != '\t' && c != '\r' && c != '\n' || c == '\uFFFE' || c == '\uFFFF') {
                throw new WeoRefused(Why.DAMAGED, place, String.format("U+%04X", (int) c));
            }
        }
    }

    private boolean decodes() {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(content, begin, content.length - begin);
        CharBuffer out = CharBuffer.allocate(8192);
        for (;;) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }
}
