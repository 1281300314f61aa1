package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.wego.membership.story.Outside.Answer;
import org.wego.membership.story.Outside.Page;

/** The main job, driven from outside: from Suwon's application to its paid invoice. */
@Order(10)
class MainStoryIT {

    private final Steps steps = new Steps();
    private final Outside anyone = steps.anyone;

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void fromSuwonsApplicationToItsPaidInvoice() {
        // Apply and confirm
        String suwon = steps.apply(Steps.city("Suwon", "KOR", 1_190_964).put("localName", "수원시"));
        assertThat(suwon).matches("WEGO-2026-\\d{4,}");
        anyone.settle();
        assertThat(anyone.engineGet("secretariat", "/task?name=Review%20application:%20Suwon").json()).isEmpty();
        steps.confirm("Suwon", suwon);

        // Review
        JsonNode review = anyone.task("secretariat", "Review application: Suwon");
        assertThat(review.get("due").asText()).isNotBlank();
        steps.refused("secretariat", "Review application: Suwon", Map.of("decision", "perhaps"), "decision");
        steps.refused("secretariat", "Review application: Suwon", Map.of("decision", "decline"), "reason");
        steps.decide("secretariat", "Review application: Suwon", Map.of("decision", "accept"));
        assertThat(steps.standing("Suwon")).isEqualTo("ASSOCIATE");
        assertThat(steps.member("Suwon").get("number").asText()).matches("M-\\d{4,}");
        assertThat(anyone.get("/members").text()).contains("Suwon");
        assertThat(anyone.letters(letter -> Outside.addressed(letter, Steps.contact("Suwon")) && letter.get("subject").asText().contains("Associate")))
                .as("the letter is held, the standing isn't").isEmpty();
        anyone.advance("PT10M");
        assertThat(anyone.letter(Steps.contact("Suwon"), "Associate").get("text").asText()).contains("Suwon");

        // A round with every waiting case
        Answer opened = steps.startForm("secretariat", "executive-committee-vote", Map.of("mode", "ballot", "days", 14));
        assertThat(opened.status()).as(opened.json().toString()).isEqualTo(200);
        for (String city : Ground.SEATS) {
            assertThat(anyone.letters(letter -> Outside.addressed(letter, Ground.seatAddress(city)) && letter.get("text").asText().contains("/vote#")))
                    .as("letters to " + city).hasSize(1);
        }
        steps.vote("Seoul", Map.of(suwon, "approve"));
        steps.vote("Barcelona", Map.of(suwon, "approve"));
        steps.vote("Jakarta", Map.of(suwon, "reject"));
        steps.vote("Jakarta", Map.of(suwon, "approve"));
        assertThat(steps.standing("Suwon")).as("nothing is decided before the deadline").isEqualTo("ASSOCIATE");
        anyone.advance("P15D");
        assertThat(steps.standing("Suwon")).isEqualTo("FULL");
        assertThat(anyone.letters(letter -> Outside.addressed(letter, Ground.seatAddress("Helsinki"))).size())
                .as("the invitation and the reminders of a seat that did not answer").isGreaterThan(
                        anyone.letters(letter -> Outside.addressed(letter, Ground.seatAddress("Seoul"))
                                && letter.get("subject").asText().toLowerCase().contains("remind")).size());

        // The fee year
        anyone.advanceTo(Instant.parse("2027-01-04T00:00:00Z"));
        steps.refused("treasurer", "Prepare fee year 2027", Map.of("decision", "proceed"), "confirmChart");
        steps.decide("treasurer", "Prepare fee year 2027", Map.of("decision", "proceed", "confirmChart", true));
        Outside treasurer = Ground.staff("treasurer");
        Page run = treasurer.get("/office/runs/2027");
        assertThat(run.status).isEqualTo(200);
        // Suwon joined in 2026 and is due; Havana has no figure; Mugla is an Associate
        assertThat(run.text()).contains("Suwon").contains("Havana");
        assertThat(anyone.complete("treasurer", anyone.task("owner", "Approve invoices of 2027"), Map.of("decision", "approve")).status())
                .as("who prepared it can't approve it").isIn(400, 401, 403);
        steps.refused("owner", "Approve invoices of 2027", Map.of("decision", "yes"), "decision");
        steps.decide("owner", "Approve invoices of 2027", Map.of("decision", "approve"));

        // The invoice
        JsonNode letter = anyone.letter("finance@suwon.example", "2027-");
        assertThat(letter.get("text").asText()).contains("5,000");
        JsonNode file = letter.get("attachments").get(0);
        String pdf = Pdfs.text(anyone.bytes(file.get("href").asText()).body()).replaceAll("\\s+", " ");
        assertThat(pdf).contains("1,190,964", "5,000", "2025", "October 2025", "estimate");
        List<JsonNode> associates = anyone.letters(one -> Outside.addressed(one, "finance@mugla.example"));
        assertThat(associates).as("an Associate is never invoiced").isEmpty();

        // Reminders of one that does not pay, and the payment of Suwon
        String number = letter.get("subject").asText().replaceAll(".*(2027-\\d{6}).*", "$1");
        anyone.advance("P47D");
        assertThat(anyone.letters(one -> Outside.addressed(one, "finance@suwon.example")).size()).as("reminded 14 days before it is due").isEqualTo(2);
        Page invoice = treasurer.get("/office/invoices/" + number);
        assertThat(invoice.status).isEqualTo(200);
        Outside.Form payment = invoice.form("amount").set("amount", "5000.00");
        Page paid = payment.send();
        assertThat(paid.status).as(paid.text()).isEqualTo(200);
        anyone.settle();
        assertThat(anyone.letter("finance@suwon.example", "eceipt").get("text").asText()).contains("5,000");
        assertThat(anyone.engineGet("owner", "/process-instance?businessKey=" + number).json()).as("the instance has ended").isEmpty();
        assertThat(anyone.engineGet("owner", "/incident").json()).as("incidents").isEmpty();

        // The case file has it all: who decided, what each seat answered, what was billed and paid
        Page all = Ground.staff("secretariat").get("/office/cases/" + suwon);
        assertThat(all.html.select("#decisions tbody tr").text()).contains("Review application", "Accept", "secretariat");
        assertThat(all.html.select("#votes tbody tr").eachText()).anyMatch(row -> row.startsWith("Jakarta Approve"))
                .anyMatch(row -> row.startsWith("Helsinki No answer"));
        assertThat(all.html.select("#money").text()).contains(number, "USD 5,000");
        assertThat(all.html.select("#place").text()).contains("The process ended on");
    }
}
