package org.wego.membership.privacy.web;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.engine.PlainText;
import org.wego.membership.privacy.Held;
import org.wego.membership.privacy.Person;
import org.wego.membership.privacy.PersonalData;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Faults;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.Mentions;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What is held on a person, to read and to hand out. The Secretariat's lead answers such requests, and an administrator;
 * nobody else, since it shows everything at once. Whom it is about is posted, so that no address bar and no log keeps it.
 */
@Controller
@PreAuthorize("hasAnyRole('secretariat-lead', 'camunda-admin')")
class PersonsPage {

    private static final int SHORTEST_NAME = 3;
    /** Names of two letters are whole in scripts such as Han. */
    private static final int SHORTEST_UNSPACED = 2;
    /** So many rows of a table are read on a page; the file has them all. */
    private static final int MOST_SHOWN = 100;

    /** A table as the page shows it. */
    record Shown(String title, String table, List<List<Fact>> rows, int all) {
    }

    private final PersonalData data;
    private final ObjectMapper json;
    private final Clock clock;
    private final Texts texts;

    PersonsPage(PersonalData data, ObjectMapper json, Clock clock, Texts texts) {
        this.data = data;
        this.json = json;
        this.clock = clock;
        this.texts = texts;
    }

    @GetMapping("/office/persons")
    String ask() {
        return "privacy/persons";
    }

    @PostMapping("/office/persons")
    Object show(@RequestParam(defaultValue = "") String email, @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "show") String action, Principal who, Model model) {
        model.addAttribute("email", email);
        model.addAttribute("name", name);
        Faults faults = new Faults();
        faults.addIf(email.isBlank() && name.isBlank(), "email", texts.get("privacy.fault.nobody"));
        faults.addIf(!email.isBlank() && (!email.strip().matches("\\S+@\\S+") || email.length() > 254 || !PlainText.isFit(email)), "email", texts.get("privacy.fault.email"));
        faults.addIf(!name.isBlank() && !isName(name.strip()), "name", texts.get("privacy.fault.name"));
        if (!faults.isEmpty()) {
            model.addAttribute("faults", faults);
            return new ModelAndView("privacy/persons", model.asMap(), HttpStatus.BAD_REQUEST);
        }
        Person person = new Person(email, name);
        boolean takenOut = action.equals("take");
        int before = data.requests(person);
        Held held = data.of(person, who.getName(), takenOut);
        if (takenOut) {
            return file(person, held);
        }
        model.addAttribute("found", held.tables().stream().map(this::shown).toList());
        model.addAttribute("places", held.places());
        model.addAttribute("before", before);
        return "privacy/persons";
    }

    private static boolean isName(String name) {
        return name.length() <= 150 && PlainText.isFit(name) && name.codePoints().anyMatch(Character::isLetter)
                && name.codePointCount(0, name.length()) >= (Mentions.unspaced(name.codePointAt(0)) ? SHORTEST_UNSPACED : SHORTEST_NAME);
    }

    private Shown shown(Held.Table table) {
        List<List<Fact>> rows = new ArrayList<>();
        for (Held.Row row : table.rows().subList(0, Math.min(table.rows().size(), MOST_SHOWN))) {
            List<Fact> facts = new ArrayList<>();
            row.places().forEach((place, value) -> facts.add(Fact.of(words(place), value)));
            String about = String.join(" · ", row.about().entrySet().stream().map(one -> words(one.getKey()) + " " + one.getValue()).toList());
            if (!about.isEmpty()) {
                facts.add(Fact.of(texts.get("privacy.row"), about));
            }
            rows.add(facts);
        }
        return new Shown(title(table.name()), table.name(), rows, table.all());
    }

    private String title(String table) {
        return texts.or(words(table), "privacy.table." + table);
    }

    /** {@code form.contact.email} as "form › contact › email". */
    private static String words(String path) {
        return path.replaceAll("_$", "").replace('_', ' ').replace(".", " › ");
    }

    private ResponseEntity<byte[]> file(Person person, Held held) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("person", person);
        whole.put("at", clock.instant().toString());
        whole.put("note", texts.get("privacy.files"));
        whole.put("tables", held.tables().stream().map(table -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("table", table.name());
            line.put("title", title(table.name()));
            line.put("all", table.all());
            line.put("rows", table.rows());
            return line;
        }).toList());
        try {
            return FileAnswer.saved("wego-person.json", MediaType.APPLICATION_JSON,
                    json.writerWithDefaultPrettyPrinter().writeValueAsString(whole).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {

        @Bean
        OfficeEntry personsEntry() {
            return new OfficeEntry("/office/persons", "privacy.menu", OfficeArea.MEMBERS, 90, List.of("secretariat-lead", "camunda-admin"));
        }
    }
}
