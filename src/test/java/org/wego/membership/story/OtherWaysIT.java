package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.wego.membership.story.Outside.Answer;
import org.wego.membership.story.Outside.Page;

/** Every way off the happy path from an application to a membership, told at once so that few advances of the clock do. */
@Order(20)
class OtherWaysIT {

    private static final String REVIEW = "Review application: ";
    private static final String AFTER_VOTE = "Decide after vote: ";

    private final Steps steps = new Steps();
    private final Outside anyone = steps.anyone;
    private Map<String, String> references;

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void everyOtherWay() {
        String unconfirmed = steps.apply(Steps.city("Kotka", "FIN", 51_000));
        references = steps.applyAndConfirm(
                Steps.friend("Alpine Towns Alliance", "AUT"), Steps.company("Borealis Grid", "NOR", 120), Steps.friend("Cobalt Mobility", "DEU"),
                Steps.city("Dunkerque", "FRA", 86_000), Steps.city("Elblag", "POL", 114_000), Steps.city("Faro", "PRT", 67_000),
                Steps.city("Gdynia", "POL", 242_000), Steps.city("Izola", "SVN", 16_000), Steps.city("Cienfuegos", "CUB", 178_000),
                Steps.city("Lahti", "FIN", 121_000), Steps.city("Malmo", "SWE", 365_000), Steps.city("Narva", "EST", 53_000),
                Steps.city("Pori", "FIN", 83_000));
        withTheSecretariat();
        String round = theRoundOpens();
        String broken = steps.roundOf("Lahti");
        String silent = steps.roundOf("Malmo");
        String empty = steps.roundOf("Narva");
        votesAreCast(round, broken, silent, empty);
        openingLinksChangesNothing();

        anyone.advance("P14DT2H");
        lapsed(unconfirmed);
        differentOutcomes(round);
        noQuorum(empty);
        tieBroken(broken);
        openingLinksChangesNothing();

        anyone.advance("P7DT2H");
        tieNotBroken(silent);
        aMeetingDecides();
        assertThat(anyone.engineGet("owner", "/incident").json()).as("incidents").isEmpty();
    }

    private String reference(String name) {
        return references.get(name);
    }

    private Page ownPage(String name) {
        return anyone.get(anyone.letters(letter -> Outside.addressed(letter, Steps.contact(name))).stream().map(Steps::link)
                .filter(link -> link.contains("/status/")).findFirst().orElseThrow());
    }

