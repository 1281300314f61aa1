package org.wego.membership.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
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
    /** Letters that begin a value of its own; such a value takes up to two hundred bytes of memory. */
    static final int MOST_VALUES = 1_000_000;
    /** The same with numbers, which take less. */
    static final int MOST_WORDS = 2_500_000;
    /** All other streams together, if their text is to be read. */
    static final long MOST_TEXT = 64L * 1024 * 1024;
    /** So much may stand in them; one list of numbers may be as long as a whole page. */
    static final int MOST_TEXT_WORDS = 1_500_000;

    /** In bytes; the reader makes room for two rows before it has seen one. */
    private static final long WIDEST_ROW = 1024 * 1024;
    /** What looking for an object costs that isn't where the table says. */
    private static final int IN_VAIN = 1024;
    private static final COSName W = COSName.getPDFName("W");
    private static final Set<String> FLATE = Set.of("FlateDecode", "Fl");
    /** How a picture may be packed besides: nobody here unpacks it. */
    private static final Set<String> PICTURES = Set.of("DCTDecode", "DCT", "CCITTFaxDecode", "CCF", "JBIG2Decode", "JPXDecode");

    private final boolean packs;
    private final byte[] piece = new byte[16 * 1024];
    private final Map<COSBase, Long> lengths = new IdentityHashMap<>();
    private final Set<COSBase> pictures = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Words objects = new Words();
    private final Words contents = new Words();
    private long unpacked;
    private long text;

    /** Counts what begins a value, and what begins a value or a number. */
    private static final class Words {
        private long values;
        private long all;
        private boolean within;

        void count(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                byte one = bytes[i];
                boolean begins = one == '(' || one == '[' || one == '<' || one == '/';
                boolean between = begins || one <= ' ' && one >= 0 || one == ')' || one == ']' || one == '>';
                if (begins) {
                    values++;
                    all++;
                } else if (!between && !within) {
                    all++;
                }
                within = !between || one == '/';
            }
        }
    }

    BoundedParser(byte[] bytes) throws IOException {
        super(new RandomAccessReadBuffer(bytes), "", null, null, IOUtils.createTempFileOnlyStreamCache());
        objects.count(bytes, bytes.length);
        refuseTooMany();
        packs = new String(bytes, StandardCharsets.ISO_8859_1).contains("/ObjStm");
    }

    /** Whether all streams of the file may be unpacked at once, as reading its text does; known once all were looked at. */
    boolean readable() {
        return text <= MOST_TEXT && contents.all <= MOST_TEXT_WORDS;
    }

    /** Whether it is a picture that was never unpacked, and so must not be read as anything else. */
    boolean isPicture(COSBase stream) {
        return pictures.contains(stream);
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

    /** The library unpacks the whole stream anew for each object that isn't in it, though the table says so. */
    @Override
    protected COSBase parseObjectStreamObject(long stream, COSObjectKey key) throws IOException {
        COSBase found = super.parseObjectStreamObject(stream, key);
        if (found == null) {
            COSBase searched = document.getObjectFromPool(new COSObjectKey(stream, 0)).getObject();
            unpacked += IN_VAIN + lengths.getOrDefault(searched, 0L);
            if (unpacked > MOST_UNPACKED) {
                throw new UnfitPdf("site.pdf.packed");
            }
        }
        return found;
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
        long length = unpack(stream, MOST_UNPACKED - unpacked, objects);
        unpacked += length;
        lengths.put(stream, length);
        if (unpacked > MOST_UNPACKED) {
            throw new UnfitPdf("site.pdf.packed");
        }
        refuseTooMany();
    }

    private void refuseTooMany() {
        if (objects.values > MOST_VALUES || objects.all > MOST_WORDS) {
            throw new UnfitPdf("site.pdf.packed");
        }
    }

    /** Any other stream: it is only unpacked if somebody wants to read the text of the pages. */
    private void weigh(COSStream stream) throws IOException {
        COSBase filter = filter(stream);
        boolean picture = COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE));
        if (picture && filter instanceof COSName name && PICTURES.contains(name.getName())) {
            pictures.add(stream);
        } else if (filter == null) {
            try (InputStream in = stream.createRawInputStream()) {
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    contents.count(piece, read);
                    text += read;
                }
            }
        } else if (filter instanceof COSName name && FLATE.contains(name.getName()) && widest(stream) <= WIDEST_ROW) {
            text += unpack(stream, MOST_TEXT - text, contents);
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

    /** The widest row of a predictor, in bytes, as the reader reckons it. */
    private static long widest(COSStream stream) {
        COSBase parameters = stream.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
        if (parameters instanceof COSArray several) {
            parameters = several.size() == 0 ? null : several.getObject(0);
        }
        if (!(parameters instanceof COSDictionary dictionary)) {
            return 0;
        }
        long columns = Math.abs((long) dictionary.getInt(COSName.COLUMNS, 1));
        long colours = Math.min(Math.abs((long) dictionary.getInt(COSName.COLORS, 1)), 32);
        long bits = Math.abs((long) dictionary.getInt(COSName.BITS_PER_COMPONENT, 8));
        // three numbers of 31 bits don't fit together into 63
        return bits > WIDEST_ROW || columns > WIDEST_ROW ? Long.MAX_VALUE : columns * colours * bits / 8;
    }

    /**
     * How long the unpacked stream is; stops a little beyond {@code most}. It unpacks as the reader does, which passes over
     * the two bytes that head a packed stream without a look at them.
     */
    private long unpack(COSStream stream, long most, Words words) throws IOException {
        long length = 0;
        Inflater inflater = new Inflater(true);
        byte[] raw = new byte[8 * 1024];
        try (InputStream in = stream.createRawInputStream()) {
            in.read();
            in.read();
            int read;
            while (length <= most && !inflater.finished() && (read = in.read(raw)) >= 0) {
                inflater.setInput(raw, 0, read);
                int out;
                while (length <= most && (out = inflater.inflate(piece)) > 0) {
                    length += out;
                    words.count(piece, out);
                }
            }
        } catch (DataFormatException torn) {
            // the parser sees the same and takes what came before
        } finally {
            inflater.end();
        }
        return length;
    }
}
