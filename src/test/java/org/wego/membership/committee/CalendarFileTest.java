package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The file for calendars, byte by byte as RFC 5545 wants it. */
class CalendarFileTest {

    private static final Instant WRITTEN = Instant.parse("2026-11-23T00:00:00.123Z");

    @Test
    void aDeadlineIsAnInstantInUtcThatTakesNoTime() {
        String file = text(CalendarFile.deadline("EC-2026-003@wego", 2, WRITTEN, Instant.parse("2026-12-31T23:30:00Z")).write("Ballot", "Answer", "https://x.example/vote"));
        assertThat(file).isEqualTo("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//WeGO//Membership//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\n"
                + "UID:EC-2026-003@wego\r\nSEQUENCE:2\r\nDTSTAMP:20261123T000000Z\r\nDTSTART:20261231T233000Z\r\nSUMMARY:Ballot\r\nDESCRIPTION:Answer\r\n"
                + "URL:https://x.example/vote\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    }

    @Test
    void aDayEndsWhereTheNextBegins() {
        assertThat(text(CalendarFile.day("u", 0, WRITTEN, LocalDate.of(2026, 12, 31)).write("s", "d", "u")))
                .contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n");
    }

    @Test
    void whatHasAMeaningInTheFormatIsEscaped() {
        String file = text(CalendarFile.day("u", 0, WRITTEN, LocalDate.of(2026, 12, 31)).write("a,b;c\\d\nEND:VEVENT\r\nx\u0007y", "d", "u"));
        assertThat(file).contains("SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\\nxy\r\n");
        assertThat(file.lines().filter(line -> line.equals("END:VEVENT"))).hasSize(1);
    }

    @Test
    void longLinesAreFoldedAt75BytesAndNeverInsideALetter() {
        for (String letter : List.of("a", "é", "원", "𠮷")) {
            for (int before = 0; before < 4; before++) {
                String words = "x".repeat(before) + letter.repeat(120);
                byte[] file = CalendarFile.day("u", 0, WRITTEN, LocalDate.of(2026, 12, 31)).write(words, "d", "u");
                String text = text(file);
                assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
                assertThat(text.replace("\r\n ", "")).contains("SUMMARY:" + words + "\r\n").doesNotContain("\uFFFD");
            }
        }
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }
}