    private void withTheSecretariat() {
        // Declined, with the reason in the letter
        steps.decide("secretariat", REVIEW + "Elblag", Map.of("decision", "decline", "reason", "The form is signed by nobody whom we know."));
        anyone.advance("PT10M");
        assertThat(anyone.letter(Steps.contact("Elblag"), "not accepted").get("text").asText()).contains("The form is signed by nobody whom we know.");
        assertThat(ownPage("Elblag").text()).contains("The form is signed by nobody whom we know.");
        assertThat(steps.isMember("Elblag")).isFalse();

        // Withdrawn while it is read
        withdraw("Faro");
        assertThat(anyone.engineGet("secretariat", "/task?name=Review%20application:%20Faro").json()).isEmpty();
        assertThat(anyone.letter(Steps.contact("Faro"), "withdrawn").get("text").asText()).doesNotContain("Associate Membership ends");

        // Sent back; amended by its own page, with a fault on the way; accepted
        steps.refused("secretariat", REVIEW + "Dunkerque", Map.of("decision", "requestChanges"), "reason");
        steps.decide("secretariat", REVIEW + "Dunkerque", Map.of("decision", "requestChanges", "reason", "Which census is meant?"));
        steps.decide("secretariat", REVIEW + "Pori", Map.of("decision", "requestChanges", "reason", "Who is the head of the city?"));
        anyone.advance("PT10M");
        JsonNode asked = anyone.letter(Steps.contact("Dunkerque"), "complete");
        assertThat(asked.get("text").asText()).contains("Which census is meant?");
        Page own = anyone.get(Steps.link(asked));
        Page amend = anyone.get(own.html.selectFirst("a[href$=/amend]").absUrl("href"));
        assertThat(amend.html.getElementById("f-population.value").val()).isEqualTo("86000");
        Page faulty = amend.form("population.value").set("population.source", "INSEE census of 2024").set("population.value", "0").send("action", "send");
        assertThat(faulty.status).isEqualTo(400);
        assertThat(faulty.html.getElementById("f-population.source").val()).isEqualTo("INSEE census of 2024");
        Page amended = faulty.form("population.value").set("population.value", "87 013").send("action", "send");
        assertThat(amended.status).as(amended.text()).isEqualTo(200);
        assertThat(amended.text()).contains("87,013", "INSEE census of 2024", "The Secretariat has your application");
        anyone.settle();
        anyone.letter(Steps.contact("Dunkerque"), "We have your changes");

        // Another category: the clerk changes it, the applicant completes it
        steps.refused("secretariat", REVIEW + "Cobalt Mobility", Map.of("decision", "changeCategory", "reason", "A company."), "newCategory");
        steps.refused("secretariat", REVIEW + "Cobalt Mobility", Map.of("decision", "changeCategory", "reason", "A company.", "newCategory", "FRIENDSHIP"),
                "newCategory");
        steps.decide("secretariat", REVIEW + "Cobalt Mobility",
                Map.of("decision", "changeCategory", "reason", "You are a company.", "newCategory", "CORPORATE"));
        anyone.advance("PT10M");
        JsonNode changed = anyone.letter(Steps.contact("Cobalt Mobility"), "another category");
        assertThat(changed.get("text").asText()).contains("You are a company.", "Corporate Member");
        Page complete = anyone.get(anyone.get(Steps.link(changed)).html.selectFirst("a[href$=/amend]").absUrl("href"));
        Page completed = complete.form("employees.value").set("sectors", "SMART_CITY", "ICT").set("employees.value", "75").set("employees.year", "2025")
                .send("action", "send");
        assertThat(completed.status).as(completed.text()).isEqualTo(200);
        anyone.settle();

        // Accepted: a city is an Associate Member at once, others wait for the Committee
        for (String name : List.of("Alpine Towns Alliance", "Borealis Grid", "Cobalt Mobility", "Dunkerque", "Gdynia", "Izola", "Cienfuegos")) {
            steps.decide("secretariat", REVIEW + name, Map.of("decision", "accept"));
        }
        for (String name : List.of("Lahti", "Malmo", "Narva")) {
            steps.decide("secretariat", REVIEW + name, Map.of("decision", "accept", "committee", "now"));
        }
        anyone.advance("PT10M");
        assertThat(anyone.letter(Steps.contact("Alpine Towns Alliance"), "goes to the Executive Committee").get("text").asText())
                .contains("Friendship Member").doesNotContain("Associate");
        for (String name : List.of("Alpine Towns Alliance", "Borealis Grid", "Cobalt Mobility")) {
            assertThat(steps.isMember(name)).as(name).isFalse();
        }
        assertThat(steps.standing("Cienfuegos")).isEqualTo("ASSOCIATE");
        assertThat(steps.standing("Narva")).isEqualTo("ASSOCIATE");

        // Withdrawn while it waits for a round: the Associate standing ends, with a letter
        assertThat(ownPage("Gdynia").text()).contains("waits for the Committee");
        withdraw("Gdynia");
        assertThat(steps.isMember("Gdynia")).isFalse();
        assertThat(anyone.letter(Steps.contact("Gdynia"), "withdrawn").get("text").asText()).contains("Associate Membership ends");
        assertThat(Ground.staff("secretariat").get("/office/rounds").text()).contains("Izola").doesNotContain("Gdynia");
    }

    private void withdraw(String name) {
        Page ask = anyone.get(ownPage(name).html.selectFirst("a[href$=/withdraw]").absUrl("href"));
        Page gone = ask.form("Withdraw the application").send();
        assertThat(gone.text()).contains("was withdrawn");
        anyone.settle();
        assertThat(anyone.engineGet("secretariat", "/process-instance?businessKey=" + reference(name)).json()).isEmpty();
    }

