package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wego.membership.fee.weo.Edition;

/** The Treasurer brings in an edition: refused with its line, named, looked at, and thrown away; nothing is taken by looking. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(34)
class FiguresBrowserIT {

    private final String base = Running.program().base();

    private static void choose(Page page, String name, byte[] content) {
        page.setInputFiles("#f-file", new FilePayload(name, "application/octet-stream", content));
        page.click("form[enctype] button[type=submit]");
    }

    @Test
    void theTreasurerSeesWhatAnEditionWouldChange() {
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = Chromium.staff(visitor, base, "treasurer", "/office/figures");
            page.waitForURL("**/office/figures**");
            Chromium.stands(page, "figures");
            String now = page.request().get(base + "/demo/clock").text().replaceAll(".*\"now\":\"(\\d{4}-\\d{2}).*", "$1");
            int year = Integer.parseInt(now.substring(0, 4));
            int by = year - 2026;

            // an absurd figure: the whole file is refused, and the line named
            Edition edition = Edition.of(year, 10, by);
            choose(page, "WEO.csv", edition.set("KOR", year - 1, "-1").ours().getBytes(StandardCharsets.UTF_8));
            page.waitForSelector(".faults, [role=alert]");
            assertThat(page.locator("main").innerText()).contains("Nothing was taken. Line ");
            Chromium.stands(page, "figures-refused");

            // the same with a figure that can be: Korea's falls, others move, Suriname vanishes; the file doesn't say what it is
            edition = Edition.of(year, 10, by).without("SUR", "FJI");
            for (String moved : new String[] {"KOR", "MNG", "KEN", "VEN"}) {
                edition.get(moved).figures.replaceAll((any, value) -> value.multiply(new BigDecimal("0.4")));
            }
            edition.set("JPN", year - 8, "30000");
            choose(page, "WEOOct.csv", edition.observations().replaceAll(",\\d{4}-10-14T13:00:00Z\n", ",\n").getBytes(StandardCharsets.UTF_8));
            page.waitForURL("**/office/figures/uploads/**");
            assertThat(page.locator("main").innerText()).contains("does not say which edition");
            Chromium.stands(page, "figures-nameless");
            page.selectOption("#f-editionMonth", "10");
            page.fill("#f-editionYear", String.valueOf(year));
            if (Integer.parseInt(now.substring(5)) < 10) {
                page.fill("#f-editionYear", String.valueOf(year - 1));
            }
            page.click("text=Show what would change");
            page.waitForSelector("#diff");
            assertThat(page.locator("main").innerText()).contains("Fees of " + (year + 1) + " would go by these figures", "Vanished economies: Fiji, Suriname",
                    "Figures for " + (year - 1));
            page.click("summary:has-text('another year')");
            Chromium.stands(page, "figures-look");

            page.click("text=Throw this file away");
            page.waitForURL("**/office/figures?done=discarded");
            assertThat(page.locator("main").innerText()).contains("Nothing was taken").doesNotContain("WEOOct.csv");
        }
    }
}
