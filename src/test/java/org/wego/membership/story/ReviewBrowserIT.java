package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Secretariat decides on applications in Tasklist. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(30)
class ReviewBrowserIT {

    private final Steps steps = new Steps();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void theSecretariatReadsDeclinesWithReasonAndAccepts() {
        String accepted = steps.apply(Steps.city("Pohang", "KOR", 491_000).put("localName", "포항시"));
        steps.confirm("Pohang", accepted);
        steps.confirm("Gunsan", steps.apply(Steps.city("Gunsan", "KOR", 258_000)));
        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "secretariat");
            Page page = tasklist.page;
            assertThat(page.content()).doesNotContain("Camunda 7 Community Edition will");
            assertThat(tasklist.line("Review application: Pohang").innerText()).as("with its due date").contains("Due");

            // A refusal in words, beside what was filled in
            tasklist.open("Review application: Gunsan").choose("Decline");
            assertThat(tasklist.refused()).contains("reason");
            Chromium.picture(page, "tasklist-refused");
            tasklist.write("Reason", "The form bears no signature.").complete();
            steps.anyone.settle();

            // The letter whole before it goes; then it goes at once
            tasklist.show().open("Look at decision: Gunsan");
            assertThat(tasklist.form().innerText()).contains("The form bears no signature.", Steps.contact("Gunsan"), "the applicant’s own link");
            Chromium.picture(page, "tasklist-look-at-decision");
            tasklist.choose("Send it now").complete();
            steps.anyone.settle();
            assertThat(steps.anyone.letter(Steps.contact("Gunsan"), "").get("text").asText()).contains("The form bears no signature.");

            // All facts, the verdict with its reason, the ways to the case and the signed form
            tasklist.show().open("Review application: Pohang");
            String form = tasklist.form().innerText();
            assertThat(form).contains("By the table the applicant is eligible", "signed by its mayor", "of 10 working days", "포항시", "491,000", "census", "Kim Ha-neul, Mayor", "Mayor or governor");
            assertThat(page.request().get(tasklist.form().locator("a:has-text('signed form')").getAttribute("href")).headers())
                    .containsEntry("content-type", "application/pdf");
            Page theCase = visitor.waitForPage(() -> tasklist.form().locator("a:has-text('Open the case')").click());
            theCase.waitForSelector("h1:has-text('Pohang')");
            assertThat(theCase.url()).endsWith("/office/cases/" + accepted);
            theCase.close();
            Chromium.picture(page, "tasklist-review");
            compare(visitor.waitForPage(() -> tasklist.form().locator("a:has-text('Hold it beside')").click()));
            tasklist.choose("Accept").choose("The next round");
            Chromium.picture(page, "tasklist-review-accept");
            tasklist.complete();
            steps.anyone.settle();

