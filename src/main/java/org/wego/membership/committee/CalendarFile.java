package org.wego.membership.committee;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes a file that calendars take in (RFC 5545): one event, in UTC, which every calendar shows in its own zone. */
final class CalendarFile {

    static final String CONTENT_TYPE = "text/calendar; charset=UTF-8; method=PUBLISH";

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    /** In bytes, without the line break. */
    private static final int LINE = 75;

    private final StringBuilder out = new StringBuilder();

    private CalendarFile(String uid, int sequence, Instant written) {
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line("PRODID", "-//WeGO//Membership//EN");
        line("CALSCALE", "GREGORIAN");
        line("METHOD", "PUBLISH");
        line("BEGIN", "VEVENT");
        line("UID", text(uid));
        line("SEQUENCE", Integer.toString(sequence));
        line("DTSTAMP", INSTANT.format(written));
    }

    /**
     * An instant by which something is to be done. It takes no time of the day.
     *
     * @param uid      the event's own for all times: a file with the same one and a higher sequence takes the place of the one before
     * @param sequence how often the event was changed
     * @param written  when the event was made or last changed
     */
    static CalendarFile deadline(String uid, int sequence, Instant written, Instant due) {
        CalendarFile file = new CalendarFile(uid, sequence, written);
        file.line("DTSTART", INSTANT.format(due));
        return file;
    }

    /** A whole day. */
    static CalendarFile day(String uid, int sequence, Instant written, LocalDate day) {
        CalendarFile file = new CalendarFile(uid, sequence, written);
        file.line("DTSTART;VALUE=DATE", DAY.format(day));
        file.line("DTEND;VALUE=DATE", DAY.format(day.plusDays(1)));
        return file;
    }

    /** The file. The address must tell nothing that its reader may not pass on. */
    byte[] write(String summary, String description, String url) {
        line("SUMMARY", text(summary));
        line("DESCRIPTION", text(description));
        line("URL", url);
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
        line("END", "VCALENDAR");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Folds by bytes and never inside a letter: some calendars read each line by itself. */
    private void line(String name, String value) {
        int used = 0;
        String line = name + ":" + value;
        for (int i = 0; i < line.length();) {
            int letter = line.codePointAt(i);
            int bytes = letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
            if (used + bytes > LINE) {
                out.append("\r\n ");
                used = 1;
            }
            out.appendCodePoint(letter);
            used += bytes;
            i += Character.charCount(letter);
        }
        out.append("\r\n");
    }

    private static String text(String words) {
        return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replaceAll("\r\n|\r|\n", "\\\\n")
                .replaceAll("\\p{Cntrl}", "");
    }
}
