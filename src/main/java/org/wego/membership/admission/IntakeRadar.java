package org.wego.membership.admission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.member.Category;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/**
 * Looks at an application before the Secretariat does: whether it may apply in its category and why, who goes by the same name or
 * writes from the same address, what category its name proposes, what deviates. It advises; the Secretariat decides.
 */
@Service
public class IntakeRadar {

    private static final String CASE = "/office/cases/";
    private static final String MEMBER = "/office/members/";

    private final Applications applications;
    private final Cases cases;
    private final FindingStore store;
    private final NameWords names;
    private final Members members;
    private final Contacts contacts;
    private final Countries countries;
    private final Places places;
    private final DecisionTables tables;
    private final OrganisationCalendar calendar;
    private final RadarSettings settings;
    private final Texts texts;

    IntakeRadar(Applications applications, Cases cases, FindingStore store, NameWords names, Members members, Contacts contacts,
            Countries countries, Places places, DecisionTables tables, OrganisationCalendar calendar, RadarSettings settings, Texts texts) {
        this.applications = applications;
        this.cases = cases;
        this.store = store;
        this.names = names;
        this.members = members;
        this.contacts = contacts;
        this.countries = countries;
        this.places = places;
        this.tables = tables;
        this.calendar = calendar;
        this.settings = settings;
        this.texts = texts;
    }

    /** Looks at the case as it was written last and keeps what it found; looking again replaces it. The most serious comes first. */
    @Transactional
    public List<Finding> scan(String reference) {
        Application application = applications.get(reference);
        List<Finding> findings = new Look(application).findings();
        store.put(reference, application.version(), findings);
        return findings;
    }

    /** A clerk put something right, a figure or the address: what rested on it is looked at again. */
    @EventListener
    void scanAgain(CaseCorrected corrected) {
        if (applications.get(corrected.reference()).confirmedAt() != null) {
            scan(corrected.reference());
        }
    }

    /** What was found about the latest version that was looked at; empty when none was. */
    public List<Finding> findings(String reference) {
        return store.of(reference);
    }

    private final class Look {

        private final Application application;
        private final ApplicationForm form;
        private final OrganisationName name;
        private final OrganisationName localName;
        private final List<Finding> found = new ArrayList<>();

        Look(Application application) {
            this.application = application;
            this.form = application.form();
            this.name = names.read(form.name());
            this.localName = names.read(form.localName());
        }

        List<Finding> findings() {
            eligibility();
            List<FindingStore.Other> others = store.others(application.reference());
            // An admission that was taken back made nobody a member, this case itself least of all
            Set<String> annulled = members.annulled();
            List<Member> register = members.register(null, null, null, true).stream()
                    .filter(member -> !application.reference().equals(member.origin()) && !annulled.contains(member.number())).toList();
            namesakes(others, register);
            sameAddresses(others, register);
            figures();
            website();
            mail();
            return shortened();
        }

