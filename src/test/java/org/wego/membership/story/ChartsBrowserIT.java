package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Treasurer takes the chart as a file, changes it, is told a fault by its cell, sees what would change, and confirms it in Tasklist. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(35)
class ChartsBrowserIT {

    private static final String TASK = "Confirm fee chart from 2043 on";

    private final Steps steps = new Steps();
    private final String base = Running.program().base();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    private static void upload(Page page, String chart, String fromYear) {
        page.setInputFiles("#f-file", new FilePayload("membership-fee.dmn", "application/octet-stream", chart.getBytes(StandardCharsets.UTF_8)));
        page.fill("#f-fromYear", fromYear);
        page.click("form[enctype] button[type=submit]");
    }

    /** A chart with another amount in one cell. */
    private static String amount(String chart, String rule, String amount) {
        String changed = chart.replaceFirst("(<outputEntry id=\"" + rule + "-amount\">\\s*<text>)\\d+", "$1" + amount);
        assertThat(changed).isNotEqualTo(chart);
        return changed;
    }

    @Test
    void aChartForYearsAhead() {
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = Chromium.staff(visitor, base, "treasurer", "/office/charts");
            page.waitForURL("**/office/charts**");
            assertThat(page.locator("main").innerText()).contains("The program’s own chart", "No chart has been laid up yet");
            Chromium.stands(page, "charts");
            String chart = page.request().get(base + "/office/charts/membership-fee.dmn?year=2043").text();

            upload(page, amount(amount(chart, "full-p3-g3", "1400"), "friendship-g4", "90"), "2026");
            page.waitForSelector(".faults, [role=alert]");
            assertThat(page.locator("main").innerText()).contains("The fee year 2026 has begun",
                    "Cities and local governments: 1–3 million inhabitants × GDP 10,000–20,000 (rule 13): USD 1,400 is less than the USD 1,500");
            assertThat(page.inputValue("#f-fromYear")).as("what was typed stays").isEqualTo("2026");
            Chromium.stands(page, "charts-refused");

            String dearer = amount(amount(amount(chart, "full-p5-g5", "12000"), "full-p4-g5", "8000"), "corporate-e3", "5500");
            upload(page, dearer.replaceAll("\\b500000\\b", "600000"), "2043");
            page.waitForURL("**/office/charts/fee-chart-2043-1");
            assertThat(page.locator("main").innerText()).contains("Nothing has changed yet", "Seoul", "Aster Smart Systems", "was 10,000", "in part; was 600", "+2,000");
            Chromium.stands(page, "chart-waiting");

            confirmInTasklist();

            page.navigate(base + "/office/charts/fee-chart-2043-1");
            assertThat(page.locator("main").innerText()).contains("This chart serves from 2043 on", "Confirmed by treasurer");
            Chromium.stands(page, "chart-serves");
            page.navigate(base + "/office/charts?year=2043");
            assertThat(page.locator("main").innerText()).contains("Until 2042", "From 2043 on", "12,000");
            Chromium.stands(page, "charts-after");
        }
        assertThat(steps.anyone.getJson("/api/fees?category=CORPORATE&employees=300&year=2043").json().get("amount").asInt()).isEqualTo(5500);
        assertThat(steps.anyone.getJson("/api/fees?category=CORPORATE&employees=300&year=2042").json().get("amount").asInt()).isEqualTo(5000);
        Outside.Page fees = steps.anyone.get("/fees?category=CORPORATE&employees=300&year=2043");
        assertThat(fees.text()).contains("USD 5,500", "The chart serves from 2043 on").doesNotContain("not confirmed");
    }

    private void confirmInTasklist() {
        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "treasurer").openByAddress(TASK);
            assertThat(tasklist.form().innerText()).contains("5 million or more inhabitants × GDP 30,000 or more", "12,000", "Seoul");
            Chromium.picture(tasklist.page, "chart-task");
            tasklist.choose("Decline: it serves no year");
            assertThat(tasklist.refused()).contains("reason");
            tasklist.choose("Confirm: it serves from its year on").complete();
        }
        steps.anyone.settle();
    }
}
