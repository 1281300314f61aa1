package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Secretariat's decisions in Tasklist: a letter stopped, fields asked for one by one, an acceptance taken back, several
 * cases at once; and what the applicant sees of them on a phone.
 */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(21)
class DecisionsBrowserIT {

    private final Steps steps = new Steps();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void aStoppedLetterNeverLeavesAndOnlyWhatIsAskedForOpensOnThePhone() {
        String reference = steps.applyAndConfirm(Steps.city("Mokpo", "KOR", 220_000)).get("Mokpo");
        try (BrowserContext office = Chromium.desktop(); BrowserContext pocket = Chromium.phone()) {
            Tasklist tasklist = new Tasklist(office, "secretariat");
            askForTheCensus(tasklist, "Which censsus?");
            Page waiting = pocket.newPage();
            waiting.navigate(Steps.link(steps.anyone.letter(Steps.contact("Mokpo"), "Confirm your address")));
            assertThat(waiting.locator("main").innerText()).as("nothing is told before its letter leaves")
                    .contains("The Secretariat has your application").doesNotContain("censsus", "Complete the application");
            Chromium.fits(waiting);
            waiting.close();
            tasklist.openByAddress("Look at decision: Mokpo");
            assertThat(tasklist.form().innerText()).contains("Which censsus?", Steps.contact("Mokpo"));
            tasklist.choose("Stop it and take the decision back");
            tasklist.write("Reason", "A slip of the pen").complete();
            steps.anyone.settle();

            askForTheCensus(tasklist, "Which census is meant?");
            tasklist.openByAddress("Look at decision: Mokpo");
            tasklist.choose("Send it now").complete();
            steps.anyone.settle();
            assertThat(steps.anyone.letters(letter -> letter.toString().contains("censsus"))).as("the letter that was stopped").isEmpty();
            String letter = Steps.link(steps.anyone.letter(Steps.contact("Mokpo"), "complete"));

            Page phone = pocket.newPage();
            phone.navigate(letter);
            assertThat(phone.locator("main").innerText()).contains("Which census is meant?", "Who counted the inhabitants");
            phone.click("a:has-text('Complete the application')");
            assertThat(phone.locator("main form [name='population.source']").count()).isEqualTo(1);
            assertThat(phone.locator("main form [name=name], main form [name='population.value'], main form input[type=file]").count())
                    .as("what wasn't asked for").isZero();
            phone.fill("[name='population.source']", " ");
            phone.click("button[value=send]");
            phone.waitForSelector("#faults");
            Chromium.accessible(phone);
            Chromium.fits(phone);
            phone.fill("[name='population.source']", "Census of 2025");
            phone.click("button[value=send]");
            phone.waitForSelector(".steps [aria-current=step]:has-text('Secretariat')");
            Chromium.fits(phone);

            tasklist.page.navigate(Running.program().base() + "/office/cases/" + reference);
            assertThat(tasklist.page.locator("main").innerText()).contains("Census of 2025", "A slip of the pen", "stopped");
            Chromium.stands(tasklist.page, "office-case-stopped");
        }
        assertThat(steps.anyone.task("secretariat", "Review application: Mokpo")).isNotNull();
    }

    private void askForTheCensus(Tasklist tasklist, String words) {
        tasklist.openByAddress("Review application: Mokpo");
        tasklist.choose("Ask for changes");
        tick(tasklist, "Who counted the inhabitants");
        tasklist.write("Reason", words).complete();
        steps.anyone.settle();
    }

    @Test
    void anAcceptanceByMistakeIsTakenBackWithItsTrace() {
        String reference = steps.applyAndConfirm(Steps.city("Yeosu", "KOR", 270_000)).get("Yeosu");
        steps.decide("secretariat", "Review application: Yeosu", Map.of("decision", "accept"));
        assertThat(steps.standing("Yeosu")).isEqualTo("ASSOCIATE");
        steps.anyone.advance("PT11M");
        assertThat(steps.anyone.letter(Steps.contact("Yeosu"), "Associate")).isNotNull();
        try (BrowserContext office = Chromium.desktop(); BrowserContext pocket = Chromium.phone()) {
            Tasklist tasklist = new Tasklist(office, "secretariat");
            tasklist.start("Second look at a decision");
            tasklist.write("Reference of the case", reference).write("Reason", "The resolution names another city");
            Chromium.picture(tasklist.page, "tasklist-take-back");
            tasklist.started();
            steps.anyone.settle();
            assertThat(steps.isMember("Yeosu")).isFalse();
            tasklist.page.navigate(Running.program().base() + "/office/cases/" + reference);
            assertThat(tasklist.page.locator("main").innerText()).contains("The resolution names another city", "taken back");

            Page phone = pocket.newPage();
            phone.navigate(Steps.link(steps.anyone.letters(letter -> Outside.addressed(letter, Steps.contact("Yeosu"))
                    && letter.get("text").asText().contains("The resolution names another city")).get(0)));
            assertThat(phone.locator(".steps [aria-current=step]").innerText()).contains("Secretariat");
            Chromium.accessible(phone);
            Chromium.fits(phone);
        }
        assertThat(steps.anyone.task("secretariat", "Review application: Yeosu")).isNotNull();
    }

    @Test
    void severalCasesAreDecidedAtOnceAfterEveryLetterWasShown() {
        steps.applyAndConfirm(Steps.company("Heron Data", "NLD", 40), Steps.company("Egret Systems", "NLD", 90));
        try (BrowserContext office = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(office, "secretariat");
            tasklist.start("Batch of decisions");
            tick(tasklist, "Heron Data");
            tick(tasklist, "Egret Systems");
            tasklist.choose("Ask for changes");
            tick(tasklist, "Number of employees");
            tick(tasklist, "Letter of authority");
            tasklist.write("Reason", "Who let you sign?");
            Chromium.picture(tasklist.page, "tasklist-batch-fields");
            tasklist.started();
            steps.anyone.settle();
            tasklist.openByAddress("Confirm batch: ask 2 applicants for changes");
            assertThat(tasklist.form().innerText()).contains("Who let you sign?", "Letter of authority");
            tasklist.choose("Decide none: close this batch").complete();
            steps.anyone.settle();

            tasklist.show().start("Batch of decisions");
            tick(tasklist, "Heron Data");
            tick(tasklist, "Egret Systems");
            tasklist.choose("Decline");
            tasklist.write("Reason", "Both sell no city anything.");
            Chromium.picture(tasklist.page, "tasklist-batch");
            tasklist.started();
            steps.anyone.settle();
            tasklist.openByAddress("Confirm batch: decline 2 cases");
            assertThat(tasklist.form().innerText()).contains("Heron Data", "Egret Systems", "Both sell no city anything.");
            Chromium.picture(tasklist.page, "tasklist-batch-letters");
            tasklist.choose("Decide all of them so").complete();
        }
        steps.anyone.advance("PT11M");
        for (String company : List.of("Heron Data", "Egret Systems")) {
            assertThat(steps.anyone.letters(letter -> Outside.addressed(letter, Steps.contact(company))
                    && letter.get("text").asText().contains("Both sell no city anything."))).as(company).hasSize(1);
            assertThat(steps.isMember(company)).isFalse();
        }
    }

    private static void tick(Tasklist tasklist, String label) {
        tasklist.form().locator(".fjs-form-field-checklist label", new Locator.LocatorOptions().setHasText(label)).locator("input").first().check();
    }
}