        /** The most serious first, and of each kind only so many: the rest is counted. */
        private List<Finding> shortened() {
            found.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::kind));
            List<Finding> shown = new ArrayList<>();
            Map<Finding.Kind, Integer> counted = new EnumMap<>(Finding.Kind.class);
            for (Finding finding : found) {
                if (counted.merge(finding.kind(), 1, Integer::sum) <= settings.most()) {
                    shown.add(finding);
                }
            }
            counted.forEach((kind, all) -> {
                if (all > settings.most()) {
                    shown.add(new Finding(kind, Finding.Severity.NOTE, texts.get("admission.radar.more." + kind, all - settings.most()), null));
                }
            });
            return List.copyOf(shown);
        }

        private void eligibility() {
            Optional<String> kind = kind();
            if (kind.isEmpty()) {
                return;
            }
            Cases.Eligibility asked = cases.eligibility(application.reference());
            Map<String, Object> inputs = new HashMap<>();
            inputs.put("category", asked.category());
            inputs.put("kind", asked.kind());
            inputs.put("digital", asked.digital());
            inputs.put("alreadyMember", asked.alreadyMember());
            inputs.put("signedForm", asked.signedForm());
            inputs.put("capacity", asked.capacity());
            inputs.put("authorityLetter", asked.authorityLetter());
            Decision verdict = tables.decide("eligibility", inputs);
            add(Finding.Kind.ELIGIBILITY, switch (verdict.text("verdict")) {
                case "ELIGIBLE" -> Finding.Severity.NOTE;
                case "CHECK" -> Finding.Severity.CHECK;
                default -> Finding.Severity.SERIOUS;
            }, null, verdict.text("reason"));

            Decision proposal = tables.decide("category-proposal", Map.of("kind", asked.kind(), "words", name.says() == null ? "NONE" : name.says().name()));
            boolean agrees = proposal.text("category").equals(form.category().name());
            add(Finding.Kind.CATEGORY, agrees ? Finding.Severity.NOTE : Finding.Severity.CHECK, null, texts.get("admission.radar.category."
                    + (agrees ? "agrees" : "differs"), texts.get("admission.category." + proposal.text("category")), proposal.text("reason")));
        }

        /** What the applicant says it is; nothing yet where the category was changed and the rest isn't filled in. */
        private Optional<String> kind() {
            return switch (form.category()) {
                case FULL -> Optional.ofNullable(form.level()).map(Enum::name);
                case FRIENDSHIP -> Optional.ofNullable(form.organisationType()).map(Enum::name);
                case CORPORATE -> Optional.of("COMPANY");
            };
        }

        private void namesakes(List<FindingStore.Other> others, List<Member> register) {
            Set<String> openCases = new HashSet<>();
            for (FindingStore.Other other : others) {
                if (other.name() == null) {
                    continue;
                }
                boolean open = other.state().open();
                Likeness likeness = likeness(other.name(), other.localName(), other.country());
                if (likeness != Likeness.NONE && open) {
                    openCases.add(other.reference());
                }
                point(likeness, open ? Finding.Kind.OPEN_CASE : Finding.Kind.ENDED_CASE,
                        open ? Finding.Severity.SERIOUS : Finding.Severity.NOTE, CASE + other.reference(), other.name(),
                        other.reference(), "admission.state." + other.state(), other.country());
            }
            for (Member member : register) {
                // The Associate of an open case was named with the case
                if (member.origin() == null || !openCases.contains(member.origin())) {
                    boolean ended = member.endedOn() != null;
                    point(likeness(member.name(), member.localName(), member.country()), ended ? Finding.Kind.FORMER_MEMBER : Finding.Kind.MEMBER,
                            ended ? Finding.Severity.CHECK : Finding.Severity.SERIOUS, MEMBER + member.number(), member.name(),
                            member.number(), "admission.category." + member.category(), member.country());
                }
            }
        }

        private void point(Likeness likeness, Finding.Kind kind, Finding.Severity severity, String link, String who, String number,
                String whatKey, String country) {
            if (likeness == Likeness.NONE) {
                return;
            }
            String what = texts.get(whatKey);
            switch (likeness) {
                case SAME -> add(kind, severity, link, texts.get("admission.radar." + kind, who, number, what)
                        + (kind == Finding.Kind.FORMER_MEMBER ? returning() : ""));
                // One name in the own script may stand for several towns, so it is only looked at
                case SAME_LOCAL -> add(kind, severity == Finding.Severity.SERIOUS ? Finding.Severity.CHECK : severity, link,
                        texts.get("admission.radar.local", who, number, what));
                case ALMOST -> add(Finding.Kind.ALMOST, Finding.Severity.CHECK, link, texts.get("admission.radar.ALMOST", who, number, what));
                case ELSEWHERE -> add(Finding.Kind.ELSEWHERE, Finding.Severity.NOTE, link, texts.get("admission.radar.ELSEWHERE", who, number, what,
                        countries.name(country)));
                default -> { }
            }
        }

        /**
         * What a former member of the name means for a referral. The register takes a city as returning by its very name only, since
         * a wrong guess would cost its referrer an exemption; whether another way of writing is the same city, the clerk decides.
         */
        private String returning() {
            if (form.category() != Category.FULL) {
                return "";
            }
            return members.wasMember(form.name(), form.country()) ? texts.get("admission.radar.returning")
                    : form.referredBy() == null ? "" : texts.get("admission.radar.returning.perhaps");
        }

        private Likeness likeness(String otherName, String otherLocal, String country) {
            OrganisationName other = names.read(otherName);
            OrganisationName local = names.read(otherLocal);
            boolean here = Objects.equals(country, form.country());
            boolean same = name.same(other) || name.same(local) || localName.same(other);
            if (same) {
                return here ? Likeness.SAME : Likeness.ELSEWHERE;
            }
            if (!here) {
                return Likeness.NONE;
            }
            return localName.same(local) ? Likeness.SAME_LOCAL : name.almost(other) ? Likeness.ALMOST : Likeness.NONE;
        }

        private void sameAddresses(List<FindingStore.Other> others, List<Member> register) {
            String email = form.contact().email();
            Optional<String> host = WebNames.host(form.website());
            for (FindingStore.Other other : others) {
                if (other.name() != null && other.state().open()) {
                    sameAddress(email.equalsIgnoreCase(other.email()), host.isPresent() && host.equals(WebNames.host(other.website())), other.name(),
                            other.reference(), CASE + other.reference());
                }
            }
            Map<String, String> working = contacts.addresses(ContactRole.WORKING);
            for (Member member : register) {
                sameAddress(email.equalsIgnoreCase(working.get(member.number())), host.isPresent() && host.equals(WebNames.host(member.website())),
                        member.name(), member.number(), MEMBER + member.number());
            }
        }

        private void sameAddress(boolean address, boolean website, String who, String number, String link) {
            if (address) {
                add(Finding.Kind.SAME_ADDRESS, Finding.Severity.CHECK, link, texts.get("admission.radar.SAME_ADDRESS", who, number));
            }
            if (website) {
                add(Finding.Kind.SAME_WEBSITE, Finding.Severity.CHECK, link, texts.get("admission.radar.SAME_WEBSITE", who, number));
            }
        }

        private void figures() {
            places.noted(application.reference(), application.version()).ifPresent(question -> add(Finding.Kind.FAR_FIGURE, Finding.Severity.CHECK, null,
                    texts.get(question.percent() > 0 ? "apply.places.deviation.more" : "apply.places.deviation.less", Figures.grouped(question.stated()),
                            String.valueOf(Math.abs(question.percent())), Figures.grouped(question.place().population()), question.place().name())
                    + texts.get(question.confirmed() ? "apply.places.finding.confirmed" : "apply.places.finding.unasked")));
            Integer year = form.population() != null ? form.population().year() : form.employees() != null ? form.employees().year() : null;
            if (year != null && calendar.today().getYear() - year > settings.oldFigureYears()) {
                add(Finding.Kind.OLD_FIGURE, Finding.Severity.CHECK, null, texts.get("admission.radar.OLD_FIGURE", String.valueOf(year),
                        String.valueOf(calendar.today().getYear() - year)));
            }
        }

        private void website() {
            Optional<String> ending = WebNames.host(form.website()).flatMap(WebNames::country);
            Optional<Country> own = countries.find(form.country());
            if (ending.isPresent() && own.isPresent() && !ending.get().equals(own.get().alpha2())) {
                String where = countries.read(ending.get()).map(Country::name).orElse("." + ending.get().toLowerCase(java.util.Locale.ROOT));
                add(Finding.Kind.WEBSITE_ELSEWHERE, Finding.Severity.CHECK, null,
                        texts.get("admission.radar.WEBSITE_ELSEWHERE", form.website(), where, own.get().name()));
            }
        }

        private void mail() {
            String contact = WebNames.domain(form.contact().email());
            String signatory = WebNames.domain(form.signatory().email());
            if (WebNames.free(contact)) {
                add(Finding.Kind.FREE_MAIL, Finding.Severity.CHECK, null, texts.get("admission.radar.FREE_MAIL.contact", contact));
            }
            if (WebNames.free(signatory)) {
                add(Finding.Kind.FREE_MAIL, Finding.Severity.CHECK, null, texts.get("admission.radar.FREE_MAIL.signatory", signatory));
            }
            if (!WebNames.free(contact) && !WebNames.free(signatory) && !WebNames.owner(contact).equals(WebNames.owner(signatory))) {
                add(Finding.Kind.SIGNATORY_DOMAIN, Finding.Severity.CHECK, null, texts.get("admission.radar.SIGNATORY_DOMAIN", signatory, contact));
            }
        }

        private void add(Finding.Kind kind, Finding.Severity severity, String link, String words) {
            found.add(new Finding(kind, severity, words, link));
        }
    }

    private enum Likeness {
        SAME, SAME_LOCAL, ALMOST, ELSEWHERE, NONE
    }
}
