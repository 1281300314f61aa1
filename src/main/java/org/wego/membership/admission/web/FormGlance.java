package org.wego.membership.admission.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.util.UriComponentsBuilder;
import org.wego.membership.admission.Answers;
import org.wego.membership.admission.FeeForecast;
import org.wego.membership.admission.Places;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.member.Level;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.WholeNumbers;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** What the form tells while it is filled in: the fee, GeoNames' figure, and the entry as the directory will show it. */
@Component
class FormGlance {

    /** GeoNames' city as the form offers it. */
    record Suggestion(long id, String words, String take) {
    }

    private final FeeForecast forecast;
    private final Places places;
    private final Countries countries;
    private final Texts texts;

    FormGlance(FeeForecast forecast, Places places, Countries countries, Texts texts) {
        this.forecast = forecast;
        this.places = places;
        this.countries = countries;
        this.texts = texts;
    }

    void show(Model model, Answers answers) {
        int year = forecast.firstYear();
        model.addAttribute("category", answers.get("category"));
        Optional<FeeForecast.Forecast> fee = forecast.of(answers);
        model.addAttribute("forecast", fee.orElse(null));
        model.addAttribute("feeYear", String.valueOf(year));
        model.addAttribute("admissionYear", String.valueOf(year - 1));
        model.addAttribute("feePage", fee.isEmpty() ? "/fees" : UriComponentsBuilder.fromPath("/fees").queryParam("category", "{c}").queryParam("country", "{l}")
                .queryParam("population", "{p}").queryParam("employees", "{e}").queryParam("year", year).encode()
                .buildAndExpand(answers.get("category"), cut(answers.get("country")), cut(answers.get("population.value")), cut(answers.get("employees.value"))).toUriString());
        model.addAttribute("suggestions", places.suggest(answers).stream().map(this::suggestion).toList());
        Optional<Places.Question> question = places.question(answers);
        model.addAttribute("question", question.map(this::words).orElse(null));
        model.addAttribute("figureConfirmed", question.filter(Places.Question::confirmed).isPresent());
        model.addAttribute("figureAsked", question.map(asked -> String.valueOf(asked.stated())).orElse(null));
        model.addAttribute("preview", entry(answers));
        model.addAttribute("previewName", cut(answers.get("name")).strip());
        model.addAttribute("previewLocalName", cut(answers.get("localName")).strip());
    }

    /** On a page of whoever applies: it tells the fee and the entry, and GeoNames' figure can be taken. */
    static void applying(Model model) {
        model.addAttribute("applying", true);
        model.addAttribute("taking", true);
    }

    /** Puts GeoNames' figure into the answers, if the button pressed is that of a city that is offered for them. */
    void take(String action, Answers answers) {
        places.suggest(answers).stream().filter(place -> action.equals("take." + place.id())).findFirst()
                .ifPresent(place -> answers.put("population.value", Figures.grouped(place.population()))
                        .put("population.year", String.valueOf(place.year())).put("population.source", texts.get("apply.places.source")));
    }

    private Suggestion suggestion(Places.Place place) {
        String figure = Figures.grouped(place.population());
        return new Suggestion(place.id(), texts.get("apply.places.has", where(place), figure, String.valueOf(place.year())), texts.get("apply.places.take", figure));
    }

    private static String where(Places.Place place) {
        return place.admin() == null ? place.name() + ", " + place.countryName() : place.name() + " (" + place.admin() + "), " + place.countryName();
    }

    /** What is asked of a figure that is far from GeoNames'. */
    String words(Places.Question question) {
        return texts.get(question.percent() > 0 ? "apply.places.more" : "apply.places.less", Figures.grouped(question.stated()),
                String.valueOf(Math.abs(question.percent())), Figures.grouped(question.place().population()), question.place().name());
    }

    /** The entry, with the facts that the directory's page of a member has; what isn't filled in yet says so. */
    private List<Fact> entry(Answers answers) {
        List<Fact> facts = new ArrayList<>();
        String category = answers.get("category");
        facts.add(Fact.of(texts.get("member.profile.standing"), texts.get("apply.preview.standing." + (ApplyPage.known(category) ? category : "FULL"))));
        facts.add(Fact.of(texts.get("member.profile.since"), texts.get("apply.preview.since")));
        facts.add(Fact.of(texts.get("member.profile.country"), filled(Optional.of(answers.get("country")).filter(code -> code.matches("[A-Z]{3}")).flatMap(countries::find).map(Country::name))));
        facts.add(Fact.of(texts.get("member.profile.number"), texts.get("apply.preview.number")));
        if (Category.FULL.name().equals(category)) {
            facts.add(Fact.of(texts.get("member.profile.level"), filled(constant(Level.values(), answers.get("level")).map(level -> texts.get("member.level." + level)))));
            String source = String.join(", ", List.of(cut(answers.get("population.source")).strip(), cut(answers.get("population.year")).strip()).stream()
                    .filter(text -> !text.isEmpty()).toList());
            String number = filled(WholeNumbers.read(answers.get("population.value")).map(Figures::grouped));
            facts.add(source.isEmpty() ? Fact.of(texts.get("member.profile.population"), number) : Fact.of(texts.get("member.profile.population"), number, source));
        } else if (Category.FRIENDSHIP.name().equals(category)) {
            facts.add(Fact.of(texts.get("member.profile.level"),
                    filled(constant(OrganisationType.values(), answers.get("organisationType")).map(type -> texts.get("member.organisationType." + type)))));
        }
        if (!answers.get("website").isBlank()) {
            facts.add(Fact.of(texts.get("member.profile.website"), cut(answers.get("website")).strip()));
        }
        return facts;
    }

    private String filled(Optional<String> value) {
        return value.orElse(texts.get("apply.preview.open"));
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] values, String name) {
        return Arrays.stream(values).filter(one -> one.name().equals(name)).findFirst();
    }

    private static String cut(String text) {
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
