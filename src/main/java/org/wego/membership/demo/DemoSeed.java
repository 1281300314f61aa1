package org.wego.membership.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Answers;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.FormPdf;
import org.wego.membership.admission.Part;
import org.wego.membership.admission.Upload;
import org.wego.membership.committee.Seat;
import org.wego.membership.committee.Seats;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.Level;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;

/**
 * What the demo begins with: the members whose membership public sources verify, nineteen seats, and one open case of
 * each kind. The cities are real; the persons and addresses are invented.
 */
@Component
@Profile("demo")
class DemoSeed {

    private static final Logger log = LoggerFactory.getLogger(DemoSeed.class);
    private static final String BY = "demo";
    private static final String PRESIDENT = "Seoul";
    private static final List<String> SEATS = List.of(PRESIDENT, "Barcelona", "Jakarta", "Nairobi", "Addis Ababa", "Chengdu",
            "Mexico City", "Ulaanbaatar", "Tashkent", "Helsinki", "San Francisco", "Dakar", "Kathmandu", "Berlin", "Quezon City",
            "Baku", "Tunis", "Amsterdam", "Suva");
    private static final List<String> PERSONS = List.of("Amina Diallo", "Jonas Lindqvist", "Mei Tanaka", "Rafael Moreno",
            "Leila Haddad", "Oskar Novak", "Priya Raman", "Tomás Herrera", "Nomsa Dube", "Yusuf Demir");

    private final Members members;
    private final Seats seats;
    private final Applications applications;
    private final FormPdf formPdf;
    private final TaskService tasks;
    private final IdentityService identity;
    private final Quiet quiet;
    private final ObjectMapper json;
    private final String seed;

    DemoSeed(Members members, Seats seats, Applications applications, FormPdf formPdf, TaskService tasks, IdentityService identity,
            Quiet quiet, ObjectMapper json, @Value("${wego.demo.seed}") String seed) {
        this.members = members;
        this.seats = seats;
        this.applications = applications;
        this.formPdf = formPdf;
        this.tasks = tasks;
        this.identity = identity;
        this.quiet = quiet;
        this.json = json;
        this.seed = seed;
    }

    @EventListener(ApplicationReadyEvent.class)
    void sow() throws IOException {
        if (seed.equals("none") || !members.search(null, null, null).isEmpty()) {
            return;
        }
        Map<String, Member> admitted = members();
        seats(admitted);
        List<JsonNode> cases = cases();
        quiet.withoutExecutor(() -> cases.forEach(this::open));
        log.info("The demo begins with {} members, {} seats and {} open cases", admitted.size(), SEATS.size(), cases.size());
    }

    private Map<String, Member> members() throws IOException {
        Map<String, Member> admitted = new LinkedHashMap<>();
        try (Reader file = new InputStreamReader(new ClassPathResource("reference/members.csv").getInputStream(), StandardCharsets.UTF_8)) {
            CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setNullString("").get();
            for (CSVRecord row : format.parse(file)) {
                String name = row.get("name");
                String person = PERSONS.get(admitted.size() % PERSONS.size());
                Contact working = new Contact(person, "International Relations", "international@" + domain(name), null, null);
                Contact billing = new Contact("Finance Department", null, "finance@" + domain(name), null, name);
                admitted.put(name, members.admit(new NewMember(null, Category.valueOf(row.get("category")), Standing.valueOf(row.get("standing")),
                        details(row), LocalDate.parse(row.get("since")), row.get("basis"), false, working, billing, BY)));
            }
        }
        return admitted;
    }

    private static MemberDetails details(CSVRecord row) {
        if (Category.valueOf(row.get("category")) == Category.FRIENDSHIP) {
            return MemberDetails.friend(row.get("name"), row.get("local_name"), row.get("iso3"), OrganisationType.AGENCY, null);
        }
        String population = row.get("population");
        String year = row.get("population_year");
        return MemberDetails.city(row.get("name"), row.get("local_name"), row.get("iso3"), Level.valueOf(row.get("level")), null,
                population == null ? null : Long.valueOf(population), year == null ? null : Integer.valueOf(year), row.get("population_source"));
    }

    private void seats(Map<String, Member> admitted) {
        for (String city : SEATS) {
            seats.keep(new Seat(0, city, admitted.get(city).number(), List.of("committee@" + domain(city)), LocalDate.of(2025, 1, 1), null,
                    city.equals(PRESIDENT)), BY);
        }
    }

    private List<JsonNode> cases() throws IOException {
        try (InputStream file = new ClassPathResource("demo/cases.json").getInputStream()) {
            List<JsonNode> cases = new ArrayList<>();
            json.readTree(file).forEach(cases::add);
            return cases;
        }
    }

    // Walks a case as far as the demo shows it: by the same services and tasks as people do
    private void open(JsonNode item) {
        String until = item.get("until").asText();
        Answers answers = Answers.of(item.get("application"));
        String reference = applications.reserve(null);
        applications.submit(answers, Map.of(Part.SIGNED_FORM, new Upload("application-signed.pdf", formPdf.draw(answers, reference))),
                Applications.Sender.PAGE, null, reference);
        quiet.drain();
        if (until.equals("UNCONFIRMED")) {
            return;
        }
        applications.confirm(reference);
        quiet.drain();
        switch (until) {
            case "CHANGES_ASKED" -> review(reference, Map.of("decision", "requestChanges",
                    "reason", "The authority letter for the signature is missing. Please add it."));
            case "WAITING" -> review(reference, Map.of("decision", "accept", "committee", "nextRound"));
            case "IN_BALLOT" -> review(reference, Map.of("decision", "accept", "committee", "now"));
            default -> log.debug("{} stays in review", reference);
        }
    }

    private void review(String reference, Map<String, Object> decision) {
        String task = tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("reviewApplication").singleResult().getId();
        identity.setAuthentication("secretariat", List.of("secretariat"));
        try {
            tasks.complete(task, decision);
        } finally {
            identity.clearAuthentication();
        }
        quiet.drain();
    }

    // Invented: a name of the reserved domain, so that no letter could ever reach a real town hall
    private static String domain(String name) {
        String plain = Normalizer.normalize(name.replaceAll("\\(.*\\)", ""), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return plain.toLowerCase(Locale.ROOT).strip().replaceAll("[^a-z0-9]+", "-") + ".example";
    }
}
