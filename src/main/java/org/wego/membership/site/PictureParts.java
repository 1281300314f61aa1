package org.wego.membership.site;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

import org.apache.pdfbox.util.Matrix;

/**
 * What a JPEG or PNG says of itself before it is unpacked, and the same file with nothing but what makes the picture.
 *
 * @param width  in dots, as stored
 * @param turn   how it must be turned to stand upright
 * @param plain  the file without comments, places, colour profiles, previews and what follows its end
 */
record PictureParts(boolean jpeg, int width, int height, Turn turn, byte[] plain) {

    /** As the camera was held: values 1 to 8 of EXIF's {@code Orientation}. */
    enum Turn {
        UPRIGHT(1, 0, 0, 1, 0, 0), MIRRORED(-1, 0, 0, 1, 1, 0), HALF(-1, 0, 0, -1, 1, 1), MIRRORED_HALF(1, 0, 0, -1, 0, 1),
        MIRRORED_LEFT(0, -1, -1, 0, 1, 1), RIGHT(0, -1, 1, 0, 0, 1), MIRRORED_RIGHT(0, 1, 1, 0, 0, 0), LEFT(0, 1, -1, 0, 1, 0);

        private final float[] matrix;

        Turn(float... matrix) {
            this.matrix = matrix;
        }

        /** Moves the unit square, in which a PDF draws every picture, onto itself. */
        Matrix matrix() {
            return new Matrix(matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]);
        }

