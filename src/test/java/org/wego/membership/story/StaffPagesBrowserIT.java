package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One log-in serves the office, Tasklist and Cockpit; Cockpit shows its owner every process and lets it change none. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(33)
class StaffPagesBrowserIT {

    private final String base = Running.program().base();

    @Test
    void oneLogInServesOfficeTasklistAndCockpit() {
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = Chromium.staff(visitor, base, "owner", "/office");
            page.waitForURL("**/office**");
            Chromium.accessible(page);
            Chromium.picture(page, "office-start");

            page.navigate(base + "/camunda/app/tasklist/default/");
            page.waitForSelector("text=Process owners: open tasks");
            assertThat(page.content()).doesNotContain("Camunda 7 Community Edition will");
            Chromium.picture(page, "tasklist-owner");

            page.navigate(base + "/camunda/app/cockpit/default/#/processes");
            page.waitForSelector("table tbody tr");
            assertThat(page.locator("table tbody tr").count()).isGreaterThanOrEqualTo(4);
        }
    }

    /** Its parts open by a click or a key, one at a time; without scripts too, and on a phone nothing reaches over the side. */
    @Test
    void theMenuOpensByKeyAndWithoutScripts() {
        try (BrowserContext visitor = Chromium.desktop(); BrowserContext plain = Chromium.withoutScripts()) {
            Page page = Chromium.staff(visitor, base, "secretariat", "/office/seats");
            page.waitForSelector("header summary[aria-current]:has-text('Committee')");
            Locator fees = page.locator("header details").filter(new Locator.FilterOptions().setHasText("Fee charts"));
            fees.locator("summary").focus();
            page.keyboard().press("Enter");
            fees.locator("a:has-text('Waivers')").waitFor();
            Chromium.stands(page, "office-menu");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Figures");
            page.keyboard().press("Escape");
            assertThat(fees.locator("a:has-text('Waivers')").isVisible()).isFalse();
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Fees");

            Page still = Chromium.staff(plain, base, "secretariat", "/office");
            still.click("header summary:has-text('Invoices')");
            still.click("header summary:has-text('Applications')");
            assertThat(still.locator("header details[open]").count()).as("one at a time").isOne();
            still.click("header a:has-text('Cases')");
            still.waitForURL("**/office/cases");
        }
    }

    @Test
    void secretariatHasNoCockpit() {
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = Chromium.staff(visitor, base, "secretariat", "/office");
            page.waitForURL("**/office**");
            assertThat(page.navigate(base + "/camunda/app/cockpit/default/").status()).isEqualTo(403);
            assertThat(page.locator("h1").innerText()).isEqualTo("This was not accepted");
            String statistics = page.request().get(base + "/camunda/api/cockpit/plugin/base/default/process-definition/statistics").text();
            assertThat(statistics).as("only what Tasklist shows it too").doesNotContain("annual-invoicing", "member-invoice");
        }
    }
}
