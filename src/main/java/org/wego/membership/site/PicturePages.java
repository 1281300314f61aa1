package org.wego.membership.site;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.util.Matrix;

/**
 * Makes one PDF of photographed or scanned pages, a sheet of A4 each, upright.
 *
 * <p>Pictures come from strangers. How large one becomes is read from its first bytes before anything is unpacked; only the
 * parts that make the picture are kept, so neither a hidden part nor the place where it was taken gets into the PDF; and it
 * is drawn anew, so what is stored was written here.
 */
public final class PicturePages {

    /** Pages of one paper. */
    public static final int MOST_PAGES = 20;

    private static final PDRectangle A4 = PDRectangle.A4;
    /** A4 at 200 dots an inch has four million; what is larger is made smaller. */
    private static final double ENOUGH_DOTS = 4_200_000;
    /** Twenty photographs of a usual telephone; each takes a second for fifty million. */
    private static final long MOST_DOTS = 250_000_000L;
    private static final float[] QUALITIES = {0.82f, 0.6f, 0.4f};
    private static final float MARGIN = 14;
    /** A picture takes four bytes a dot while it is read: one at a time. */
    private static final Semaphore PLACE = new Semaphore(1);

    private PicturePages() {
    }

    /** Whether the bytes begin like a picture, be it of a kind that can't be read here. */
    public static boolean isPicture(byte[] bytes) {
        return PictureParts.isJpeg(bytes) || PictureParts.isPng(bytes) || PictureParts.isHeic(bytes);
    }

    /**
     * The pages as one PDF, in the order given. The same pictures make the same PDF, to the byte, so that who sends them twice
     * has sent one thing.
     *
     * @throws UnfitPdf with the reason if a picture can't be read or is too large, or if there are too many
     */
    public static byte[] pdf(List<byte[]> pictures) {
        if (pictures.size() > MOST_PAGES) {
            throw new UnfitPdf("site.picture.many");
        }
        if (pictures.stream().map(PictureParts::of).mapToLong(PictureParts::dots).sum() > MOST_DOTS) {
            throw new UnfitPdf("site.picture.dotsTogether");
        }
        PLACE.acquireUninterruptibly();
        try {
            for (float quality : QUALITIES) {
                byte[] pdf = pdf(pictures, quality);
                if (pdf.length <= PlainPdf.MAX_BYTES) {
                    return pdf;
                }
            }
            throw new UnfitPdf("site.picture.together");
        } catch (IOException e) {
            throw new UnfitPdf("site.picture.unreadable");
        } finally {
            PLACE.release();
        }
    }

    private static byte[] pdf(List<byte[]> pictures, float quality) throws IOException {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (byte[] bytes : pictures) {
                PictureParts parts = PictureParts.of(bytes);
                page(document, picture(parts), parts.turn(), quality);
            }
            document.getDocumentInformation().setCreator("WeGO Membership");
            document.setDocumentId(1L);
            document.save(out);
            return out.toByteArray();
        }
    }

    /** The picture without anything around it, white where it is transparent, not larger than a sheet needs. */
    private static BufferedImage picture(PictureParts parts) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(parts.jpeg() ? "jpeg" : "png").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(parts.plain()))) {
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != parts.width() || reader.getHeight(0) != parts.height()) {
                throw new UnfitPdf("site.picture.unreadable");
            }
            ImageReadParam how = reader.getDefaultReadParam();
            double dots = (double) parts.width() * parts.height();
            int step = (int) Math.ceil(Math.sqrt(dots / (ENOUGH_DOTS * 4)));
            if (step > 1) {
                how.setSourceSubsampling(step, step, 0, 0);
            }
            BufferedImage read = likeColours(reader.read(0, how));
            double scale = Math.min(1, Math.sqrt(ENOUGH_DOTS / ((double) read.getWidth() * read.getHeight())));
            int width = Math.max(1, (int) Math.round(read.getWidth() * scale));
            int height = Math.max(1, (int) Math.round(read.getHeight() * scale));
            BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D canvas = drawn.createGraphics();
            canvas.setColor(Color.WHITE);
            canvas.fillRect(0, 0, width, height);
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.drawImage(read, 0, 0, width, height, null);
            canvas.dispose();
            return drawn;
        } catch (IOException | RuntimeException e) {
            throw e instanceof UnfitPdf unfit ? unfit : new UnfitPdf("site.picture.unreadable");
        } finally {
            reader.dispose();
        }
    }

    /** Grey that is partly clear: the library would take it for light without gamma, and draw pencil too faint to be seen. */
    private static BufferedImage likeColours(BufferedImage read) {
        Raster grey = read.getRaster();
        if (grey.getNumBands() != 2) {
            return read;
        }
        int shift = grey.getSampleModel().getSampleSize(0) - 8;
        BufferedImage colours = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_ARGB);
        int[] row = new int[read.getWidth()];
        int[] light = new int[row.length];
        int[] ink = new int[row.length];
        for (int y = 0; y < read.getHeight(); y++) {
            grey.getSamples(0, y, row.length, 1, 0, light);
            grey.getSamples(0, y, row.length, 1, 1, ink);
            for (int x = 0; x < row.length; x++) {
                row[x] = (ink[x] >> shift) << 24 | (light[x] >> shift) * 0x010101;
            }
            colours.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return colours;
    }

    private static void page(PDDocument document, BufferedImage picture, PictureParts.Turn turn, float quality) throws IOException {
        boolean lying = turn.swaps() ? picture.getHeight() > picture.getWidth() : picture.getWidth() > picture.getHeight();
        PDRectangle sheet = lying ? new PDRectangle(A4.getHeight(), A4.getWidth()) : A4;
        PDPage page = new PDPage(sheet);
        document.addPage(page);
        float wide = turn.swaps() ? picture.getHeight() : picture.getWidth();
        float high = turn.swaps() ? picture.getWidth() : picture.getHeight();
        float scale = Math.min((sheet.getWidth() - 2 * MARGIN) / wide, (sheet.getHeight() - 2 * MARGIN) / high);
        float x = (sheet.getWidth() - wide * scale) / 2;
        float y = (sheet.getHeight() - high * scale) / 2;
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            Matrix place = new Matrix(wide * scale, 0, 0, high * scale, x, y);
            content.drawImage(JPEGFactory.createFromImage(document, picture, quality), turn.matrix().multiply(place));
        }
    }
}
