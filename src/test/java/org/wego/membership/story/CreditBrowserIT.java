package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Treasurer has an invoice credited and replaced, in Tasklist; a process owner approves; the member gets one letter with both papers. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(70)
class CreditBrowserIT {

    private static final int FEE_YEAR = 2013;

    private final Steps steps = new Steps();
    private final String base = Running.program().base();

    @BeforeAll
    static void ground() {
        Ground.lay();
        Ground.importMembers(Ground.staff("admin"), List.of(Ground.city("Quillmark", "KOR", "1190964", "2010-09-07")));
    }

    @Test
    void aWrongInvoiceIsCreditedAndReplacedInOneStep() {
        String number = invoiced();
        Outside treasurer = Ground.staff("treasurer");
        Outside.Page paid = treasurer.get("/office/invoices/" + number).form("amount").set("amount", "2000").set("reference", "KEB 77").send();
        assertThat(paid.status).as(paid.text()).isEqualTo(200);
        String member = steps.member("Quillmark").get("number").asText();
        Outside.Page put = Ground.staff("secretariat").get("/office/members/" + member).form("population").set("population", "600000")
                .set("populationYear", "2024").set("populationSource", "census").set("correction", "true").send();
        assertThat(put.status).as(put.text()).isEqualTo(200);

        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "treasurer");
            tasklist.page.navigate(base + "/office/invoices/" + number);
            tasklist.page.click("summary:has-text('Credit this invoice')");
            assertThat(tasklist.page.locator("main").innerText()).contains("Start process", number).doesNotContain("Cancel this invoice");
            Chromium.stands(tasklist.page, "office-invoice-creditable");
            tasklist.show().start("Credit note");
            tasklist.write("Number of the invoice", number).choose("A figure was wrong").choose("Yes, by what counts for that fee year now")
                    .write("Reason", "The census of 2024 counts 600,000 inhabitants.");
            Chromium.picture(tasklist.page, "tasklist-ask-for-credit");
            tasklist.started();
            steps.anyone.settle();
            tasklist.page.navigate(base + "/office/invoices/" + number);
            assertThat(tasklist.page.locator("main").innerText()).contains("A credit note is asked for by treasurer", "waits for a process owner");
            Chromium.stands(tasklist.page, "office-invoice-credit-asked");
        }
        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "owner");
            tasklist.openByAddress("Approve credit note: " + number + ", Quillmark");
            assertThat(tasklist.form().innerText()).contains("USD 5,000", "USD 3,500", "USD 2,000", "It counts for the new invoice", "The census of 2024", "treasurer");
            Chromium.picture(tasklist.page, "tasklist-approve-credit-note");
            tasklist.choose("Approve: credit the invoice and write to the member").complete();
            steps.anyone.settle();
            Page office = tasklist.page;
            office.navigate(base + "/office/invoices/" + number);
            assertThat(office.locator("main").innerText()).contains("Credited", "The census of 2024", "Moved to invoice", "Asked for by treasurer, approved by owner");
            Chromium.stands(office, "office-invoice-credited");
            office.click("dl.facts a[href*='/office/invoices/']");
            office.waitForSelector("text=Takes the place of");
            assertThat(office.locator("main").innerText()).contains("USD 3,500", "USD 1,500", "Paid on invoice " + number, number);
            Chromium.stands(office, "office-invoice-successor");
            office.navigate(base + "/office/invoices?q=" + member);
            assertThat(office.locator("main").innerText()).contains("USD 8,500 billed − USD 5,000 credited − USD 2,000 paid = USD 1,500 open");
            Chromium.stands(office, "office-invoices-books");
        }
        JsonNode letter = steps.anyone.letter("finance@quillmark.example", "takes the place of invoice " + number);
        assertThat(letter.get("text").asText()).contains("USD 1,500", "USD 5,000", "USD 3,500", "The census of 2024", "USD 2,000, which counts for invoice");
        assertThat(letter.get("attachments")).hasSize(2);
        String note = Pdfs.text(treasurer.bytes("/office/invoices/" + number + "/credit-note.pdf").body());
        assertThat(note).contains("USD 5,000", "A figure was wrong", "The census of 2024");
        assertThat(steps.anyone.engineGet("owner", "/process-instance?processDefinitionKey=credit-note").json()).isEmpty();
        settleEverybody(treasurer);
    }

    /** Invoices a year long past, so that no other story's year is touched; the number of our city's invoice. */
    private String invoiced() {
        Outside.Answer opened = steps.startForm("treasurer", "annual-invoicing", Map.of("feeYear", FEE_YEAR));
        assertThat(opened.status()).as(opened.json().toString()).isEqualTo(200);
        steps.decide("treasurer", "Prepare fee year " + FEE_YEAR, Map.of("decision", "proceed", "confirmChart", true));
        steps.decide("owner", "Approve invoices of " + FEE_YEAR, Map.of("decision", "approve"));
        return steps.anyone.letter("finance@quillmark.example", ": WeGO membership fee " + FEE_YEAR).get("subject").asText()
                .replaceAll(".*(\\d{4}-\\d{6}).*", "$1");
    }

    /** Nobody is left in arrears: a seat in arrears has no vote in the stories that follow. */
    private void settleEverybody(Outside treasurer) {
        for (Element link : treasurer.get("/office/invoices?show=OPEN&year=" + FEE_YEAR).html.select("tbody a[href*=/office/invoices/]")) {
            Outside.Page invoice = treasurer.get(link.absUrl("href"));
            String open = invoice.html.select("dl.facts > div").stream().filter(fact -> fact.selectFirst("dt").text().equals("Still open"))
                    .map(fact -> fact.selectFirst("dd").text().replaceAll("[^0-9.,]", "")).findFirst().orElseThrow();
            Outside.Page paid = invoice.form("amount").set("amount", open).send();
            assertThat(paid.status).as(paid.text()).isEqualTo(200);
        }
        steps.anyone.settle();
    }
}
