package org.wego.membership.member.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Level;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Faults;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The directory for programs. Contacts are never given. */
@RestController
class MemberApi {

    /** A figure with its year and source. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Population(long value, Integer year, String source) {
    }

    /** A member as anyone may see it; {@code since} is when the present standing began. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemberView(String number, String name, String localName, String country, String countryName, Category category, Standing standing,
            LocalDate since, Level level, OrganisationType organisationType, String website, Population population, LocalDate endedOn) {

        static MemberView of(Member m) {
            return new MemberView(m.number(), m.name(), m.localName(), m.country(), m.countryName(), m.category(), m.standing(), m.standingSince(),
                    m.level(), m.organisationType(), m.website(),
                    m.population() == null ? null : new Population(m.population(), m.populationYear(), m.populationSource()), m.endedOn());
        }
    }

    private final Members members;
    private final Countries countries;
    private final Texts texts;

    MemberApi(Members members, Countries countries, Texts texts) {
        this.members = members;
        this.countries = countries;
        this.texts = texts;
    }

    /** Present members; {@code standing}, {@code country} (ISO alpha-3) and {@code q} narrow them down. */
    @GetMapping("/api/members")
    List<MemberView> members(@RequestParam(defaultValue = "") String standing, @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String q) {
        Faults faults = new Faults();
        Standing wanted = MemberWords.standing(standing);
        faults.addIf(wanted == null && !standing.isBlank(), "standing", texts.get("member.fault.choice", "ASSOCIATE, FULL, FRIENDSHIP, CORPORATE"));
        String code = country.strip().toUpperCase(Locale.ROOT);
        faults.addIf(!code.isEmpty() && countries.find(code).isEmpty(), "country", texts.get("member.fault.country", country));
        faults.throwIfAny();
        return members.search(wanted, code, q).stream().map(MemberView::of).toList();
    }

    /** One member by its number, an ended one too. */
    @GetMapping("/api/members/{number}")
    MemberView member(@PathVariable String number) {
        return members.published(number).map(MemberView::of).orElseThrow(() -> new NotFound(texts.get("member.profile.missing", number)));
    }
}
