package org.wego.membership.admission;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.Referrals;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** What an application says, as facts with their sources: for the office, the applicant, the reviewer and the Committee. */
@Component
public class CaseFacts {

    private final Countries countries;
    private final Referrals referrals;
    private final Places places;
    private final Consents consents;
    private final Moments moments;
    private final Texts texts;

    CaseFacts(Countries countries, Referrals referrals, Places places, Consents consents, Moments moments, Texts texts) {
        this.countries = countries;
        this.referrals = referrals;
        this.places = places;
        this.consents = consents;
        this.moments = moments;
        this.texts = texts;
    }

    /** Everything that the applicant wrote about the organisation and its people. */
    public List<Fact> all(Application application) {
        List<Fact> facts = new ArrayList<>(organisation(application.form()));
        facts.addAll(people(application.form()));
        facts.addAll(rest(application.form()));
        return facts;
    }

    /** What the reviewer needs besides: how it came, by whom, and what the referral is worth. */
    public List<Fact> forReview(Application application) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(label("reference"), application.reference()));
        facts.add(Fact.of(label("submitted"), moments.words(application.submittedAt()), texts.get("admission.channel." + application.channel())));
        if (application.version() > 1) {
            facts.add(Fact.of(label("written"), moments.words(application.writtenAt()), texts.get("admission.version", String.valueOf(application.version()))));
        }
        facts.addAll(all(application));
        facts.addAll(besides(application));
        if (application.form().referredBy() != null) {
            facts.add(Fact.of(label("referral"), texts.get(referrals.of(application.reference()).isPresent()
                    ? "admission.referral.claimed" : "admission.referral.unknown", application.form().referredBy())));
        }
        facts.add(Fact.of(label("authorityLetter"), texts.get(application.authorityLetter() == null ? "admission.no" : "admission.yes")));
        facts.add(Fact.of(label("resolution"), texts.get(application.resolution() == null ? "admission.no" : "admission.yes")));
        return facts;
    }

    /** What is held besides what was written: what was asked about the figure, and the consent. */
    List<Fact> besides(Application application) {
        List<Fact> facts = new ArrayList<>();
        places.noted(application.reference(), application.version()).ifPresent(question -> facts.add(Fact.of(texts.get("apply.places.deviation"),
                texts.get(question.percent() > 0 ? "apply.places.deviation.more" : "apply.places.deviation.less", number(question.stated()),
                        String.valueOf(Math.abs(question.percent())), number(question.place().population()), question.place().name()),
                texts.get(question.confirmed() ? "apply.places.deviation.confirmed" : "apply.places.deviation.unasked", String.valueOf(question.place().year())))));
        consents.of(application.reference()).ifPresent(consent -> facts.add(Fact.of(label("consent"),
                texts.get("admission.consent." + consent.channel(), moments.day(consent.at())),
                texts.get("admission.consent.words", String.valueOf(consent.textVersion()), consent.words()))));
        return facts;
    }

    /** What the Committee's members see: the organisation and who stands behind the application, no addresses. */
    public List<Fact> forCommittee(Application application) {
        ApplicationForm form = application.form();
        // Name, category and country head the vote's card already; what tells most comes first
        Set<String> elsewhere = Set.of(label("category"), label("name"), label("country"), label("officeCountry"), label("localName"), label("website"));
        List<Fact> facts = new ArrayList<>(organisation(form).stream().filter(fact -> !elsewhere.contains(fact.label())).toList());
        facts.add(Fact.of(label("head"), person(form.head().name(), form.head().title())));
        facts.add(Fact.of(label("signatory"), person(form.signatory().name(), form.signatory().title()), capacity(form)));
        add(facts, "localName", form.localName());
        add(facts, "website", form.website());
        add(facts, "motivation", form.motivation());
        return facts;
    }

    /** The organisation itself. */
    public List<Fact> organisation(ApplicationForm form) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(label("category"), texts.get("admission.category." + form.category())));
        facts.add(Fact.of(label("name"), form.name()));
        add(facts, "localName", form.localName());
        facts.add(Fact.of(label(form.category() == Category.FRIENDSHIP ? "officeCountry" : "country"), countries.name(form.country())));
        if (form.category() == Category.FULL) {
            if (form.level() != null) {
                facts.add(Fact.of(label("level"), texts.get("admission.level." + form.level())));
            }
            if (form.population() != null && form.population().value() != null) {
                facts.add(Fact.of(label("population"), number(form.population().value()),
                        Stream.of(form.population().source(), form.population().year()).filter(Objects::nonNull).map(String::valueOf)
                                .collect(Collectors.joining(", "))));
            }
        } else if (form.category() == Category.FRIENDSHIP) {
            if (form.organisationType() != null) {
                facts.add(Fact.of(label("organisationType"), texts.get("admission.type." + form.organisationType())));
                facts.add(Fact.of(label("regional"), texts.get(Boolean.TRUE.equals(form.regional()) ? "admission.yes" : "admission.no")));
            }
            add(facts, "localEGovernment", form.localEGovernment());
        } else {
            if (form.sectors() != null) {
                facts.add(Fact.of(label("sectors"), String.join(", ", form.sectors().stream().map(s -> texts.get("admission.sector." + s)).toList())));
            }
            if (form.employees() != null && form.employees().value() != null) {
                facts.add(Fact.of(label("employees"), number(form.employees().value()), String.valueOf(form.employees().year())));
            }
        }
        add(facts, "website", form.website());
        return facts;
    }

    /** Head, signatory, contact, billing; nobody where they are erased. */
    public List<Fact> people(ApplicationForm form) {
        List<Fact> facts = new ArrayList<>();
        if (!form.namesPeople()) {
            return facts;
        }
        facts.add(Fact.of(label("head"), person(form.head().name(), form.head().title())));
        facts.add(Fact.of(label("signatory"), person(form.signatory().name(), form.signatory().title()), capacity(form)));
        facts.add(Fact.of(label("signatoryEmail"), form.signatory().email()));
        facts.add(Fact.of(label("contact"), person(form.contact().name(), form.contact().title())));
        facts.add(Fact.of(label("contactEmail"), form.contact().email()));
        add(facts, "contactPhone", form.contact().phone());
        if (form.billing() != null) {
            add(facts, "billingName", form.billing().name());
            add(facts, "billingEmail", form.billing().email());
            add(facts, "billingAddress", form.billing().address());
        }
        return facts;
    }

    /** The same in four lines, for the paper. */
    List<Fact> peopleInShort(ApplicationForm form) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(label("head"), person(form.head().name(), form.head().title())));
        facts.add(Fact.of(label("signatory"), person(form.signatory().name(), form.signatory().title()),
                capacity(form) + " · " + form.signatory().email()));
        facts.add(Fact.of(label("contact"), person(form.contact().name(), form.contact().title()),
                form.contact().phone() == null ? form.contact().email() : form.contact().email() + " · " + form.contact().phone()));
        if (form.billing() != null) {
            List<String> where = new ArrayList<>();
            if (form.billing().name() != null) {
                where.add(form.billing().email());
            }
            if (form.billing().address() != null) {
                where.add(form.billing().address().replaceAll("\\s*\n\\s*", ", "));
            }
            facts.add(Fact.of(label("billingName"), form.billing().name() == null ? form.billing().email() : form.billing().name(),
                    where.isEmpty() ? null : String.join(" · ", where)));
        }
        return facts;
    }

    private List<Fact> rest(ApplicationForm form) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "motivation", form.motivation());
        add(facts, "referredBy", form.referredBy());
        facts.add(Fact.of(label("language"), Locale.forLanguageTag(form.language()).getDisplayLanguage(Locale.ENGLISH)));
        return facts;
    }

    private String capacity(ApplicationForm form) {
        return texts.get("admission.capacity." + form.signatory().capacity());
    }

    private void add(List<Fact> facts, String key, String value) {
        if (value != null) {
            facts.add(Fact.of(label(key), value));
        }
    }

    private String label(String key) {
        return texts.get("admission.fact." + key);
    }

    private static String person(String name, String title) {
        return title == null ? name : name + ", " + title;
    }

    private static String number(long value) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(value);
    }
}