    private String theRoundOpens() {
        for (Map<String, ?> wrong : List.<Map<String, ?>>of(Map.of("mode", "ballot", "days", 0), Map.of("mode", "ballot", "days", 61),
                Map.of("mode", "ballot", "days", "many"))) {
            Answer refused = steps.startForm("secretariat", "executive-committee-vote", wrong);
            assertThat(refused.status()).as(wrong + ": " + refused.json()).isEqualTo(400);
            assertThat(refused.json().toString()).contains("days");
        }
        Answer mode = steps.startForm("secretariat", "executive-committee-vote", Map.of("mode", "post"));
        assertThat(mode.status()).isEqualTo(400);
        assertThat(mode.json().toString()).contains("mode");
        Answer opened = steps.startForm("secretariat", "executive-committee-vote", Map.of("mode", "ballot", "days", 14));
        assertThat(opened.status()).as(opened.json().toString()).isEqualTo(200);
        Answer nothingWaits = steps.startForm("secretariat", "executive-committee-vote", Map.of("mode", "ballot", "days", 14));
        assertThat(nothingWaits.status()).isEqualTo(400);
        assertThat(nothingWaits.json().toString()).contains("no case waits");

        // One letter a seat, not one a case
        String round = steps.roundOf("Izola");
        for (String city : Ground.SEATS) {
            assertThat(anyone.letters(letter -> Outside.addressed(letter, Ground.seatAddress(city)) && letter.get("subject").asText().contains(round)))
                    .as("letters to " + city).hasSize(1);
        }
        return round;
    }

    private void votesAreCast(String round, String broken, String silent, String empty) {
        withdraw("Izola");
        Map<String, String> all = new TreeMap<>();
        for (String name : List.of("Alpine Towns Alliance", "Cobalt Mobility", "Dunkerque", "Cienfuegos")) {
            all.put(reference(name), "approve");
        }
        Map<String, String> mixed = new TreeMap<>(all);
        mixed.put(reference("Borealis Grid"), "reject");
        all.put(reference("Borealis Grid"), "approve");

        // What is missing is named, and nothing is cast by reviewing
        Outside seoul = new Outside(Running.program().base());
        Page agenda = seoul.get("/vote").form("code").set("code", Steps.code(anyone.letter(Ground.seatAddress("Seoul"), round))).send();
        assertThat(agenda.text()).contains("withdrawn", "Cienfuegos", "178,000");
        byte[] form = seoul.bytes(agenda.html.selectFirst("a[href*=/vote/documents/]").absUrl("href")).body();
        assertThat(Pdfs.text(form)).contains("Signed form");
        Page faulty = agenda.form("name").set("vote." + reference("Cienfuegos"), "approve").send("action", "review");
        assertThat(faulty.status).isEqualTo(400);
        assertThat(faulty.text()).contains("Choose an answer for Dunkerque");
        assertThat(new Outside(Running.program().base()).get("/vote/agenda").address.getPath()).as("without its session").isEqualTo("/vote");

        steps.vote("Seoul", round, mixed);
        steps.vote("Jakarta", round, mixed);
        steps.vote("Nairobi", round, all);
        for (String each : List.of(broken, silent)) {
            String name = each.equals(broken) ? "Lahti" : "Malmo";
            steps.vote("Barcelona", each, Map.of(reference(name), "approve"));
            steps.vote("Jakarta", each, Map.of(reference(name), "reject"));
            steps.vote("Nairobi", each, Map.of(reference(name), "abstain"));
        }
        steps.vote("Barcelona", empty, Map.of(reference("Narva"), "approve"));
        anyone.settle();
        assertThat(anyone.letter(Ground.seatAddress("Jakarta"), "Recorded: the answers of Jakarta in round " + round).get("text").asText())
                .contains("Borealis Grid", "Reject");
    }

    /** Scanners open every link of a letter, in every way that only reads. */
    private void openingLinksChangesNothing() {
        Set<String> links = new LinkedHashSet<>();
        anyone.letters(letter -> true).forEach(letter -> letter.get("links").forEach(link -> links.add(link.asText())));
        assertThat(links).hasSizeGreaterThan(20);
        String before = everything();
        Outside scanner = new Outside(Running.program().base());
        for (String link : links) {
            for (String method : List.of("GET", "HEAD", "OPTIONS")) {
                assertThat(scanner.status(method, link)).as(method + " " + link).isLessThan(500);
            }
        }
        assertThat(everything()).isEqualTo(before);
    }

    /** What could have changed: states of cases and rounds, answers, tasks, steps taken, letters, members, invoices. */
    private String everything() {
        Outside clerk = Ground.staff("secretariat");
        List<String> all = new ArrayList<>();
        all.add(clerk.get("/office/cases?state=all").html.selectFirst("main").text());
        Page rounds = clerk.get("/office/rounds");
        all.add(rounds.html.selectFirst("main").text());
        rounds.html.select("main a[href*=/office/rounds/EC-]").stream().map(a -> a.absUrl("href")).distinct()
                .forEach(round -> all.add(clerk.get(round).html.selectFirst("main").text()));
        all.add(clerk.get("/office/letters").html.selectFirst("main").text());
        all.add(clerk.get("/office/invoices").html.selectFirst("main").text());
        all.add(anyone.getJson("/api/members").json().toString());
        for (String account : List.of("secretariat", "treasurer", "owner")) {
            JsonNode tasks = anyone.engineGet(account, "/task?sortBy=created&sortOrder=asc&maxResults=500").json();
            tasks.forEach(task -> all.add(task.get("id").asText()));
        }
        all.add(anyone.engineGet("owner", "/history/activity-instance/count").json().toString());
        return String.join("\n", all);
    }

