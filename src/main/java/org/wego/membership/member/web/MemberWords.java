package org.wego.membership.member.web;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;

import org.springframework.stereotype.Component;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberImport;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** How a member's facts are written for people. */
@Component
class MemberWords {


    private final Moments moments;
    private final Texts texts;

    MemberWords(Moments moments, Texts texts) {
        this.moments = moments;
        this.texts = texts;
    }

    public String standing(Standing standing) {
        return texts.get("member.standing." + standing);
    }

    public String day(LocalDate day) {
        return moments.day(day);
    }

    /** "3 December 2026, 17:00 in Seoul (08:00 UTC)" */
    public String moment(Instant instant) {
        return moments.words(instant);
    }

    public String number(Long number) {
        return number == null ? "" : NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
    }

    /** Where the population comes from: "GeoNames, 2020"; null where nothing is known. */
    public String source(Member member) {
        if (member.populationSource() == null) {
            return member.populationYear() == null ? null : String.valueOf(member.populationYear());
        }
        return member.populationYear() == null ? member.populationSource()
                : texts.get("member.profile.population.source", member.populationSource(), String.valueOf(member.populationYear()));
    }

    /** The name of a field in the list of changes. */
    public String field(String field) {
        return texts.or(field, "member.field." + field);
    }

    /** The name of a field's column in a file: {@code local_name}. */
    public String column(String field) {
        return MemberImport.column(field);
    }

    /** The value of a field in words, where it has any. */
    public String value(String field, String value) {
        if (value == null || value.isEmpty()) {
            return texts.get("member.import.nothing");
        }
        return switch (field) {
            case "standing", "level", "organisationType", "category" -> texts.or(value, "member." + field + "." + value);
            default -> value;
        };
    }

    /** The standing of that name in any case, or null. */
    static Standing standing(String name) {
        return Arrays.stream(Standing.values()).filter(s -> s.name().equalsIgnoreCase(name.strip())).findFirst().orElse(null);
    }
}