            page.navigate(Running.program().base() + "/members?q=Pohang");
            assertThat(page.locator("tbody tr").innerText()).contains("Pohang", "포항시", "Associate", "M-");
        }
        assertThat(steps.standing("Pohang")).isEqualTo("ASSOCIATE");
        assertThat(steps.isMember("Gunsan")).isFalse();
    }

    @Test
    void aClerkCorrectsAnApplicationAndItsApplicantReadsWhat() {
        String reference = steps.applyAndConfirm(Steps.city("Ansan", "KOR", 640_000)).get("Ansan");
        try (BrowserContext office = Chromium.desktop(); BrowserContext pocket = Chromium.phone()) {
            Page page = Chromium.staff(office, Running.program().base(), "secretariat", "/office/cases/" + reference);
            page.click("a:has-text('Correct the application')");
            page.fill("[name='population.value']", "650000");
            page.click("button:has-text('Correct and write')");
            page.waitForSelector("#faults:has-text('Write why it is corrected')");
            assertThat(page.inputValue("[name='population.value']")).isEqualTo("650000");
            Chromium.stands(page, "office-correct-faults");
            page.fill("[name=why]", "The census that you sent says so");
            page.click("button:has-text('Correct and write')");
            page.waitForSelector(".notice.done:has-text('One field is corrected')");
            assertThat(page.locator("#versions").innerText()).contains("640,000", "650,000", "Corrected because: The census that you sent says so");
            Chromium.stands(page, "office-case-corrected");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
            assertThat(page.locator(".model svg").last().isVisible()).as("on paper, what lies around the place").isTrue();
            assertThat(page.locator("header nav").isVisible()).isFalse();
            page.pdf(new Page.PdfOptions().setFormat("A4").setPath(Path.of("target", "screenshots", "office-case.pdf")));

            com.fasterxml.jackson.databind.JsonNode letter = steps.anyone.letter(Steps.contact("Ansan"), "corrected");
            assertThat(letter.get("text").asText()).contains("The census that you sent says so", "640,000 → 650,000");
            Page phone = pocket.newPage();
            phone.navigate(Steps.link(letter));
            assertThat(phone.locator("#corrections").innerText()).contains("The census that you sent says so", "640,000", "650,000");
            Chromium.accessible(phone);
            Chromium.fits(phone);
            Chromium.picture(phone, "status-corrected-phone");
        }
        steps.decide("secretariat", "Review application: Ansan", Map.of("decision", "decline", "reason", "Only a story"));
    }

    @Test
    void anOverdueReviewComesBeforeTheLead() {
        String reference = steps.applyAndConfirm(Steps.city("Gimje", "KOR", 80_000)).get("Gimje");
        try (BrowserContext visitor = Chromium.desktop()) {
            assertThat(escalated()).as("before it is due").doesNotContain("Review application: Gimje");
            // More than ten working days, whatever holidays lie between
            steps.anyone.advance("P25D");
            steps.applyAndConfirm(Steps.city("Iksan", "KOR", 270_000));
            assertThat(escalated()).contains("Review application: Gimje").doesNotContain("Review application: Iksan");
            Tasklist tasklist = new Tasklist(visitor, "lead");
            Page page = tasklist.page;
            for (String filter : new String[] {"Secretariat lead: escalated", "Overdue"}) {
                tasklist.filter(filter);
                tasklist.line("Review application: Iksan").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
                tasklist.line("Review application: Gimje").waitFor();
            }
            Chromium.picture(page, "tasklist-overdue");

            page.navigate(Running.program().base() + "/office");
            assertThat(page.locator(".notice.fault").innerText()).containsPattern("waits? longer than the Secretariat promised");
            Chromium.stands(page, "office-start-overdue");
            page.click("a[href='/office/cases?turn=overdue']");
            assertThat(page.locator("tbody tr:has-text('Gimje')").innerText()).contains("Secretariat", "due since", "Overdue");
            page.click("a:has-text('" + reference + "')");
            page.waitForSelector("#place .tag:has-text('Overdue')");
            assertThat(steps.anyone.letters(letter -> letter.get("subject").asText().contains("Overdue: our answer to " + reference))).hasSize(1);
        }
        for (String city : new String[] {"Gimje", "Iksan"}) {
            steps.decide("lead", "Review application: " + city, Map.of("decision", "decline", "reason", "Only a story"));
        }
    }

    private List<String> escalated() {
        return steps.anyone.engineGet("lead", "/task?candidateGroup=secretariat-lead").json().findValuesAsText("name");
    }

    /** The signed paper beside what was filled in, page by page; and who signed it is noted. */
    private static void compare(Page page) {
        for (String side : new String[] {"form.pdf", "documents/signedForm"}) {
            page.waitForSelector(".pages[data-pdf$='" + side + "'][data-drawn]");
            assertThat(page.locator(".pages[data-pdf$='" + side + "']").getAttribute("data-drawn")).as(side).isEqualTo("yes");
            assertThat(page.evaluate("""
                    side => { const canvas = document.querySelector(`.pages[data-pdf$='${side}'] canvas`);
                      return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(dot => dot < 100); }
                    """, side)).as("something stands on the page of " + side).isEqualTo(true);
        }
        Chromium.stands(page, "office-compare");
        page.fill("[name=signedTitle]", "Deputy mayor");
        page.check("[name=signedCapacity][value=AUTHORISED_REPRESENTATIVE]");
        page.click("button:has-text('Note who signed')");
        page.waitForSelector(".notice.done:has-text('It is noted who signed')");
        assertThat(page.locator("main").innerText()).contains("Deputy mayor (Authorised representative)");
        page.close();
    }

    /** Tasklist is AngularJS and its forms have a language of their own: an applicant's words are text to both. */
    @Test
    void whatAnApplicantWroteNeverRuns() {
        String name = "{{constructor.constructor('window.ran=1')()}} Hostileville";
        String local = "<img src=x onerror=window.ran=1>";
        String title = "${7*7} =1+1 [x](javascript:window.ran=1) <script>window.ran=1</script>";
        com.fasterxml.jackson.databind.node.ObjectNode application = Steps.city("Hostileville", "KOR", 258_000).put("name", name).put("localName", local)
                .put("motivation", title);
        application.withObject("/head").put("title", title);
        String reference = steps.apply(application);
        steps.confirm("Hostileville", reference);
        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "secretariat");
            assertThat(tasklist.line("Hostileville").innerText()).contains(name);
            tasklist.openByAddress("Review application: " + name);
            assertThat(tasklist.form().innerText()).contains(name, local, title);
            Chromium.picture(tasklist.page, "tasklist-hostile");
            assertThat(tasklist.page.evaluate("() => window.ran === undefined")).isEqualTo(true);
            for (String path : new String[] {"/office/cases/" + reference, "/office/cases?q=Hostileville", "/office/letters?about=" + reference}) {
                tasklist.page.navigate(Running.program().base() + path);
                assertThat(tasklist.page.locator("main").innerText()).as(path).contains(path.contains("letters") ? reference : name);
                assertThat(tasklist.page.evaluate("() => window.ran === undefined")).as(path).isEqualTo(true);
            }
        }
        steps.decide("secretariat", "Review application: " + name, Map.of("decision", "decline", "reason", title));
    }

    @Test
    void theHolidaysThatDeadlinesAreCountedWithoutStandOnAPage() {
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = Chromium.staff(visitor, Running.program().base(), "secretariat", "/office/holidays?year=2027");
            page.waitForSelector("h1:has-text('Holidays')");
            Chromium.stands(page, "office-holidays");
            page.fill("#f-days", "2027-13-01 No month");
            page.click("button:has-text('Take these days in')");
            assertThat(page.locator("#e-days").innerText()).contains("Line 1");
            assertThat(page.inputValue("#f-days")).isEqualTo("2027-13-01 No month");
            Chromium.stands(page, "office-holidays-faults");
        }
    }

    @Test
    void theTreasurerPreparesAndAnOwnerSeesTheFeeYear() {
        int year = steps.anyone.now().atZone(java.time.ZoneId.of("Asia/Seoul")).getYear() - 1;
        String prepare = "Prepare fee year " + year;
        String approve = "Approve invoices of " + year;
        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "treasurer");
            tasklist.start("Annual invoicing").write("Fee year", String.valueOf(year));
            Chromium.picture(tasklist.page, "tasklist-open-run");
            tasklist.started();
            steps.anyone.task("treasurer", prepare);
            tasklist.show().open(prepare);
            assertThat(tasklist.form().innerText()).contains("October 2025", "Havana");
            Chromium.picture(tasklist.page, "tasklist-prepare");
            tasklist.choose("Proceed: compute the fees");
            assertThat(tasklist.refused()).contains("confirmChart");
            tasklist.choose("I confirm that the fee chart holds for this fee year").complete();
            steps.anyone.settle();
        }
        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "owner");
            tasklist.open(approve);
            assertThat(tasklist.form().innerText()).contains("USD");
            Chromium.picture(tasklist.page, "tasklist-approve");
            Page list = visitor.waitForPage(() -> tasklist.form().locator("a:has-text('every amount')").click());
            list.waitForSelector("h1");
            assertThat(list.locator("main").innerText()).contains("Havana", "Barcelona");
            Chromium.stands(list, "office-run");
            list.close();
        }
        steps.decide("owner", approve, Map.of("decision", "cancel"));
    }
}
