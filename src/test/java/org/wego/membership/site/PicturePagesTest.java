package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import javax.imageio.ImageIO;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages that were photographed become one PDF, upright; what is no picture, or too much of one, is refused with its reason. */
class PicturePagesTest {

    private static final Color[] CORNERS = {Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW};

    @Test
    void severalPicturesBecomeOnePdfInTheirOrder() throws IOException {
        byte[] pdf = PicturePages.pdf(List.of(picture("jpg", 300, 400), picture("png", 400, 300), picture("jpg", 20, 2000)));
        assertThatCode(() -> PlainPdf.check(pdf)).doesNotThrowAnyException();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(3);
            assertThat(document.getPage(0).getMediaBox().getHeight()).isGreaterThan(document.getPage(0).getMediaBox().getWidth());
            assertThat(document.getPage(1).getMediaBox().getHeight()).isLessThan(document.getPage(1).getMediaBox().getWidth());
        }
        assertThat(corners(pdf, 0)).containsExactly(CORNERS);
        assertThat(corners(pdf, 1)).containsExactly(CORNERS);
    }

    /** Top left, top right, bottom left, bottom right as stored are seen elsewhere once it is turned. */
    @Test
    void eachWayToHoldACameraStandsUpright() throws IOException {
        Color r = Color.RED;
        Color g = Color.GREEN;
        Color b = Color.BLUE;
        Color y = Color.YELLOW;
        Color[][] seen = {{r, g, b, y}, {g, r, y, b}, {y, b, g, r}, {b, y, r, g}, {r, b, g, y}, {b, r, y, g}, {y, g, b, r}, {g, y, r, b}};
        for (int way = 1; way <= 8; way++) {
            for (boolean little : new boolean[] {true, false}) {
                byte[] pdf = PicturePages.pdf(List.of(held(picture("jpg", 400, 300), way, little)));
                assertThat(corners(pdf, 0)).as("way " + way).containsExactly(seen[way - 1]);
                try (PDDocument document = Loader.loadPDF(pdf)) {
                    assertThat(document.getPage(0).getMediaBox().getWidth() > 600).as("way " + way + " lies").isEqualTo(way < 5);
                }
            }
        }
        assertThat(corners(PicturePages.pdf(List.of(held(picture("jpg", 400, 300), 77, true))), 0)).containsExactly(CORNERS);
    }

    @Test
    void whatIsTransparentIsWhitePaper() throws IOException {
        BufferedImage clear = new BufferedImage(100, 140, BufferedImage.TYPE_INT_ARGB);
        assertThat(corners(PicturePages.pdf(List.of(written(clear, "png"))), 0)).containsOnly(Color.WHITE);
        BufferedImage fax = new BufferedImage(100, 140, BufferedImage.TYPE_BYTE_BINARY);
        assertThat(corners(PicturePages.pdf(List.of(written(fax, "png"))), 0)).containsOnly(Color.BLACK);
    }

    @Test
    void nothingHiddenInAPictureGetsIntoThePdf() throws IOException {
        byte[] jpeg = held(picture("jpg", 200, 300), 1, true);
        byte[] tail = "<script>GPS 37.26 N</script>PK".getBytes(StandardCharsets.US_ASCII);
        byte[] led = join(Arrays.copyOf(jpeg, 2), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (2 + tail.length)}, tail,
                Arrays.copyOfRange(jpeg, 2, jpeg.length), tail);
        PictureParts parts = PictureParts.of(led);
        assertThat(new String(parts.plain(), StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Exif", "PK");
        assertThat(new String(PicturePages.pdf(List.of(led)), StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Exif");
        byte[] png = picture("png", 20, 30);
        assertThat(new String(PictureParts.of(join(png, tail)).plain(), StandardCharsets.ISO_8859_1)).doesNotContain("GPS");
    }

    @Test
    @Timeout(20)
    void whatWouldBecomeTooLargeIsRefusedBeforeItIsUnpacked() throws IOException {
        byte[] png = picture("png", 10, 10);
        assertUnfit(sized(png, 16, 60_000, 60_000), "site.picture.dots");
        assertUnfit(sized(png, 16, 0, 10), "site.picture.unreadable");
        assertUnfit(sized(png, 16, -1, 10), "site.picture.unreadable");
        byte[] jpeg = picture("jpg", 10, 10);
        int frame = frame(jpeg);
        byte[] wide = jpeg.clone();
        Arrays.fill(wide, frame + 5, frame + 9, (byte) 0xFF);
        assertUnfit(wide, "site.picture.dots");
        assertUnfit(Arrays.copyOf(jpeg, PlainPdf.MAX_BYTES + 1), "site.picture.tooLarge");
        assertThat(catchThrowableOfType(UnfitPdf.class, () -> PicturePages.pdf(Collections.nCopies(21, jpeg))).messageKey()).isEqualTo("site.picture.many");
        // says it is larger than it is: what is missing stays grey or is refused, and no memory is taken for more
        byte[] lying = jpeg.clone();
        lying[frame + 5] = 0x10;
        assertThatCode(() -> tried(lying)).doesNotThrowAnyException();
    }

    @Test
    void layersUponLayersAreRefused() throws IOException {
        byte[] jpeg = picture("jpg", 30, 30);
        int scan = find(jpeg, (byte) 0xDA);
        byte[] layer = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
        byte[] many = Arrays.copyOf(jpeg, jpeg.length - 2);
        for (int i = 0; i < 20; i++) {
            many = join(many, layer);
        }
        assertUnfit(join(many, new byte[] {(byte) 0xFF, (byte) 0xD9}), "site.picture.layers");
    }

    @Test
    void eachOtherKindIsToldWhatToDo() throws IOException {
        assertUnfit("\0\0\0\u0018ftypheic\0\0\0\0mif1".getBytes(StandardCharsets.ISO_8859_1), "site.picture.heic");
        assertUnfit("GIF89a and more".getBytes(StandardCharsets.US_ASCII), "site.picture.other");
        byte[] cmyk = picture("jpg", 20, 20);
        cmyk[frame(cmyk) + 9] = 4;
        assertUnfit(cmyk, "site.picture.cmyk");
        for (String kind : new String[] {"jpg", "png"}) {
            byte[] whole = picture(kind, 60, 80);
            for (int length : new int[] {4, 9, 20, 40, whole.length / 3}) {
                assertUnfit(Arrays.copyOf(whole, length), length < 9 && kind.equals("png") ? "site.picture.other" : "site.picture.unreadable");
            }
        }
    }

    @Test
    @Timeout(60)
    void noMutilationDoesMoreThanBeRefused() throws IOException {
        Random random = new Random(20261122);
        for (String kind : new String[] {"jpg", "png"}) {
            byte[] whole = held(picture(kind, 90, 120), 6, true);
            for (int i = 0; i < 300; i++) {
                byte[] bytes = whole.clone();
                for (int k = 0; k <= random.nextInt(12); k++) {
                    bytes[3 + random.nextInt(bytes.length - 3)] = (byte) random.nextInt(256);
                }
                tried(bytes);
            }
        }
    }

    private static void tried(byte[] bytes) {
        try {
            PlainPdf.check(PicturePages.pdf(List.of(bytes)));
        } catch (UnfitPdf unfit) {
            assertThat(unfit.messageKey()).startsWith("site.picture.");
        }
    }

    private static void assertUnfit(byte[] bytes, String key) {
        UnfitPdf unfit = catchThrowableOfType(UnfitPdf.class, () -> PicturePages.pdf(List.of(bytes)));
        assertThat(unfit).as(key).isNotNull();
        assertThat(unfit.messageKey()).isEqualTo(key);
    }

    /** The colours near the picture's four corners on its page. */
    private static Color[] corners(byte[] pdf, int page) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage sheet = new PDFRenderer(document).renderImageWithDPI(page, 36);
            int top = 0;
            int left = 0;
            int bottom = sheet.getHeight() - 1;
            int right = sheet.getWidth() - 1;
            // the picture may leave a margin on two sides: go in from the edges until something else than paper is met
            while (top < bottom && white(sheet, sheet.getWidth() / 4, top)) {
                top++;
            }
            while (bottom > top && white(sheet, sheet.getWidth() / 4, bottom)) {
                bottom--;
            }
            while (left < right && white(sheet, left, sheet.getHeight() / 4)) {
                left++;
            }
            while (right > left && white(sheet, right, sheet.getHeight() / 4)) {
                right--;
            }
            return new Color[] {near(sheet, left + 8, top + 8), near(sheet, right - 8, top + 8), near(sheet, left + 8, bottom - 8), near(sheet, right - 8, bottom - 8)};
        }
    }

    private static boolean white(BufferedImage sheet, int x, int y) {
        return near(sheet, x, y).equals(Color.WHITE);
    }

    private static Color near(BufferedImage sheet, int x, int y) {
        Color dot = new Color(sheet.getRGB(Math.max(0, Math.min(x, sheet.getWidth() - 1)), Math.max(0, Math.min(y, sheet.getHeight() - 1))));
        return new Color(dot.getRed() > 127 ? 255 : 0, dot.getGreen() > 127 ? 255 : 0, dot.getBlue() > 127 ? 255 : 0);
    }

    /** Four colours, one a corner. */
    private static byte[] picture(String kind, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        for (int i = 0; i < 4; i++) {
            pen.setColor(CORNERS[i]);
            pen.fillRect(i % 2 * width / 2, i / 2 * height / 2, width, height);
        }
        pen.dispose();
        return written(image, kind);
    }

    private static byte[] written(BufferedImage image, String kind) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, kind, out)).isTrue();
        return out.toByteArray();
    }

    /** Says how the camera was held, as cameras do; of a PNG nothing is changed. */
    private static byte[] held(byte[] jpeg, int way, boolean little) {
        if (jpeg[0] != (byte) 0xFF) {
            return jpeg;
        }
        byte[] order = (little ? "II" : "MM").getBytes(StandardCharsets.US_ASCII);
        byte[] tiff = join(order, number(42, 2, little), number(8, 4, little), number(1, 2, little), number(0x0112, 2, little), number(3, 2, little),
                number(1, 4, little), number(way, 2, little), number(0, 2, little), number(0, 4, little));
        byte[] exif = join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff);
        return join(Arrays.copyOf(jpeg, 2), new byte[] {(byte) 0xFF, (byte) 0xE1}, number(exif.length + 2, 2, false), exif,
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] number(int value, int length, boolean little) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[little ? i : length - 1 - i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    private static byte[] sized(byte[] png, int at, int width, int height) {
        byte[] other = png.clone();
        System.arraycopy(number(width, 4, false), 0, other, at, 4);
        System.arraycopy(number(height, 4, false), 0, other, at + 4, 4);
        return other;
    }

    private static int frame(byte[] jpeg) {
        return find(jpeg, (byte) 0xC0);
    }

    private static int find(byte[] jpeg, byte marker) {
        for (int i = 2; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == marker) {
                return i;
            }
        }
        throw new AssertionError("no marker");
    }

    private static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }
}
