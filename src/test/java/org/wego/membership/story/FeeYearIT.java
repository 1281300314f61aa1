package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.wego.membership.story.Outside.Answer;
import org.wego.membership.story.Outside.Page;

/**
 * A fee year off its happy path, whichever year the clock shows: exempt, parked, sent back, cancelled, invoiced after all;
 * paid in parts, by mistake, late or not at all. The last of the stories, since it moves the clock by a year and more.
 */
@Order(Integer.MAX_VALUE)
class FeeYearIT {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private final Steps steps = new Steps();
    private final Outside anyone = steps.anyone;
    private Outside treasurer;
    private int year;

    @BeforeAll
    static void ground() {
        Ground.lay();
        Map<String, String> parked = Ground.city("Foggia", "ITA", "", "2016-01-01");
        parked.put("populationyear", "");
        parked.put("populationsource", "");
        Ground.importMembers(Ground.staff("admin"), List.of(
                Ground.friend("Union of Bright Towns", "DEU", "2016-01-01"), Ground.company("Ember Sensors", "SGP", "40", "2020-01-01"),
                Ground.city("Aveiro", "PRT", "80880", "2016-01-01"), Ground.city("Bergen", "NOR", "291940", "2016-01-01"),
                Ground.city("Cork", "IRL", "224004", "2016-01-01"), Ground.city("Delft", "NLD", "106086", "2016-01-01"), parked));
    }

    @Test
    void aFeeYearOffItsHappyPath() {
        treasurer = Ground.staff("treasurer");
        fiveReferredCitiesBecomeFull();
        anyone.advanceTo(LocalDate.of(year, 1, 4).atStartOfDay(SEOUL).toInstant());
        theRunIsPreparedTwice();
        exemptAndParked();
        String part = number("Aveiro");
        anyone.settle();
        partPayment(part);
        String mistaken = paidByMistake();
        String credited = credited();
        supplementaryRun(credited);
        unpaid(part, mistaken);
        assertThat(anyone.engineGet("owner", "/incident").json()).as("incidents").isEmpty();
    }

    private void fiveReferredCitiesBecomeFull() {
        LocalDate today = today();
        if (today.isAfter(LocalDate.of(today.getYear(), 12, 10))) {
            anyone.advanceTo(LocalDate.of(today.getYear() + 1, 1, 10).atStartOfDay(SEOUL).toInstant());
        }
        year = today().getYear() + 1;
        payWhatKeepsSeatsFromVoting();
        String friend = steps.member("Union of Bright Towns").get("number").asText();
        List<String> cities = List.of("Brightford", "Brightham", "Brightley", "Brightmoor", "Brightwell");
        Map<String, String> references = steps.applyAndConfirm(cities.stream()
                .map(city -> Steps.city(city, "GBR", 60_000).put("referredBy", friend)).toArray(ObjectNode[]::new));
        for (String city : cities) {
            steps.decide("secretariat", "Review application: " + city, Map.of("decision", "accept", "referralConfirmed", true));
        }
        Answer opened = steps.startForm("secretariat", "executive-committee-vote", Map.of("days", 14));
        assertThat(opened.status()).as(opened.json().toString()).isEqualTo(200);
        String round = steps.roundOf("Brightwell");
        Map<String, String> answers = new LinkedHashMap<>();
        references.values().forEach(reference -> answers.put(reference, "approve"));
        for (String city : List.of("Seoul", "Barcelona", "Jakarta")) {
            steps.voteForAll(city, round, answers);
        }
        anyone.advance("P15D");
        for (String city : cities) {
            assertThat(steps.standing(city)).as(city).isEqualTo("FULL");
        }
    }

    /** Seats of cities in arrears with an earlier year have no vote. */
    private void payWhatKeepsSeatsFromVoting() {
        for (Element link : treasurer.get("/office/invoices?show=OVERDUE").html.select("tbody a[href*=/office/invoices/]")) {
            Page invoice = treasurer.get(link.absUrl("href"));
            pay(invoice.address.getPath().replaceAll(".*/", ""), open(invoice));
        }
        anyone.settle();
    }

