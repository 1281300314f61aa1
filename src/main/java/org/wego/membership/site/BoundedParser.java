package org.wego.membership.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Reads a PDF from a stranger without letting it choose how much memory that takes. What the parser itself unpacks, streams
 * of objects and of cross-references, is unpacked here first, counted and thrown away; a few kilobytes may hold gigabytes.
 *
 * <p>The dictionary that is asked is the one that the parser has read, so no spelling of a name hides a stream.
 */
class BoundedParser extends PDFParser {

    /** All packed objects of one file together; a scan of a hundred pages stays below a tenth of it. */
    static final int MOST_UNPACKED = 16 * 1024 * 1024;
    /** Letters that begin a value of its own; such a value takes fifty times its size in memory. */
    static final int MOST_VALUES = 1_500_000;
    /** All other streams together, if their text is to be read. */
    static final long MOST_TEXT = 64L * 1024 * 1024;

    private static final int WIDEST_ROW = 65_536;
    private static final COSName W = COSName.getPDFName("W");
    private static final Set<String> FLATE = Set.of("FlateDecode", "Fl");
    /** How a picture may be packed besides: nobody here unpacks it. */
    private static final Set<String> PICTURES = Set.of("DCTDecode", "DCT", "CCITTFaxDecode", "CCF", "JBIG2Decode", "JPXDecode");

    private final boolean packs;
    private final byte[] piece = new byte[16 * 1024];
    private long unpacked;
    private long values;
    private long text;

    BoundedParser(byte[] bytes) throws IOException {
        super(new RandomAccessReadBuffer(bytes), "", null, null, IOUtils.createTempFileOnlyStreamCache());
        count(bytes, bytes.length);
        packs = new String(bytes, StandardCharsets.ISO_8859_1).contains("/ObjStm");
    }

    /** Whether all streams of the file may be unpacked at once, as reading its text does; known once all were looked at. */
    boolean readable() {
        return text <= MOST_TEXT;
    }

    /**
     * Parses it. A file whose table is broken is repaired as long as no objects are packed in it: the library's repair looks
     * for those by itself and unpacks them past {@link #parseCOSStream}.
     */
    @Override
    public PDDocument parse() throws IOException {
        return parse(!packs);
    }

    @Override
    protected COSDictionary retrieveTrailer() throws IOException {
        COSDictionary trailer = super.retrieveTrailer();
        if (document.isEncrypted()) {
            throw new UnfitPdf("site.pdf.encrypted");
        }
        return trailer;
    }

    /** Nothing is unlocked, not even where no password is needed: what is packed can't be counted before it is unlocked. */
    @Override
    protected void prepareDecryption() throws IOException {
        if (document.isEncrypted()) {
            throw new UnfitPdf("site.pdf.encrypted");
        }
        super.prepareDecryption();
    }

    @Override
    protected COSStream parseCOSStream(COSDictionary dictionary) throws IOException {
        COSStream stream = super.parseCOSStream(dictionary);
        if (stream == null) {
            return null;
        }
        if (dictionary.containsKey(COSName.N) || dictionary.containsKey(COSName.FIRST) || dictionary.containsKey(W)
            || COSName.XREF.equals(dictionary.getCOSName(COSName.TYPE))) {
            bound(stream);
        } else if (text <= MOST_TEXT) {
            weigh(stream);
        }
        return stream;
    }

    /** A stream that the parser is going to unpack. */
    private void bound(COSStream stream) throws IOException {
        COSBase filter = filter(stream);
        if (filter == null) {
            return;
        }
        if (!(filter instanceof COSName name) || !FLATE.contains(name.getName()) || widest(stream) > WIDEST_ROW) {
            throw new UnfitPdf("site.pdf.packed");
        }
        unpacked += unpack(stream, MOST_UNPACKED - unpacked, true);
        if (unpacked > MOST_UNPACKED) {
            throw new UnfitPdf("site.pdf.packed");
        }
    }

    /** Any other stream: it is only unpacked if somebody wants to read the text of the pages. */
    private void weigh(COSStream stream) throws IOException {
        COSBase filter = filter(stream);
        boolean picture = COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE));
        if (filter == null || picture && filter instanceof COSName name && PICTURES.contains(name.getName())) {
            text += filter == null ? stream.getLength() : 0;
        } else if (filter instanceof COSName name && FLATE.contains(name.getName()) && widest(stream) <= WIDEST_ROW) {
            text += unpack(stream, MOST_TEXT - text, false);
        } else {
            text = MOST_TEXT + 1;
        }
    }

    private static COSBase filter(COSStream stream) {
        COSBase filter = stream.getFilters();
        if (filter instanceof COSArray several) {
            return several.size() == 0 ? null : several.size() == 1 ? several.getObject(0) : several;
        }
        return filter;
    }

    /** The widest row of a predictor: the reader makes room for a whole row before it has seen one. */
    private static int widest(COSStream stream) {
        COSBase parameters = stream.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
        if (parameters instanceof COSArray several) {
            parameters = several.size() == 0 ? null : several.getObject(0);
        }
        return parameters instanceof COSDictionary dictionary ? Math.max(dictionary.getInt(COSName.COLUMNS, 1), 0) : 0;
    }

    /** How long the unpacked stream is; stops a little beyond {@code most}. */
    private long unpack(COSStream stream, long most, boolean counting) throws IOException {
        long length = 0;
        Inflater inflater = new Inflater();
        byte[] raw = new byte[8 * 1024];
        try (InputStream in = stream.createRawInputStream()) {
            int read;
            while (length <= most && !inflater.finished() && (read = in.read(raw)) >= 0) {
                inflater.setInput(raw, 0, read);
                int out;
                while (length <= most && (out = inflater.inflate(piece)) > 0) {
                    length += out;
                    if (counting) {
                        count(piece, out);
                    }
                }
                if (inflater.needsDictionary()) {
                    break;
                }
            }
        } catch (DataFormatException torn) {
            // the parser sees the same and takes what came before
        } finally {
            inflater.end();
        }
        return length;
    }

    private void count(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte one = bytes[i];
            if (one == '(' || one == '[' || one == '<' || one == '/') {
                values++;
            }
        }
        if (values > MOST_VALUES) {
            throw new UnfitPdf("site.pdf.packed");
        }
    }
}
