package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import javax.imageio.ImageIO;

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
            // The button waits for the file that is being kept, and the script of the page for the page
            page.waitForFunction("() => document.activeElement.id === 'faults'");
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
            page.waitForSelector("#glance-fee .amount:has-text('USD 5,000 a year')");
            assertThat(page.locator("#glance-preview").innerText()).contains("Changwon", "창원시", "1,005,000").doesNotContain("Hong");
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

    @Test
    void aDraftIsSavedAsOneTypesGoesToThePhoneAndToAColleague() {
        try (BrowserContext desk = Chromium.desktop(); BrowserContext pocket = Chromium.phone(); BrowserContext office = Chromium.desktop()) {
            Page page = desk.newPage();
            page.navigate(base + "/apply?category=FULL");
            page.fill("[name=name]", "City of Pohang");
            page.selectOption("[name=country]", "KOR");
            page.waitForSelector("#glance-figure:has-text('GeoNames has 500,000 inhabitants')");
            assertThat(page.inputValue("[name='population.value']")).as("offered, not imposed").isEmpty();
            page.fill("[name='population.value']", "1000000");
            page.waitForSelector("#glance-figure:has-text('100 % more than GeoNames has')");
            page.check("[name='population.confirmed']");
            page.fill("[name='contact.email']", "writer@pohang.example");
            page.setInputFiles("[name=resolution]", pdf("council.pdf"));
            page.waitForSelector(".kept:has-text('council.pdf')");
            saved(page);
            assertThat(page.isChecked("[name='population.confirmed']")).isTrue();
            Chromium.stands(page, "apply-draft-asked");
            assertThat(page.url()).as("a page that is loaded again is the draft").matches(".*/apply/[A-Za-z0-9_-]{43}");

            // The window is closed by accident; another one has everything
            String address = page.url();
            page.close();
            page = desk.newPage();
            page.navigate(address);
            assertThat(page.inputValue("[name=name]")).isEqualTo("City of Pohang");
            assertThat(page.isChecked("[name='population.confirmed']")).isTrue();
            assertThat(page.locator(".kept").innerText()).contains("council.pdf");

            page.click("button[value=later]");
            page.waitForURL("**/later");
            String code = page.locator("#draft-code").innerText();
            page.click("form[action$='/hand-over'] button");
            page.waitForSelector("#faults");
            Chromium.stands(page, "draft-later-faults");
            page.click("form[action$='/address'] button");
            page.waitForURL("**/later?sent=yes");
            Chromium.stands(page, "draft-later");
            assertThat(steps.anyone.letter("writer@pohang.example", "Go on with your application").get("text").asText()).contains(code, address);

            // On a phone, by the typed code
            Page phone = pocket.newPage();
            phone.navigate(base + "/apply/resume");
            phone.fill("[name=code]", "AAAA-AAAA-AAA");
            phone.click("main button");
            phone.waitForSelector("#faults");
            Chromium.accessible(phone);
            Chromium.fits(phone);
            phone.fill("[name=code]", code.toLowerCase());
            phone.click("main button");
            phone.waitForURL("**/apply/*");
            assertThat(phone.inputValue("[name=name]")).isEqualTo("City of Pohang");
            Chromium.accessible(phone);
            Chromium.fits(phone);

            // Both are open: the desk is told that the phone has saved since, and writes nothing over it
            page.navigate(address);
            phone.fill("[name=name]", "Pohang by phone");
            saved(phone);
            page.fill("[name=localName]", "포항시");
            page.waitForSelector("#saved:has-text('another device')");
            page.click("button[value=later]");
            page.waitForSelector("#faults");
            assertThat(page.locator("#faults").innerText()).contains("press the button again");
            assertThat(page.inputValue("[name=localName]")).isEqualTo("포항시");
            Chromium.stands(page, "draft-overtaken");

            // To a colleague: the former link says so, the new one has everything
            phone.click("button[value=later]");
            phone.waitForURL("**/later");
            phone.fill("[name=colleague]", "colleague@pohang.example");
            phone.click("form[action$='/hand-over'] button");
            phone.waitForSelector("h1:has-text('This draft was handed over')");
            page.navigate(address);
            assertThat(page.locator("h1").innerText()).isEqualTo("This draft was handed over");
            Chromium.stands(page, "draft-handed-over");
            Page colleague = office.newPage();
            colleague.navigate(Steps.link(steps.anyone.letter("colleague@pohang.example", "handed over to you")));
            assertThat(colleague.inputValue("[name=name]")).isEqualTo("Pohang by phone");
            assertThat(colleague.locator(".kept").innerText()).contains("council.pdf");
        }
    }

    /** The line says that what was typed last is saved. */
    private static void saved(Page page) {
        page.waitForSelector("#application[data-state=saved]");
        assertThat(page.locator("#saved").innerText()).matches("Saved \\d\\d:\\d\\d");
    }

    @Test
    void aCompanyAppliesByKeyboardOnly() {
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = visitor.newPage();
            page.navigate(base + "/apply");
            to(page, "a.button[href*='category=CORPORATE']");
            page.keyboard().press("Enter");
            page.waitForURL("**category=CORPORATE");
            type(page, "name", "Keyboard Works");
            to(page, "[name=country]");
            page.keyboard().type("Estonia");
            assertThat(page.inputValue("[name=country]")).isEqualTo("EST");
            to(page, "[name=sectors][value=ICT]");
            page.keyboard().press("Space");
            type(page, "employees.value", "420");
            type(page, "employees.year", "2025");
            page.waitForSelector("#glance-fee .amount:has-text('USD 5,000 a year')");
            type(page, "head.name", "Tiina Tamm");
            type(page, "head.title", "President");
            type(page, "signatory.name", "Tiina Tamm");
            type(page, "signatory.title", "President");
            type(page, "signatory.email", "president@keyboard.example");
            to(page, "[name='signatory.capacity']");
            page.keyboard().press("Space");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            assertThat(page.isChecked("[name='signatory.capacity'][value=PRESIDENT]")).isTrue();
            type(page, "contact.name", "Mart Kask");
            type(page, "contact.email", "office@keyboard.example");
            to(page, "[name=consent]");
            page.keyboard().press("Space");
            to(page, "button[value=prepare]");
            page.keyboard().press("Enter");
            page.waitForURL("**/apply/*#ready");
            to(page, "[name=signedForm]");
            page.waitForFileChooser(() -> page.keyboard().press("Space")).setFiles(pdf("keyboard.pdf"));
            page.waitForSelector(".kept:has-text('keyboard.pdf')");
            to(page, "button[value=send]");
            page.keyboard().press("Enter");
            page.waitForURL("**/status/*");
            assertThat(page.locator("h1").innerText()).isEqualTo("Keyboard Works");
        }
    }

    @Test
    void changesAreMadeByKeyboardOnAPhoneAndSavedOnTheWay() {
        steps.applyAndConfirm(Steps.city("Goyang", "KOR", 1_070_000));
        steps.decide("secretariat", "Review application: Goyang", Map.of("decision", "requestChanges", "reason", "Who counted, and has the council resolved it?",
                "fields", "population.value,population.source,resolution"));
        steps.anyone.advance("PT11M");
        try (BrowserContext pocket = Chromium.phone()) {
            Page page = pocket.newPage();
            String letter = Steps.link(steps.anyone.letter(Steps.contact("Goyang"), "complete"));
            page.navigate(letter);
            to(page, "a.button[href$='/amend']");
            page.keyboard().press("Enter");
            page.waitForURL("**/amend");
            to(page, "[name='population.value']");
            assertThat(page.evaluate("document.activeElement.inputMode")).as("the keys that a phone shows").isEqualTo("numeric");
            page.keyboard().press("Control+A");
            page.keyboard().type("2140000");
            page.waitForSelector("#glance-figure:has-text('99 % more than GeoNames has')");
            Chromium.accessible(page);
            Chromium.fits(page);
            to(page, "#glance-figure button");
            to(page, "[name='population.confirmed']");
            page.keyboard().press("Space");
            to(page, "[name='population.source']");
            page.keyboard().press("Control+A");
            page.keyboard().type("Register of residents");
            to(page, "[name=resolution]");
            page.waitForFileChooser(() -> page.keyboard().press("Space")).setFiles(pdf("council.pdf"));
            page.waitForSelector(".kept:has-text('council.pdf')");
            saved(page);
            Chromium.picture(page, "amend-keyboard-phone");

            // The letter's link again, as on another device: all is there; pressed in a field, Enter sends nothing
            page.navigate(letter);
            page.click("a.button[href$='/amend']");
            assertThat(page.inputValue("[name='population.value']")).isEqualTo("2140000");
            assertThat(page.isChecked("[name='population.confirmed']")).isTrue();
            assertThat(page.locator(".kept").innerText()).contains("council.pdf");
            Chromium.stands(page, "amend-kept");
            page.setViewportSize(390, 844);
            to(page, "[name='population.source']");
            page.keyboard().press("Enter");
            page.waitForURL("**/amend#kept");
            to(page, "button[value=send]");
            page.keyboard().press("Enter");
            page.waitForSelector(".steps [aria-current=step]:has-text('Secretariat')");
            assertThat(page.locator("main").innerText()).contains("2,140,000", "Register of residents", "council.pdf");
            Chromium.fits(page);
        }
    }

    @Test
    void aPhoneIsToldThatAFormIsAnothersAndSendsPhotographsOfItsOwn() throws IOException {
        try (BrowserContext pocket = Chromium.phone()) {
            Page page = pocket.newPage();
            prepared(page, "Osprey Lights");
            byte[] others = Files.readAllBytes(page.waitForDownload(() -> page.click("a[href$='/form.pdf']")).path());
            prepared(page, "Plover Lights");
            page.setInputFiles("[name=signedForm]", new FilePayload("signed.pdf", "application/pdf", others));
            page.waitForSelector("main :text('This is the form of another case')");
            Chromium.fits(page);
            page.setInputFiles("[name=signedForm]", new FilePayload[] {new FilePayload("one.png", "image/png", photograph()), new FilePayload("two.png", "image/png", photograph())});
            page.waitForSelector("main :text('This is a scan')");
            assertThat(page.locator(".kept").innerText()).contains("one.pdf");
            Chromium.accessible(page);
            Chromium.fits(page);
            page.click("button[value=send]");
            page.waitForURL("**/status/*");
            assertThat(page.locator("main").innerText()).contains("Plover Lights", "This is a scan");
            Chromium.fits(page);
        }
    }

    /** A company's form, filled in and made. */
    private void prepared(Page page, String name) {
        page.navigate(base + "/apply?category=CORPORATE");
        page.fill("[name=name]", name);
        page.selectOption("[name=country]", "EST");
        page.check("[name=sectors][value=ICT]");
        page.fill("[name='employees.value']", "420");
        page.fill("[name='employees.year']", "2025");
        for (String person : new String[] {"head", "signatory"}) {
            page.fill("[name='" + person + ".name']", "Tiina Tamm");
            page.fill("[name='" + person + ".title']", "President");
        }
        page.fill("[name='signatory.email']", "president@lights.example");
        page.check("[name='signatory.capacity'][value=PRESIDENT]");
        page.fill("[name='contact.name']", "Mart Kask");
        page.fill("[name='contact.email']", "office@lights.example");
        page.check("[name=consent]");
        page.click("button[value=prepare]");
        page.waitForURL("**/apply/*#ready");
    }

    private static byte[] photograph() throws IOException {
        BufferedImage page = new BufferedImage(600, 850, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 600, 850);
        pen.setColor(Color.BLACK);
        pen.drawLine(60, 700, 300, 690);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(page, "png", bytes);
        return bytes.toByteArray();
    }

    private static void type(Page page, String field, String text) {
        to(page, "[name='" + field + "']");
        page.keyboard().type(text);
    }

    /** Goes on by the Tab key until the focus is there, and sees that it is in sight. */
    private static void to(Page page, String selector) {
        for (int steps = 0; steps < 60; steps++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("wanted => document.activeElement.matches(wanted)", selector))) {
                assertThat(page.evaluate("""
                        () => { const box = document.activeElement.getBoundingClientRect(); const bar = document.querySelector('.keeping');
                          return box.bottom > 0 && box.top < (bar && !bar.contains(document.activeElement) ? bar.getBoundingClientRect().top : innerHeight); }
                        """)).as(selector + " is in sight").isEqualTo(true);
                return;
            }
        }
        throw new AssertionError("The Tab key doesn't come to " + selector);
    }

    static FilePayload pdf(String name) {
        return new FilePayload(name, "application/pdf", Pdfs.plain("Signed: " + name));
    }
}