    private void theRunIsPreparedTwice() {
        String prepare = "Prepare fee year " + year;
        String approve = "Approve invoices of " + year;
        JsonNode task = anyone.task("treasurer", prepare);
        assertThat(anyone.engineGet("treasurer", "/task/" + task.get("id").asText() + "/variables/missing?deserializeValue=false").json().toString()).contains("Foggia", "Havana");
        steps.refused("treasurer", prepare, Map.of("decision", "proceed", "confirmChart", true, "gdpEdition", "1999-10"), "gdpEdition");
        Answer second = steps.startForm("treasurer", "annual-invoicing", Map.of("feeYear", year));
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.json().toString()).contains("feeYear");
        steps.decide("treasurer", prepare, Map.of("decision", "proceed", "confirmChart", true));
        steps.decide("owner", approve, Map.of("decision", "recalculate", "reason", "Is the edition the latest?"));
        steps.decide("treasurer", prepare, Map.of("decision", "proceed"));
        Page run = treasurer.get("/office/runs/" + year);
        assertThat(row(run, "Union of Bright Towns")).contains("5 cities");
        assertThat(row(run, "Foggia")).containsIgnoringCase("inhabitants");
        assertThat(row(run, "Brightwell")).as("Full since the year before").contains("Due");
        assertThat(row(run, "Mugla")).contains("Associate Members pay no fee");
        String csv = new String(treasurer.bytes("/office/runs/" + year + "/list.csv").body(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(csv).contains("Union of Bright Towns", "Havana", "Cork");
        assertThat(Pdfs.text(treasurer.bytes(run.html.selectFirst("a[href*=preview.pdf]").absUrl("href")).body())).containsIgnoringCase("preview");
        assertThat(Ground.staff("owner").get("/office/runs/" + year).status).isEqualTo(200);
        assertThat(anyone.letters(letter -> letter.get("subject").asText().startsWith("Invoice " + year + "-"))).as("nothing leaves before the approval").isEmpty();
        steps.decide("owner", approve, Map.of("decision", "approve", "reason", "The new members are expected."));
    }

    private static String row(Page page, String name) {
        return page.html.select("tbody tr").stream().map(Element::text).filter(text -> text.contains(name)).findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not on " + page.address + ": " + page.text()));
    }

    private void exemptAndParked() {
        List<JsonNode> letters = anyone.letters(letter -> Outside.addressed(letter, "finance@union-of-bright-towns.example"));
        JsonNode exempt = letters.get(0);
        assertThat(exempt.get("subject").asText()).isEqualTo("No WeGO membership fee for " + year);
        assertThat(exempt.get("text").asText()).contains("5 cities", String.valueOf(year - 1));
        assertThat(letters.stream().filter(letter -> letter.get("subject").asText().startsWith("Invoice " + year))).isEmpty();
        assertThat(anyone.letters(letter -> Outside.addressed(letter, "finance@havana.example"))).isEmpty();
        Page closing = treasurer.get("/office/runs/" + year + "/closing");
        assertThat(closing.text()).contains("The sums add up", "Exempt by referrals", "The new members are expected.");
        assertThat(row(closing, "Havana")).contains("Parked");
        anyone.task("treasurer", "Resolve parked member: Havana");
        anyone.task("treasurer", "Resolve parked member: Foggia");
    }

    private void partPayment(String number) {
        Page nothing = treasurer.get("/office/invoices/" + number).form("amount").set("amount", "0").send();
        assertThat(nothing.status).isEqualTo(400);
        Page part = pay(number, "1000");
        assertThat(part.text()).contains("1,000");
        assertThat(anyone.engineGet("owner", "/process-instance?businessKey=" + number).json()).hasSize(1);
        assertThat(anyone.letters(letter -> letter.get("subject").asText().equals("Receipt for invoice " + number))).isEmpty();
    }

    private String paidByMistake() {
        String number = number("Bergen");
        Page invoice = treasurer.get("/office/invoices/" + number);
        Page paid = pay(number, open(invoice));
        anyone.settle();
        assertThat(anyone.letter("finance@bergen.example", "Receipt for invoice " + number).get("attachments")).hasSize(1);
        assertThat(anyone.engineGet("owner", "/process-instance?businessKey=" + number).json()).isEmpty();
        String field = paid.html.selectFirst("input[name^=reason-]").attr("name");
        assertThat(paid.form(field).send().status).as("without a reason").isEqualTo(400);
        Page takenBack = paid.form(field).set(field, "It was another city's transfer.").send();
        assertThat(takenBack.status).as(takenBack.text()).isEqualTo(200);
        anyone.settle();
        assertThat(anyone.letter("finance@bergen.example", number + " is open again").get("text").asText()).contains("another city's transfer");
        assertThat(anyone.engineGet("owner", "/process-instance?businessKey=" + number).json()).as("its case goes on").hasSize(1);
        return number;
    }

    private String credited() {
        String number = number("Ember Sensors");
        assertThat(treasurer.get("/office/invoices/" + number).html.select("[name=cancelReason]")).as("it has gone out").isEmpty();
        Map<String, Object> asked = new LinkedHashMap<>(Map.of("invoice", number, "cause", "wrongFigure", "reissue", "no"));
        Answer refused = steps.startForm("treasurer", "credit-note", asked);
        assertThat(refused.status()).as("without a reason").isEqualTo(400);
        assertThat(refused.json().toString()).contains("reason");
        asked.put("reason", "The number of employees was wrong.");
        Answer started = steps.startForm("treasurer", "credit-note", asked);
        assertThat(started.status()).as(started.json().toString()).isEqualTo(200);
        steps.decide("owner", "Approve credit note: " + number + ", Ember Sensors", Map.of("decision", "approve"));
        JsonNode letter = anyone.letter("finance@ember-sensors.example", "for invoice " + number);
        assertThat(letter.get("subject").asText()).startsWith("Credit note " + year + "-C");
        assertThat(letter.get("text").asText()).contains("Nothing is to be paid on invoice " + number, "number of employees was wrong");
        assertThat(letter.get("attachments")).hasSize(1);
        assertThat(anyone.engineGet("owner", "/process-instance?businessKey=" + number).json()).isEmpty();
        assertThat(Ground.staff("secretariat").get("/office/invoices/" + number).html.select("main form[method=post]")).isEmpty();
        return number;
    }

    private void supplementaryRun(String credited) {
        String parked = "Resolve parked member: Foggia";
        steps.refused("treasurer", parked, Map.of("decision", "later"), "decision");
        steps.refused("treasurer", parked, Map.of("decision", "substitute", "figure", "population", "value", "146803", "year", 2024, "reason", "x"), "source");
        steps.decide("treasurer", parked, Map.of("decision", "substitute", "figure", "population", "value", "146,803", "year", 2024, "source", "ISTAT",
                "reason", "The city has not answered."));
        Answer opened = steps.startForm("treasurer", "annual-invoicing", Map.of("feeYear", year));
        assertThat(opened.status()).as(opened.json().toString()).isEqualTo(200);
        steps.decide("treasurer", "Prepare fee year " + year, Map.of("decision", "proceed"));
        assertThat(row(treasurer.get("/office/runs/" + year), "Cork")).contains("Has invoice");
        steps.decide("owner", "Approve invoices of " + year, Map.of("decision", "approve", "reason", "The figures were wrong."));
        assertThat(number("Foggia")).isNotEqualTo(number("Ember Sensors"));
        assertThat(number("Ember Sensors")).isNotEqualTo(credited);
        assertThat(anyone.letters(letter -> Outside.addressed(letter, "finance@cork.example")
                && letter.get("subject").asText().startsWith("Invoice " + year + "-"))).as("nobody is invoiced twice").hasSize(1);
        // Without a gap over both runs
        TreeSet<Integer> numbers = new TreeSet<>();
        anyone.letters(letter -> letter.get("subject").asText().matches("Invoice " + year + "-\\d{6}: .*"))
                .forEach(letter -> numbers.add(Integer.valueOf(letter.get("subject").asText().substring(13, 19))));
        assertThat(numbers.first()).isEqualTo(1);
        assertThat(numbers.last()).isEqualTo(numbers.size());
    }

    private void unpaid(String part, String mistaken) {
        String cork = number("Cork");
        LocalDate due = LocalDate.ofInstant(anyone.letter("finance@cork.example", "Invoice " + cork + ":").get("receivedAt").asText().isEmpty() ? Instant.EPOCH
                : Instant.parse(anyone.letter("finance@cork.example", "Invoice " + cork + ":").get("receivedAt").asText()), SEOUL).plusDays(60);
        anyone.advanceTo(due.plusDays(61).atStartOfDay(SEOUL).toInstant());
        assertThat(days(cork, "finance@cork.example", "is due on")).containsExactly(due.minusDays(14));
        assertThat(days(cork, "finance@cork.example", "was due on")).containsExactly(due.plusDays(7), due.plusDays(30));
        assertThat(anyone.letter("finance@aveiro.example", "Invoice " + part + " was due on").get("text").asText())
                .as("what is open still").contains(open(treasurer.get("/office/invoices/" + part)));

        String task = "Follow up arrears: Cork";
        String newDay = due.plusDays(100).toString();
        steps.refused("treasurer", task, Map.of("decision", "perhaps"), "decision");
        steps.refused("treasurer", task, Map.of("decision", "extend"), "newDueDate");
        steps.refused("treasurer", task, Map.of("decision", "extend", "newDueDate", due.toString()), "newDueDate");
        steps.refused("treasurer", task, Map.of("decision", "extend", "newDueDate", "soon"), "newDueDate");
        steps.decide("treasurer", task, Map.of("decision", "extend", "newDueDate", newDay, "reason", "A new budget in summer."));
        anyone.letter("finance@cork.example", cork + ": new due date");
        assertThat(treasurer.get("/office/invoices/" + cork).text()).contains("A new budget in summer.");
        String delft = number("Delft");
        steps.decide("treasurer", "Follow up arrears: Delft", Map.of("decision", "remind"));
        assertThat(days(delft, "finance@delft.example", "was due on")).hasSize(3);
        int before = anyone.letters(letter -> Outside.addressed(letter, "finance@bergen.example")).size();
        steps.decide("treasurer", "Follow up arrears: Bergen", Map.of("decision", "hold", "reason", "The bank looks for the transfer."));
        assertThat(anyone.letters(letter -> Outside.addressed(letter, "finance@bergen.example"))).hasSize(before);
        assertThat(anyone.engineGet("owner", "/process-instance?businessKey=" + mistaken).json()).hasSize(1);

        // Paid while the Treasurer's task is open: the task goes, the receipt comes
        assertThat(anyone.task("treasurer", "Follow up arrears: Aveiro")).isNotNull();
        pay(part, open(treasurer.get("/office/invoices/" + part)));
        anyone.settle();
        assertThat(anyone.engineGet("treasurer", "/task?name=Follow%20up%20arrears:%20Aveiro").json()).isEmpty();
        anyone.letter("finance@aveiro.example", "Receipt for invoice " + part);
        assertThat(anyone.engineGet("owner", "/process-instance?businessKey=" + part).json()).isEmpty();
    }

    /** The days in Seoul on which such letters about an invoice came, the first first. */
    private List<LocalDate> days(String number, String address, String words) {
        List<LocalDate> days = new ArrayList<>();
        anyone.letters(letter -> Outside.addressed(letter, address) && letter.get("subject").asText().startsWith("Invoice " + number + " " + words))
                .forEach(letter -> days.add(0, LocalDate.ofInstant(Instant.parse(letter.get("receivedAt").asText()), SEOUL)));
        return days;
    }

    /** The number of the newest invoice of a member for this year. */
    private String number(String member) {
        return anyone.letter("finance@" + Steps.domain(member) + ".example", ": WeGO membership fee " + year).get("subject").asText()
                .replaceAll(".*(\\d{4}-\\d{6}).*", "$1");
    }

    private Page pay(String number, String amount) {
        Page paid = treasurer.get("/office/invoices/" + number).form("amount").set("amount", amount).send();
        assertThat(paid.status).as(paid.text()).isEqualTo(200);
        return paid;
    }

    /** What an invoice's page says is open, as a figure. */
    private static String open(Page invoice) {
        for (Element fact : invoice.html.select("dl.facts > div")) {
            if (fact.selectFirst("dt").text().equals("Still open")) {
                return fact.selectFirst("dd").text().replaceAll("[^0-9.,]", "");
            }
        }
        throw new AssertionError("Nothing is open: " + invoice.text());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(anyone.now(), SEOUL);
    }
}