    private void lapsed(String reference) {
        JsonNode letter = anyone.letter(Steps.contact("Kotka"), "has lapsed");
        assertThat(letter.get("text").asText()).contains("not confirmed in time");
        assertThat(Ground.staff("secretariat").get("/office/cases?state=LAPSED&q=Kotka").text()).contains(reference);
        Page late = anyone.get(Steps.link(anyone.letter(Steps.contact("Kotka"), "onfirm")));
        assertThat(late.text()).contains("lapsed");
        // A letter may be had once more; the case itself has no button any more
        assertThat(late.html.select("main form[method=post]:not([action*=/letters/])")).isEmpty();
        assertThat(anyone.engineGet("secretariat", "/process-instance?businessKey=" + reference).json()).isEmpty();
    }

    private void differentOutcomes(String round) {
        assertThat(steps.standing("Alpine Towns Alliance")).isEqualTo("FRIENDSHIP");
        assertThat(steps.standing("Cobalt Mobility")).isEqualTo("CORPORATE");
        assertThat(steps.standing("Dunkerque")).isEqualTo("FULL");
        assertThat(steps.standing("Cienfuegos")).as("a country without figures keeps nobody out").isEqualTo("FULL");
        assertThat(steps.isMember("Borealis Grid")).isFalse();
        assertThat(anyone.letter(Steps.contact("Alpine Towns Alliance"), "Welcome").get("text").asText()).contains("Friendship Member");
        Outside clerk = Ground.staff("secretariat");
        String resolution = Pdfs.text(clerk.bytes("/office/rounds/" + round + "/resolution").body());
        assertThat(resolution).contains("Alpine Towns Alliance", "Borealis Grid", "more-reject");
        // Reminded were those who had not answered
        assertThat(reminders("Helsinki", round)).isPositive();
        assertThat(reminders("Jakarta", round)).isZero();
        JsonNode outcomes = anyone.letter(Ground.seatAddress("Helsinki"), "Outcomes of round " + round);
        assertThat(outcomes.get("attachments")).hasSize(1);

        // Rejected: the Secretariat decides, and says why
        steps.refused("secretariat", AFTER_VOTE + "Borealis Grid", Map.of("decision", "nextRound"), "reason");
        steps.refused("secretariat", AFTER_VOTE + "Borealis Grid", Map.of("decision", "again", "reason", "x"), "decision");
        steps.decide("secretariat", AFTER_VOTE + "Borealis Grid", Map.of("decision", "nextRound", "reason", "Its report has come in meanwhile."));
        assertThat(anyone.letter(Steps.contact("Borealis Grid"), "goes to the next round").get("text").asText()).contains("rejected");
    }

    private int reminders(String city, String round) {
        return anyone.letters(letter -> Outside.addressed(letter, Ground.seatAddress(city)) && letter.get("subject").asText().contains(round)
                && letter.get("subject").asText().startsWith("Still to answer")).size();
    }

    private void noQuorum(String round) {
        JsonNode task = anyone.task("secretariat", AFTER_VOTE + "Narva");
        assertThat(anyone.engineGet("secretariat", "/task/" + task.get("id").asText() + "/variables/outcomeWords?deserializeValue=false").json().toString()).contains("Too few seats");
        assertThat(steps.standing("Narva")).isEqualTo("ASSOCIATE");
        steps.decide("secretariat", AFTER_VOTE + "Narva", Map.of("decision", "close", "reason", "No quorum for the second time."));
        assertThat(steps.isMember("Narva")).isFalse();
        assertThat(anyone.letter(Steps.contact("Narva"), "is closed").get("text").asText()).contains("Associate Membership ends");
        assertThat(ownPage("Narva").text()).contains("No quorum for the second time.");
        assertThat(anyone.engineGet("secretariat", "/process-instance?businessKey=" + reference("Narva")).json()).isEmpty();
        assertThat(round).isNotEmpty();
    }