        /** Whether width and height change places. */
        boolean swaps() {
            return matrix[0] == 0;
        }
    }

    /** Fifty million dots: what a telephone makes at its best, and a sheet of A4 at 700 dots an inch. */
    static final long MOST_DOTS = 50_000_000L;
    /** The reader makes room for whole rows: a sheet of A3 at 1,200 dots an inch is less wide. */
    static final int LONGEST_SIDE = 20_000;
    /** A picture that comes in layers is unpacked once a layer; programs write ten of them. */
    private static final int MOST_LAYERS = 16;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final Set<String> PNG_PARTS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    /** Says that colours are stored as cameras and scanners store them. */
    private static final byte[] JFIF = {(byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    long dots() {
        return dots(width, height);
    }

    private static long dots(int width, int height) {
        return (long) width * height;
    }

    static boolean isJpeg(byte[] bytes) {
        return bytes != null && bytes.length > 3 && at(bytes, 0) == 0xFF && at(bytes, 1) == 0xD8 && at(bytes, 2) == 0xFF;
    }

    static boolean isPng(byte[] bytes) {
        return bytes != null && bytes.length > PNG.length && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length);
    }

    /** What some telephones make unless they are told otherwise. */
    static boolean isHeic(byte[] bytes) {
        return bytes != null && bytes.length > 12 && new String(bytes, 4, 8, StandardCharsets.ISO_8859_1).matches("ftyp(hei[cxms]|hev[cxms]|mif1|msf1|avif)");
    }

    /** @throws UnfitPdf if it is damaged, or would be too large */
    static PictureParts of(byte[] bytes) {
        if (isHeic(bytes)) {
            throw new UnfitPdf("site.picture.heic");
        }
        if (bytes.length > PlainPdf.MAX_BYTES) {
            throw new UnfitPdf("site.picture.tooLarge");
        }
        if (!isJpeg(bytes) && !isPng(bytes)) {
            throw new UnfitPdf("site.picture.other");
        }
        try {
            return isJpeg(bytes) ? jpeg(bytes) : png(bytes);
        } catch (IndexOutOfBoundsException torn) {
            throw new UnfitPdf("site.picture.unreadable");
        }
    }

    private static PictureParts jpeg(byte[] bytes) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        int width = 0;
        int height = 0;
        int layers = 0;
        Turn turn = Turn.UPRIGHT;
        boolean usual = false;
        boolean adobe = false;
        int i = 2;
        while (true) {
            if (at(bytes, i) != 0xFF) {
                throw new UnfitPdf("site.picture.unreadable");
            }
            int marker = at(bytes, i + 1);
            if (marker == 0xFF) {
                i++;
                continue;
            }
            if (marker == 0xD9) {
                break;
            }
            int length = at(bytes, i + 2) << 8 | at(bytes, i + 3);
            int next = i + 2 + length;
            at(bytes, next - 1);
            if (length < 2) {
                throw new UnfitPdf("site.picture.unreadable");
            }
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                if (width > 0) {
                    throw new UnfitPdf("site.picture.unreadable");
                }
                height = at(bytes, i + 5) << 8 | at(bytes, i + 6);
                width = at(bytes, i + 7) << 8 | at(bytes, i + 8);
                bound(width, height);
                if (at(bytes, i + 9) == 4) {
                    throw new UnfitPdf("site.picture.cmyk");
                }
            }
            if (marker == 0xE1 && Arrays.equals(bytes, i + 4, Math.min(i + 10, next), EXIF, 0, EXIF.length)) {
                turn = turn(Arrays.copyOfRange(bytes, i + 10, next));
                usual = true;
            }
            usual |= marker == 0xE0;
            // of the parts for programs only Adobe's is kept, which says how colours are meant
            boolean colours = marker == 0xEE && length == 14;
            adobe |= colours;
            if (marker < 0xE0 || colours) {
                plain.write(bytes, i, next - i);
            }
            i = next;
            if (marker == 0xDA) {
                if (++layers > MOST_LAYERS || width == 0) {
                    throw new UnfitPdf(width == 0 ? "site.picture.unreadable" : "site.picture.layers");
                }
                int end = i;
                while (at(bytes, end) != 0xFF || at(bytes, end + 1) == 0 || at(bytes, end + 1) >= 0xD0 && at(bytes, end + 1) <= 0xD7) {
                    end++;
                }
                plain.write(bytes, i, end - i);
                i = end;
            }
        }
        if (layers == 0) {
            throw new UnfitPdf("site.picture.unreadable");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(plain.size() + 22);
        whole.write(bytes, 0, 2);
        if (usual && !adobe) {
            whole.writeBytes(JFIF);
        }
        plain.write(0xFF);
        plain.write(0xD9);
        whole.writeBytes(plain.toByteArray());
        return new PictureParts(true, width, height, turn, whole.toByteArray());
    }

    /** EXIF is a TIFF; its first directory says how the camera was held. What can't be read counts as upright. */
    private static Turn turn(byte[] tiff) {
        try {
            boolean little = tiff[0] == 'I';
            int directory = number(tiff, 4, 4, little);
            int entries = number(tiff, directory, 2, little);
            for (int i = 0; i < Math.min(entries, 200); i++) {
                int entry = directory + 2 + i * 12;
                if (number(tiff, entry, 2, little) == 0x0112) {
                    int value = number(tiff, entry + 8, 2, little);
                    return value >= 1 && value <= 8 ? Turn.values()[value - 1] : Turn.UPRIGHT;
                }
            }
        } catch (ArrayIndexOutOfBoundsException torn) {
            // upright
        }
        return Turn.UPRIGHT;
    }

    private static PictureParts png(byte[] bytes) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        plain.write(bytes, 0, PNG.length);
        int width = 0;
        int height = 0;
        Turn turn = Turn.UPRIGHT;
        int i = PNG.length;
        while (true) {
            int length = number(bytes, i, 4, false);
            String kind = new String(bytes, i + 4, 4, StandardCharsets.ISO_8859_1);
            if (length < 0 || length > bytes.length) {
                throw new UnfitPdf("site.picture.unreadable");
            }
            int next = i + 12 + length;
            at(bytes, next - 1);
            if ((i == PNG.length) != kind.equals("IHDR")) {
                throw new UnfitPdf("site.picture.unreadable");
            }
            if (kind.equals("IHDR")) {
                width = number(bytes, i + 8, 4, false);
                height = number(bytes, i + 12, 4, false);
                bound(width, height);
            }
            if (kind.equals("eXIf")) {
                turn = turn(Arrays.copyOfRange(bytes, i + 8, i + 8 + length));
            }
            if (PNG_PARTS.contains(kind)) {
                plain.write(bytes, i, next - i);
            }
            if (kind.equals("IEND")) {
                return new PictureParts(false, width, height, turn, plain.toByteArray());
            }
            i = next;
        }
    }

    private static void bound(int width, int height) {
        if (width <= 0 || height <= 0) {
            throw new UnfitPdf("site.picture.unreadable");
        }
        if (dots(width, height) > MOST_DOTS || Math.max(width, height) > LONGEST_SIDE) {
            throw new UnfitPdf("site.picture.dots");
        }
    }

    private static int number(byte[] bytes, int from, int length, boolean little) {
        int number = 0;
        for (int i = 0; i < length; i++) {
            number |= at(bytes, from + i) << 8 * (little ? i : length - 1 - i);
        }
        return number;
    }

    private static int at(byte[] bytes, int i) {
        return bytes[i] & 0xFF;
    }
}
