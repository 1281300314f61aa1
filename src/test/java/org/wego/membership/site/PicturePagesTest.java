package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

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

    @Test
    void theSamePicturesMakeTheSamePdf() throws IOException {
        List<byte[]> pictures = List.of(picture("jpg", 300, 400), picture("png", 400, 300));
        byte[] once = PicturePages.pdf(pictures);
        // the clock that the library would look at has thousandths of a second
        for (long began = System.currentTimeMillis(); System.currentTimeMillis() == began; ) {
            Thread.onSpinWait();
        }
        assertThat(PicturePages.pdf(pictures)).isEqualTo(once);
    }

    /** Grey is as grey, however a picture stores it. */
    @Test
    void everyWayToStoreAPictureIsRead() throws IOException {
        BufferedImage colours = new BufferedImage(120, 160, BufferedImage.TYPE_INT_RGB);
        grey(colours);
        BufferedImage alpha = new BufferedImage(120, 160, BufferedImage.TYPE_INT_ARGB);
        grey(alpha);
        BufferedImage eight = new BufferedImage(120, 160, BufferedImage.TYPE_BYTE_GRAY);
        raster(eight, 128);
        BufferedImage sixteen = new BufferedImage(120, 160, BufferedImage.TYPE_USHORT_GRAY);
        raster(sixteen, 128 << 8 | 128);
        BufferedImage sixteenColours = deep(ColorSpace.CS_sRGB, false);
        raster(sixteenColours, 128 << 8 | 128);
        BufferedImage sixteenAlpha = deep(ColorSpace.CS_sRGB, true);
        raster(sixteenAlpha, 128 << 8 | 128);
        BufferedImage greyAlpha = deep(ColorSpace.CS_GRAY, true);
        raster(greyAlpha, 128 << 8 | 128);
        BufferedImage few = new BufferedImage(120, 160, BufferedImage.TYPE_BYTE_INDEXED);
        grey(few);
        Map<String, byte[]> kinds = new LinkedHashMap<>();
        kinds.put("a PNG in colours", written(colours, "png"));
        kinds.put("with alpha", written(alpha, "png"));
        kinds.put("grey of 8 bits", written(eight, "png"));
        kinds.put("grey of 16 bits", written(sixteen, "png"));
        kinds.put("colours of 16 bits", written(sixteenColours, "png"));
        kinds.put("half clear colours of 16 bits", written(sixteenAlpha, "png"));
        kinds.put("half clear grey of 16 bits", written(greyAlpha, "png"));
        kinds.put("a table of colours", written(few, "png"));
        kinds.put("a PNG in layers", layered(colours, "png"));
        kinds.put("a JPEG in colours", written(colours, "jpg"));
        kinds.put("a JPEG in grey", written(eight, "jpg"));
        kinds.put("a JPEG in layers", layered(colours, "jpg"));
        for (Map.Entry<String, byte[]> kind : kinds.entrySet()) {
            try (PDDocument document = Loader.loadPDF(PicturePages.pdf(List.of(kind.getValue())))) {
                BufferedImage sheet = new PDFRenderer(document).renderImageWithDPI(0, 36);
                int seen = new Color(sheet.getRGB(sheet.getWidth() / 2, sheet.getHeight() / 2)).getGreen();
                // half clear on white paper is lighter
                assertThat(seen).as(kind.getKey()).isBetween(kind.getKey().startsWith("half") ? 180 : 118, kind.getKey().startsWith("half") ? 205 : 138);
            }
        }
    }

    @Test
    void aPngThatSaysHowItWasHeldStandsUpright() throws IOException {
        byte[] png = picture("png", 400, 300);
        byte[] tiff = join("II".getBytes(StandardCharsets.US_ASCII), number(42, 2, true), number(8, 4, true), number(1, 2, true), number(0x0112, 2, true),
                number(3, 2, true), number(1, 4, true), number(6, 2, true), number(0, 2, true), number(0, 4, true));
        byte[] held = join(Arrays.copyOf(png, 33), number(tiff.length, 4, false), "eXIf".getBytes(StandardCharsets.US_ASCII), tiff, number(0, 4, false),
                Arrays.copyOfRange(png, 33, png.length));
        assertThat(corners(PicturePages.pdf(List.of(held)), 0)).containsExactly(Color.BLUE, Color.RED, Color.YELLOW, Color.GREEN);
    }

    @Test
    @Timeout(60)
    void noPictureTakesMuchMemory() throws IOException {
        byte[] png = picture("png", 10, 10);
        // one row of fifty million dots; the reader makes room for three
        assertUnfit(sized(png, 16, 50_000_000, 1), "site.picture.dots");
        assertUnfit(sized(png, 16, 1, 50_000_000), "site.picture.dots");
        byte[] large = written(new BufferedImage(7000, 7000, BufferedImage.TYPE_BYTE_BINARY), "png");
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(PicturePages.pdf(List.of(large))).isNotEmpty();
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) >> 20).as("MB").isLessThan(256);
        assertThat(catchThrowableOfType(UnfitPdf.class, () -> PicturePages.pdf(Collections.nCopies(6, large))).messageKey())
                .isEqualTo("site.picture.dotsTogether");
    }

    private static void grey(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(128, 128, 128));
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.dispose();
    }

    private static void raster(BufferedImage image, int value) {
        int[] dots = new int[image.getWidth() * image.getHeight()];
        Arrays.fill(dots, value);
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
            image.getRaster().setSamples(0, 0, image.getWidth(), image.getHeight(), band, dots);
        }
    }

    private static BufferedImage deep(int colours, boolean alpha) {
        ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(colours), alpha, false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        return new BufferedImage(model, model.createCompatibleWritableRaster(120, 160), false, null);
    }

    private static byte[] layered(BufferedImage image, String kind) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(kind).next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
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
