package org.wego.membership.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;

/**
 * Takes out of a stranger's fonts what the library would believe. To read a text nobody needs the letters' shapes, only which
 * letter a code means and how wide it is; and a range from one to two thousand million, of which the library would write out
 * every number, takes a dozen signs to write down.
 */
final class PlainFonts {

    /** Room for an entry for each of the 65,536 codes that a font can have. */
    private static final int LONGEST_TABLE = 2 * 1024 * 1024;
    private static final int MOST_CODES = 0x10000;
    private static final List<COSName> SHAPES = List.of(COSName.FONT_FILE, COSName.FONT_FILE2, COSName.FONT_FILE3, COSName.CID_TO_GID_MAP,
            COSName.CHAR_PROCS, COSName.W2);
    private static final Pattern PART = Pattern.compile("beginbf(char|range)\\b(.*?)endbf", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("<([0-9A-Fa-f\\s]{0,2000})>|[\\[\\]]");
    private static final Pattern CODE = Pattern.compile("[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}");
    private static final Pattern LETTERS = Pattern.compile("([0-9A-Fa-f]{2})+");

    private final COSDocument document;
    private final Map<COSStream, COSStream> tables = new IdentityHashMap<>();

    PlainFonts(COSDocument document) {
        this.document = document;
    }

    /** Whether a dictionary says something of letters; what kind of object it claims to be doesn't matter. */
    static boolean concerns(COSDictionary dictionary) {
        return SHAPES.stream().anyMatch(dictionary::containsKey) || dictionary.containsKey(COSName.TO_UNICODE)
                || dictionary.getDictionaryObject(COSName.W) instanceof COSArray || dictionary.getDictionaryObject(COSName.ENCODING) instanceof COSStream;
    }

    /** Leaves what is needed to read, in one way of writing. */
    void plain(COSDictionary font) throws IOException {
        SHAPES.forEach(font::removeItem);
        if (font.getDictionaryObject(COSName.W) instanceof COSArray widths && codes(widths) > 4 * MOST_CODES) {
            font.removeItem(COSName.W);
        }
        if (font.getDictionaryObject(COSName.ENCODING) instanceof COSStream) {
            font.setItem(COSName.ENCODING, COSName.IDENTITY_H);
        }
        if (font.getDictionaryObject(COSName.TO_UNICODE) instanceof COSStream letters) {
            COSStream table = tables.get(letters);
            if (table == null) {
                table = table(letters);
                tables.put(letters, table);
                tables.put(table, table);
            }
            font.setItem(COSName.TO_UNICODE, table);
        }
    }

    /** Of how many codes the widths are said, read as the library reads them. */
    private static long codes(COSArray widths) {
        long codes = 0;
        int i = 0;
        while (i < widths.size() - 1) {
            if (widths.getObject(i++) instanceof COSNumber first) {
                COSBase next = widths.getObject(i++);
                if (next instanceof COSArray several) {
                    codes += several.size();
                } else {
                    i++;
                    codes += next instanceof COSNumber last ? Math.max(0, 1L + last.intValue() - first.intValue()) : 0;
                }
            }
        }
        return codes;
    }

    private COSStream table(COSStream letters) throws IOException {
        byte[] said;
        try (InputStream in = letters.createInputStream()) {
            said = in.readNBytes(LONGEST_TABLE);
        }
        COSStream table = document.createCOSStream();
        try (OutputStream out = table.createOutputStream()) {
            out.write(anew(new String(said, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.US_ASCII));
        }
        return table;
    }

    /** The table that says which letter each code means, one line a code. */
    static String anew(String table) {
        Map<String, String> letters = new TreeMap<>();
        Matcher part = PART.matcher(table);
        while (part.find()) {
            boolean ranges = part.group(1).equals("range");
            List<String> row = new ArrayList<>();
            boolean listed = false;
            Matcher token = TOKEN.matcher(part.group(2));
            while (token.find() && letters.size() < MOST_CODES) {
                String one = token.group();
                if (one.equals("[")) {
                    listed = true;
                } else if (one.equals("]")) {
                    row.clear();
                    listed = false;
                } else if (listed && row.size() == 2) {
                    // each code of the range has its own
                    String code = row.get(0);
                    put(letters, code, token.group(1), 0);
                    row.set(0, CODE.matcher(code).matches() ? hex(Integer.parseInt(code, 16) + 1, code.length()) : code);
                } else {
                    row.add(token.group(1).replaceAll("\\s", ""));
                    if (row.size() == (ranges ? 3 : 2)) {
                        range(letters, row);
                        row.clear();
                    }
                }
            }
        }
        StringBuilder out = new StringBuilder("begincmap\n").append(letters.size()).append(" beginbfchar\n");
        letters.forEach((code, letter) -> out.append('<').append(code).append("> <").append(letter).append(">\n"));
        return out.append("endbfchar\nendcmap\n").toString();
    }

    private static void range(Map<String, String> letters, List<String> row) {
        String first = row.get(0);
        String last = row.get(row.size() - 2);
        if (CODE.matcher(first).matches() && CODE.matcher(last).matches() && first.length() == last.length()) {
            int from = Integer.parseInt(first, 16);
            int to = Integer.parseInt(last, 16);
            for (int code = from; code <= to && letters.size() < MOST_CODES; code++) {
                put(letters, hex(code, first.length()), row.get(row.size() - 1), code - from);
            }
        }
    }

    /** @param further so many letters after the one that is written */
    private static void put(Map<String, String> letters, String code, String written, int further) {
        String letter = written.replaceAll("\\s", "");
        if (!CODE.matcher(code).matches() || !LETTERS.matcher(letter).matches()) {
            return;
        }
        String whole = letter.length() == 2 ? "00" + letter : letter;
        int end = whole.length() - 4;
        int unit = end < 0 ? 0x10000 : Integer.parseInt(whole.substring(end), 16) + further;
        if (unit < 0x10000) {
            letters.put(code.toUpperCase(java.util.Locale.ROOT), whole.substring(0, end) + hex(unit, 4));
        }
    }

    private static String hex(int number, int digits) {
        return String.format("%0" + digits + "X", number);
    }
}
