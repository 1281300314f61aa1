package org.wego.membership.letter.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The parsed fonts. Parsing is dear and a parsed font is not safe for two threads, so a set is parsed once and lent to
 * one document at a time.
 */
final class Typefaces {

    enum Face {
        REGULAR("NotoSans-Regular.ttf"), BOLD("NotoSans-Bold.ttf"),
        /** Hangul, which the others lack. */
        HANGUL("NanumSquareR.ttf"),
        /** Han and Kana. */
        EAST("DroidSansFallbackFull.ttf");

        private final String file;

        Face(String file) {
            this.file = file;
        }
    }

    /** A piece of text that one face can draw. */
    record Run(Face face, String text) {
    }

    private static final Map<Face, byte[]> FILES = new EnumMap<>(Face.class);

    private final Map<Face, Parsed> parsed = new EnumMap<>(Face.class);

    TrueTypeFont font(Face face) {
        return parsed(face).font;
    }

    /** The width in thousandths of the size. */
    float width(Run run) {
        var font = parsed(run.face());
        float width = 0;
        for (int i = 0; i < run.text().length();) {
            int point = run.text().codePointAt(i);
            width += font.width(point);
            i += Character.charCount(point);
        }
        return width;
    }

    float width(List<Run> runs) {
        float width = 0;
        for (var run : runs) {
            width += width(run);
        }
        return width;
    }

    /** Splits a line into runs; what no face can draw is put into Latin letters. */
    List<Run> runs(String line, boolean bold) {
        var latin = bold ? Face.BOLD : Face.REGULAR;
        var runs = new ArrayList<Run>(2);
        var text = new StringBuilder();
        Face face = latin;
        var whole = isPlain(line) ? line : Normalizer.normalize(line, Normalizer.Form.NFC);
        for (int i = 0; i < whole.length();) {
            int point = whole.codePointAt(i);
            i += Character.charCount(point);
            Face fit = latin;
            String drawn = null;
            if (point < 32 || Character.isSpaceChar(point)) {
                drawn = point == 0xA0 ? "\u00A0" : " ";
                fit = face;
            } else if (Character.getType(point) == Character.FORMAT || point >= 0xFE00 && point <= 0xFE0F) {
                continue;
            } else if (!parsed(latin).has(point)) {
                if (isHangul(point) && parsed(Face.HANGUL).has(point)) {
                    fit = Face.HANGUL;
                } else if (parsed(Face.EAST).has(point)) {
                    fit = Face.EAST;
                } else {
                    return runs(LatinForms.of(whole, other -> draws(other, latin)), bold);
                }
            }
            if (fit != face && !text.isEmpty()) {
                runs.add(new Run(face, text.toString()));
                text.setLength(0);
            }
            face = fit;
            if (drawn == null) {
                text.appendCodePoint(point);
            } else {
                text.append(drawn);
            }
        }
        if (!text.isEmpty()) {
            runs.add(new Run(face, text.toString()));
        }
        return runs;
    }

    private static boolean isHangul(int point) {
        return point >= 0xAC00 && point <= 0xD7A3 || point >= 0x3131 && point <= 0x318E;
    }

    private static boolean isPlain(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) > 0x2FF) {
                return false;
            }
        }
        return true;
    }

    /** Whether every letter of a text stands in one of the fonts. */
    boolean draws(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().allMatch(point -> point < 32 || Character.isSpaceChar(point)
                || Character.getType(point) == Character.FORMAT || draws(point, Face.REGULAR));
    }

    private boolean draws(int point, Face latin) {
        return parsed(latin).has(point) || isHangul(point) && parsed(Face.HANGUL).has(point) || parsed(Face.EAST).has(point);
    }

    private Parsed parsed(Face face) {
        return parsed.computeIfAbsent(face, Parsed::new);
    }

    private static synchronized byte[] file(Face face) {
        return FILES.computeIfAbsent(face, wanted -> {
            try (var in = Typefaces.class.getResourceAsStream("/fonts/" + wanted.file)) {
                return in.readAllBytes();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        });
    }

    private static final class Parsed {

        private final TrueTypeFont font;
        private final CmapLookup glyphs;
        private final float scale;
        /** By code point of the basic plane; -1 is not yet looked up. */
        private final short[] widths = new short[0x10000];

        Parsed(Face face) {
            try {
                font = new TTFParser().parse(new RandomAccessReadBuffer(file(face)));
                // Ligatures would need their own widths; plain letters are enough and faster
                font.setEnableGsub(false);
                glyphs = font.getUnicodeCmapLookup();
                scale = 1000f / font.getUnitsPerEm();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
            Arrays.fill(widths, (short) -1);
        }

        boolean has(int point) {
            return glyphs.getGlyphId(point) != 0;
        }

        float width(int point) {
            if (point > 0xFFFF) {
                return advance(point) * scale;
            }
            if (widths[point] < 0) {
                widths[point] = (short) advance(point);
            }
            return widths[point] * scale;
        }

        private int advance(int point) {
            try {
                return font.getAdvanceWidth(glyphs.getGlyphId(point));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
