package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A city fills in the application, prints what it filled in, uploads it signed, and confirms its address. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(3)
class ApplyBrowserIT {

    private final String base = Running.program().base();
    private final Steps steps = new Steps();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void aCityFillsInPrintsSignsUploadsAndConfirms() throws IOException {
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = visitor.newPage();
            page.navigate(base + "/apply");
            page.click("a[href*='category=FULL'].button");

            // With faults: named beside the fields, focus on the summary, everything kept
            page.fill("[name=name]", "Changwon");
            page.fill("[name=localName]", "창원시");
            page.fill("[name='population.value']", "0");
            page.setInputFiles("[name=signedForm]", pdf("changwon-signed.pdf"));
            page.click("button[value=send]");
            assertThat(page.evaluate("document.activeElement.id")).as("focus").isEqualTo("faults");
            assertThat(page.locator("[id='e-population.value']").innerText()).contains("To put right");
            assertThat(page.locator("[id='e-country']").count()).isEqualTo(1);
            assertThat(page.inputValue("[name=name]")).isEqualTo("Changwon");
            assertThat(page.inputValue("[name=localName]")).isEqualTo("창원시");
            assertThat(page.inputValue("[name='population.value']")).isEqualTo("0");
            assertThat(page.locator(".kept").innerText()).contains("changwon-signed.pdf");
            page.locator("#faults a[href='#f-country']").click();
            assertThat(page.evaluate("document.activeElement.id")).as("the summary leads to the field").isEqualTo("f-country");
            Chromium.stands(page, "apply-faults");

            // Filled in, and offered as a PDF to print and sign
            page.selectOption("[name=country]", "KOR");
            page.check("[name=level][value=CITY]");
            page.fill("[name='population.value']", "1,005,000");
            page.fill("[name='population.year']", "2025");
            page.fill("[name='population.source']", "resident register");
            page.fill("[name='head.name']", "Hong Mi-rae");
            page.fill("[name='head.title']", "Mayor");
            page.fill("[name='signatory.name']", "Hong Mi-rae");
            page.fill("[name='signatory.title']", "Mayor");
            page.fill("[name='signatory.email']", "mayor@changwon.example");
            page.check("[name='signatory.capacity'][value=MAYOR]");
            page.fill("[name='contact.name']", "Seo Ji-an");
            page.fill("[name='contact.email']", "contact@changwon.example");
            page.check("[name=consent]");
            page.click("button[value=prepare]");
            page.waitForURL("**/apply/*#ready");
            Chromium.stands(page, "apply-ready");
            Download download = page.waitForDownload(() -> page.click("a[href$='/form.pdf']"));
            String form = Pdfs.text(Files.readAllBytes(download.path()));
            assertThat(form).contains("Changwon", "Hong Mi-rae", "1,005,000", "resident register");
            assertThat(page.locator(".kept").innerText()).as("the file is still kept").contains("changwon-signed.pdf");

            // Sent: what comes next
            page.click("button[value=send]");
            page.waitForURL("**/status/*");
            assertThat(page.locator("h1").innerText()).isEqualTo("Changwon");
            assertThat(page.locator("main form[method=post]").count()).as("who only sent it can't confirm the address").isZero();
            assertThat(page.locator(".steps [aria-current=step]").count()).isEqualTo(1);
            Chromium.stands(page, "status-sent");

            // The letter's link shows one button, and opening it confirms nothing
            page.navigate(Steps.link(steps.anyone.letter("contact@changwon.example", "onfirm")));
            page.reload();
            assertThat(page.locator("main form[method=post] button").count()).isEqualTo(1);
            Chromium.stands(page, "status-confirm");
            page.click("main form[method=post] button");
            page.waitForSelector(".steps [aria-current=step]:has-text('Secretariat')");
            Chromium.stands(page, "status-review");
            steps.anyone.task("secretariat", "Review application: Changwon");
        }
    }

    static FilePayload pdf(String name) {
        return new FilePayload(name, "application/pdf", Pdfs.plain("Signed: " + name));
    }
}
