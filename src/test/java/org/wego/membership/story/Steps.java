package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.wego.membership.story.Outside.Answer;
import org.wego.membership.story.Outside.Multipart;
import org.wego.membership.story.Outside.Page;
import org.wego.membership.story.Outside.Upload;

/** The steps that stories are told in, each taken from outside. */
final class Steps {

    final Outside anyone = new Outside(Running.program().base());

    // Applying

    static ObjectNode city(String name, String country, long population) {
        try {
            return (ObjectNode) Outside.JSON.readTree("""
                    {"category":"FULL","name":"%1$s","country":"%2$s","website":"https://www.%3$s.example","level":"CITY",
                     "population":{"value":%4$d,"year":2025,"source":"census"},
                     "head":{"name":"Kim Ha-neul","title":"Mayor"},
                     "signatory":{"name":"Kim Ha-neul","title":"Mayor","email":"mayor@%3$s.example","capacity":"MAYOR"},
                     "contact":{"name":"Park Seo-yun","title":"Head of Smart City","email":"contact@%3$s.example","phone":"+82 31 555 0100"},
                     "billing":{"name":"Finance","email":"finance@%3$s.example","address":"City Hall, %1$s"},
                     "motivation":"To learn from others and to share what we know.","language":"en","consent":true}
                    """.formatted(name, country, domain(name), population));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static ObjectNode friend(String name, String country) {
        ObjectNode application = city(name, country, 1);
        application.remove(List.of("level", "population"));
        return application.put("category", "FRIENDSHIP").put("organisationType", "ASSOCIATION").put("regional", true)
                .put("localEGovernment", "A shared portal for its towns");
    }

    static ObjectNode company(String name, String country, int employees) {
        ObjectNode application = city(name, country, 1);
        application.remove(List.of("level", "population"));
        application.put("category", "CORPORATE").putArray("sectors").add("SMART_CITY");
        application.putObject("employees").put("value", employees).put("year", 2025);
        return application;
    }

    static String domain(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-");
    }

    static String contact(String name) {
        return "contact@" + domain(name) + ".example";
    }

    /** Sends an application by the interface for programs. */
    String apply(ObjectNode application) {
        Answer answer = anyone.postMultipart("/api/applications", new Multipart().json("application", application.toString())
                .add("signedForm", new Upload("signed.pdf", "application/pdf", Pdfs.plain("Signed form of " + application.get("name").asText()))));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        return answer.json().get("reference").asText();
    }

    /** The same for several, one after the other; their references by name. */
    Map<String, String> applyAndConfirm(ObjectNode... applications) {
        Map<String, String> references = new LinkedHashMap<>();
        for (ObjectNode application : applications) {
            references.put(application.get("name").asText(), apply(application));
        }
        references.keySet().forEach(name -> pressFirstButton(link(anyone.letter(contact(name), "onfirm"))));
        anyone.settle();
        return references;
    }

    /** Opens an address and presses the first button of its page. */
    Page pressFirstButton(String address) {
        Page page = anyone.get(address);
        assertThat(page.status).as(page.text()).isEqualTo(200);
        Page after = page.form(page.html.selectFirst("main form[method=post] button").text()).send();
        assertThat(after.status).as(after.text()).isEqualTo(200);
        return after;
    }

    /** Opens the newest letter's personal link and presses the one button that confirms. */
    void confirm(String name, String reference) {
        JsonNode letter = anyone.letter(contact(name), "onfirm");
        Page page = anyone.get(link(letter));
        assertThat(page.status).isEqualTo(200);
        Page after = page.form(page.html.selectFirst("main form[method=post] button").text()).send();
        assertThat(after.status).isEqualTo(200);
        anyone.settle();
    }

    /** The personal link of a letter. */
    static String link(JsonNode letter) {
        return letter.get("links").get(0).asText();
    }

    /** The typed code that a letter prints. */
    static String code(JsonNode letter) {
        java.util.regex.Matcher matcher = java.util.regex.Pattern.compile("\\b(?!WEGO-)([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3,4})\\b")
                .matcher(letter.get("text").asText());
        assertThat(matcher.find()).as("a code in: " + letter.get("text").asText()).isTrue();
        return matcher.group(1);
    }

    // Staff

    void decide(String account, String task, Map<String, ?> values) {
        Answer answer = anyone.complete(account, anyone.task(account, task), values);
        assertThat(answer.status()).as(task + ": " + answer.json()).isEqualTo(204);
        anyone.settle();
    }

    void refused(String account, String task, Map<String, ?> values, String word) {
        Answer answer = anyone.complete(account, anyone.task(account, task), values);
        assertThat(answer.status()).as(task + ": " + answer.json()).isEqualTo(400);
        assertThat(answer.json().toString()).contains(word);
        assertThat(anyone.task(account, task)).isNotNull();
    }

    /** Starts a process by its Tasklist start form. */
    Answer startForm(String account, String process, Map<String, ?> values) {
        Map<String, Object> variables = new LinkedHashMap<>();
        values.forEach((name, value) -> variables.put(name, Map.of("value", value)));
        Answer answer = anyone.enginePost(account, "/process-definition/key/" + process + "/submit-form", Map.of("variables", variables));
        anyone.settle();
        return answer;
    }

    // The Committee

    /** A seat answers by the code of its newest letter: the same for each case of the round. */
    void vote(String city, Map<String, String> answers) {
        Outside voter = new Outside(Running.program().base());
        JsonNode letter = voter.letter(Ground.seatAddress(city), "EC-");
        Page agenda = voter.get("/vote").form("code").set("code", code(letter)).send();
        assertThat(agenda.status).as(agenda.text()).isEqualTo(200);
        Outside.Form form = agenda.form("name").set("name", "Mayor of " + city).set("title", "Mayor");
        answers.forEach((reference, answer) -> form.set("vote." + reference, answer));
        Page review = form.send("action", "review");
        assertThat(review.status).as(review.text()).isEqualTo(200);
        Page cast = review.html.select("button[name=action][value=cast]").isEmpty() ? null
                : review.form(review.html.selectFirst("button[name=action][value=cast]").text()).send("action", "cast");
        assertThat(cast).as("a page with the button that casts: " + review.text()).isNotNull();
        assertThat(cast.status).as(cast.text()).isEqualTo(200);
        anyone.settle();
    }

    /** The round that the Committee was invited to about this applicant, the newest one. */
    String roundOf(String applicant) {
        JsonNode letter = Until.present("an invitation about " + applicant, () -> anyone.letters(one ->
                Outside.addressed(one, Ground.seatAddress("Helsinki")) && one.get("subject").asText().startsWith("Please answer")
                        && one.get("text").asText().contains(applicant)).stream().findFirst().orElse(null));
        return letter.get("subject").asText().replaceAll(".*(EC-\\d{4}-\\d{3,}).*", "$1");
    }

    /** A seat opens its agenda of one round by the code of its letter, chooses, reviews and casts. */
    void vote(String city, String round, Map<String, String> answers) {
        Page cast = cast(new Outside(Running.program().base()), Ground.seatAddress(city), round, answers);
        assertThat(cast.text()).contains("recorded");
    }

    /** The same; whatever else is on the agenda is approved. */
    void voteForAll(String city, String round, Map<String, String> answers) {
        Outside voter = new Outside(Running.program().base());
        Page agenda = voter.get("/vote").form("code").set("code", code(anyone.letter(Ground.seatAddress(city), round))).send();
        Map<String, String> all = new LinkedHashMap<>();
        agenda.html.select("input[name^=vote.]").eachAttr("name").forEach(name -> all.put(name.substring("vote.".length()), "approve"));
        all.putAll(answers);
        cast(voter, Ground.seatAddress(city), round, all);
    }

    /** The same with whoever votes given, so that its agenda stays open. */
    Page cast(Outside voter, String address, String subject, Map<String, String> answers) {
        Page agenda = voter.get("/vote").form("code").set("code", code(anyone.letter(address, subject))).send();
        assertThat(agenda.status).as(agenda.text()).isEqualTo(200);
        Outside.Form form = agenda.form("name").set("name", "Deputy of " + address).set("title", "Deputy Mayor");
        answers.forEach((reference, answer) -> form.set("vote." + reference, answer));
        Page review = form.send("action", "review");
        assertThat(review.status).as(review.text()).isEqualTo(200);
        Page cast = review.form("name").send("action", "cast");
        assertThat(cast.status).as(cast.text()).isEqualTo(200);
        return cast;
    }

    JsonNode member(String name) {
        for (JsonNode member : members(name)) {
            if (member.get("name").asText().equals(name)) {
                return member;
            }
        }
        throw new AssertionError(name + " is no member");
    }

    boolean isMember(String name) {
        for (JsonNode member : members(name)) {
            if (member.get("name").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode members(String name) {
        JsonNode json = anyone.getJson("/api/members?q=" + java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)).json();
        return json.isArray() ? json : json.get("members");
    }

    String standing(String name) {
        return member(name).get("standing").asText();
    }
}