    private void tieBroken(String round) {
        assertThat(steps.standing("Lahti")).isEqualTo("ASSOCIATE");
        JsonNode letter = anyone.letter(Ground.seatAddress("Seoul"), "break a tie");
        assertThat(letter.get("text").asText()).contains("Seoul");
        // By the link this time: what stands after the # is sent by a form of its own
        JsonNode own = anyone.letters(one -> one.get("subject").asText().contains("break a tie") && one.get("subject").asText().contains(round)).get(0);
        Outside president = new Outside(Running.program().base());
        Page agenda = president.get("/vote").form("token").set("token", Steps.link(own).replaceAll(".*#", "")).send();
        assertThat(agenda.text()).contains("Lahti", "President City");
        assertThat(agenda.html.select("input[value=abstain]")).as("a tie is broken, or it isn't").isEmpty();
        Page review = agenda.form("name").set("vote." + reference("Lahti"), "approve").set("name", "Oh Se-hoon").set("title", "Mayor")
                .send("action", "review");
        assertThat(steps.standing("Lahti")).isEqualTo("ASSOCIATE");
        Page cast = review.form("name").send("action", "cast");
        assertThat(cast.text()).contains("the tie is broken");
        anyone.settle();
        assertThat(steps.standing("Lahti")).isEqualTo("FULL");
        assertThat(Pdfs.text(Ground.staff("secretariat").bytes("/office/rounds/" + round + "/resolution").body()).replaceAll("\\s+", " "))
                .contains("the President City broke the tie", "Oh Se-hoon");
    }

    private void tieNotBroken(String round) {
        JsonNode task = anyone.task("secretariat", AFTER_VOTE + "Malmo");
        assertThat(anyone.engineGet("secretariat", "/task/" + task.get("id").asText() + "/variables/outcomeWords?deserializeValue=false").json().toString())
                .contains(round, "a tie that was not broken");
        steps.decide("secretariat", AFTER_VOTE + "Malmo", Map.of("decision", "nextRound"));
        assertThat(steps.standing("Malmo")).isEqualTo("ASSOCIATE");
    }

    private void aMeetingDecides() {
        String company = reference("Borealis Grid");
        String city = reference("Malmo");
        Answer opened = steps.startForm("secretariat", "executive-committee-vote", Map.of("mode", "meeting"));
        assertThat(opened.status()).as(opened.json().toString()).isEqualTo(200);
        JsonNode instance = anyone.engineGet("secretariat", "/process-instance/" + opened.json().get("id").asText()).json();
        String task = "Record meeting: " + instance.get("businessKey").asText();
        Map<String, String> decisions = Map.of(company, "approve", city, "postpone");
        steps.refused("secretariat", task, Map.of("minutesReference", "EC/17"), "outcomes");
        steps.refused("secretariat", task, Map.of("outcomes", json(Map.of(company, "approve")), "minutesReference", "EC/17"), city);
        steps.refused("secretariat", task, Map.of("outcomes", json(Map.of(company, "perhaps", city, "reject")), "minutesReference", "EC/17"), company);
        steps.refused("secretariat", task, Map.of("outcomes", json(decisions)), "minutesReference");
        // As a JSON variable over REST
        JsonNode open = anyone.task("secretariat", task);
        Answer done = anyone.enginePost("secretariat", "/task/" + open.get("id").asText() + "/complete", Map.of("variables",
                Map.of("outcomes", Map.of("value", json(decisions), "type", "Json"), "minutesReference", Map.of("value", "EC/17"))));
        assertThat(done.status()).as(done.json().toString()).isEqualTo(204);
        anyone.settle();
        assertThat(steps.standing("Borealis Grid")).isEqualTo("CORPORATE");
        assertThat(steps.standing("Malmo")).isEqualTo("ASSOCIATE");
        steps.decide("secretariat", AFTER_VOTE + "Malmo", Map.of("decision", "close"));
        assertThat(steps.isMember("Malmo")).isFalse();
        assertThat(anyone.letter(Steps.contact("Malmo"), "is closed").get("text").asText()).contains("Associate Membership ends");
        assertThat(Pdfs.text(Ground.staff("secretariat").bytes("/office/rounds/" + instance.get("businessKey").asText() + "/resolution").body()))
                .contains("EC/17");
    }

    private static String json(Map<String, String> decisions) {
        return Outside.JSON.valueToTree(decisions).toString();
    }
}
