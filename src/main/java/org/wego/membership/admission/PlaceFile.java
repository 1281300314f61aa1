package org.wego.membership.admission;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads GeoNames' files of cities (cities15000, cities5000): nineteen columns a line, parted by tabs, in
 * UTF-8, alone or in a zip. Columns as GeoNames' readme names them: geonameid, name, asciiname, alternatenames, latitude, longitude,
 * feature class, feature code, country code, cc2, admin1 code, admin2 code, admin3 code, admin4 code, population, elevation, dem,
 * timezone, modification date.
 */
final class PlaceFile {

    /** A city with at least one inhabitant, its own name first among its names. */
    record Row(String name, List<String> names, String country, String admin, long population, int year) {
    }

    /**
     * What was read.
     *
     * @param leftOut lines that are no city, have no inhabitants, or can't be read
     * @param refusal why it is no such file, as a key of {@code apply.places.refused}; null when it is one
     */
    record Read(List<Row> rows, int leftOut, String refusal) {

        static Read refused(String why) {
            return new Read(List.of(), 0, why);
        }
    }

    /** cities5000 has about 14 MB unpacked; all is held in memory for a moment. */
    private static final int MOST_BYTES = 24 * 1024 * 1024;
    private static final int MOST_LINES = 150_000;
    private static final int COLUMNS = 19;
    /** Capitals have hundreds of names, those in Latin letters first: a cut over all would lose the one in the city's own script. */
    private static final int MOST_LATIN = 12;
    private static final int MOST_OTHERS = 40;
    private static final int LONGEST = 200;
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern POPULATION = Pattern.compile("\\d{1,9}");
    private static final Pattern CHANGED = Pattern.compile("(?:19|20)\\d\\d-\\d\\d-\\d\\d");
    private static final Pattern PROVINCE = Pattern.compile("[A-Z]{1,3}");

    private PlaceFile() {
    }

    static Read read(byte[] bytes) {
        if (bytes.length == 0) {
            return Read.refused("empty");
        }
        String text;
        try {
            byte[] plain = bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' ? unpacked(bytes) : bytes;
            if (plain == null) {
                return Read.refused("noList");
            }
            if (plain.length > MOST_BYTES) {
                return Read.refused("tooLarge");
            }
            text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(plain)).toString();
        } catch (CharacterCodingException e) {
            return Read.refused("notText");
        } catch (IOException | IllegalArgumentException e) {
            return Read.refused("damaged");
        }
        List<Row> rows = new ArrayList<>();
        int leftOut = 0;
        int torn = 0;
        int lines = 0;
        for (int from = 0; from < text.length();) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            from = end < 0 ? text.length() : end + 1;
            if (line.isBlank()) {
                continue;
            }
            if (++lines > MOST_LINES) {
                return Read.refused("tooLarge");
            }
            String[] cells = line.split("\t", -1);
            if (cells.length != COLUMNS || !COUNTRY.matcher(cells[8]).matches() || !POPULATION.matcher(cells[14]).matches()
                    || !CHANGED.matcher(cells[18].strip()).matches()) {
                torn++;
            } else if (!cells[6].equals("P") || Long.parseLong(cells[14]) == 0 || unfit(cells[1])) {
                leftOut++;
            } else {
                rows.add(row(cells));
            }
        }
        // One line in a hundred may be odd; more, and it is another kind of file
        return rows.isEmpty() || torn * 100L > lines ? Read.refused("notCities") : new Read(rows, leftOut + torn, null);
    }

    private static Row row(String[] cells) {
        List<String> names = new ArrayList<>(List.of(cells[1]));
        if (!unfit(cells[2])) {
            names.add(cells[2]);
        }
        int latin = 0;
        int others = 0;
        for (String other : cells[3].split(",")) {
            if (unfit(other) || other.contains("://")) {
                continue;
            }
            boolean inLatin = other.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
            if (inLatin ? latin++ < MOST_LATIN : others++ < MOST_OTHERS) {
                names.add(other);
            }
        }
        // A number tells nobody which province is meant
        String admin = PROVINCE.matcher(cells[10]).matches() ? cells[10] : null;
        return new Row(cells[1], names, cells[8], admin, Long.parseLong(cells[14]), Integer.parseInt(cells[18].substring(0, 4)));
    }

    private static boolean unfit(String name) {
        return name.isBlank() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl);
    }

    /** The text that a zip holds: its one entry that ends in .txt and isn't the readme; null when there is none. */
    private static byte[] unpacked(byte[] bytes) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (int entries = 0; entries < 10; entries++) {
                ZipEntry entry = zip.getNextEntry();
                if (entry == null) {
                    return null;
                }
                if (!entry.isDirectory() && entry.getName().endsWith(".txt") && !entry.getName().contains("readme")) {
                    return ((InputStream) zip).readNBytes(MOST_BYTES + 1);
                }
            }
            return null;
        } catch (ZipException e) {
            throw new IOException(e);
        }
    }
}
