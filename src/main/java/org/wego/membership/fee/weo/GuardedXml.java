package org.wego.membership.fee.weo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.wego.membership.fee.weo.WeoRefused.Why;

/**
 * The XML of a workbook on its way to the parser: counted against what all parts together may unpack to, and kept to what such
 * XML holds. No document type, comment or CDATA ({@code <!}), no instruction but the declaration, no tag or text of a length
 * that a parser would have to hold in memory, no encoding but UTF-8's.
 */
final class GuardedXml extends FilterInputStream {

    /** How much all parts of a workbook may unpack to; the IMF's have some 60 MB. */
    static final class Budget {

        private long left;

        Budget(long bytes) {
            left = bytes;
        }

        void take(long bytes) {
            left -= bytes;
            if (left < 0) {
                throw new WeoRefused(Why.UNPACKS_TOO_BIG, null);
            }
        }
    }

    private static final int LONGEST_WITHOUT_TAG = 512 * 1024;

    private final Budget budget;
    private long position;
    private long lastTag;
    private int previous;

    GuardedXml(InputStream in, Budget budget) {
        super(in);
        this.budget = budget;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            budget.take(read);
            for (int i = offset; i < offset + read; i++, position++) {
                look(bytes[i] & 0xFF);
            }
        }
        return read;
    }

    private void look(int next) {
        boolean unfit = next == 0 || previous == '<' && (next == '!' || next == '?' && position > 4);
        if (unfit || position - lastTag > LONGEST_WITHOUT_TAG) {
            throw new WeoRefused(Why.DAMAGED, null, unfit ? "<" + (char) next : "<");
        }
        if (next == '<') {
            lastTag = position;
        }
        previous = next;
    }

    /** The archive's stream is the caller's to close. */
    @Override
    public void close() {
    }
}
