package org.wego.membership.admission;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Takes names of organisations apart by the words of {@code reference/name-words.csv}: which only link, which name a tier of
 * government or a legal form, which tell what an organisation is. The list is ours; no rule of WeGO stands behind it.
 */
@Component
class NameWords {

    private enum Where {
        /** Words anywhere, at the beginning, at the end. */
        ANY, FIRST, LAST,
        /** Letters at the beginning or end of a word, dropped with the word going on; {@code ENDING} only tells. */
        PREFIX, SUFFIX, ENDING,
        /** The end of a word after a hyphen. */
        HYPHEN
    }

    private record Word(List<String> parts, Where where, boolean drop, OrganisationName.Tier tier, OrganisationName.Says says) {

        String text() {
            return parts.get(0);
        }
    }

    private static final Pattern BRACKETS = Pattern.compile("^(.*\\S)\\s*\\(([^()]*)\\)\\s*$", Pattern.DOTALL);
    private static final Pattern INITIALS = Pattern.compile("(?<![\\p{L}\\p{N}])((?:\\p{L}\\.){2,}\\p{L}?)");
    private static final Pattern ELISION = Pattern.compile("(?<![\\p{L}\\p{N}])d['’ʼ]");
    private static final Pattern APOSTROPHES = Pattern.compile("['’‘ʻʼ`´]");
    private static final Pattern HYPHENS = Pattern.compile("[-‐‑‒–—]");
    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    /** A name of one character is none: 대구 is a city and not the district of 대. */
    private static final int LEAST_LEFT = 2;

    private final List<Word> words = new ArrayList<>();
    private final List<Word> endings = new ArrayList<>();

    NameWords() {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (Reader reader = new InputStreamReader(new ClassPathResource("reference/name-words.csv").getInputStream(), StandardCharsets.UTF_8)) {
            for (CSVRecord row : format.parse(reader)) {
                Where where = Where.valueOf(row.get("where").toUpperCase(java.util.Locale.ROOT));
                boolean ofWords = where == Where.ANY || where == Where.FIRST || where == Where.LAST;
                String phrase = Latin.plain(row.get("phrase"));
                Word word = new Word(ofWords ? Arrays.stream(phrase.split(" ")).map(Latin::of).toList() : List.of(phrase), where,
                        row.get("drop").equals("yes"), row.get("tier").isEmpty() ? null : OrganisationName.Tier.valueOf(row.get("tier")),
                        row.get("says").isEmpty() ? null : OrganisationName.Says.valueOf(row.get("says")));
                (ofWords ? words : endings).add(word);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // What says more is tried first
        words.sort(Comparator.comparingInt((Word word) -> word.parts().size()).reversed());
        endings.sort(Comparator.comparingInt((Word word) -> word.text().length()).reversed());
    }

    /** Takes a name apart; of null or of signs only, the key is empty. */
    OrganisationName read(String name) {
        if (name == null) {
            return new OrganisationName("", "", null, null, null);
        }
        String plain = Latin.plain(name).replace("(주)", " 주식회사 ").replace("(株)", " 株式会社 ").strip();
        Matcher brackets = BRACKETS.matcher(plain);
        if (brackets.matches()) {
            Reading inside = new Reading(brackets.group(2));
            Reading head = new Reading(brackets.group(1));
            if (!head.left.isEmpty()) {
                // "Mugla (Metropolitan Municipality)": in the brackets stand words for a tier and no name
                Word only = inside.onlyWord;
                return only == null ? head.name(inside.left.isEmpty() ? null : inside.key(), null, null) : head.name(null, only.tier(), only.says());
            }
        }
        return new Reading(plain).name(null, null, null);
    }

    private final class Reading {

        private final List<String> left = new ArrayList<>();
        private OrganisationName.Tier tier;
        private OrganisationName.Says says;
        /** Nothing would be left without it: then it is the name. */
        private Word onlyWord;

        Reading(String plain) {
            for (String word : split(plain)) {
                String latin = Latin.of(ending(word));
                if (!latin.isEmpty()) {
                    left.add(latin);
                }
            }
            boolean found = true;
            while (found) {
                found = false;
                for (Word word : words) {
                    found |= onlyWord == null && take(word);
                }
            }
            left.replaceAll(text -> text.startsWith(KEPT) ? text.substring(1) : text);
        }

        private List<String> split(String plain) {
            String text = INITIALS.matcher(plain).replaceAll(found -> Matcher.quoteReplacement(found.group().replace(".", "")));
            text = APOSTROPHES.matcher(ELISION.matcher(text).replaceAll("d ")).replaceAll("");
            List<String> parts = new ArrayList<>();
            for (String spaced : text.split("\\s+")) {
                String[] hyphened = HYPHENS.split(spaced);
                for (int i = 0; i < hyphened.length; i++) {
                    boolean last = i > 0 && i == hyphened.length - 1;
                    if (!(last && hyphen(Latin.of(APART.matcher(hyphened[i]).replaceAll(""))))) {
                        Arrays.stream(APART.split(hyphened[i])).filter(part -> !part.isEmpty()).forEach(parts::add);
                    }
                }
            }
            return parts;
        }

        private boolean hyphen(String text) {
            for (Word word : endings) {
                if (word.where() == Where.HYPHEN && word.text().equals(text)) {
                    note(word);
                    return true;
                }
            }
            return false;
        }

        private String ending(String text) {
            for (Word word : endings) {
                boolean more = text.length() - word.text().length() >= LEAST_LEFT;
                if (word.where() == Where.SUFFIX && more && text.endsWith(word.text())) {
                    note(word);
                    return text.substring(0, text.length() - word.text().length());
                } else if (word.where() == Where.PREFIX && more && text.startsWith(word.text())) {
                    note(word);
                    return text.substring(word.text().length());
                } else if (word.where() == Where.ENDING && text.endsWith(word.text())) {
                    note(word);
                    return text;
                }
            }
            return text;
        }

        /** Takes the word out, once, or marks it as kept; false where it isn't. */
        private boolean take(Word word) {
            int size = word.parts().size();
            for (int at = 0; at + size <= left.size(); at++) {
                // The first part by itself: a file of cities asks this a hundred million times
                if (left.get(at).equals(word.parts().get(0)) && left.subList(at, at + size).equals(word.parts())
                        && (word.where() == Where.ANY || word.where() == Where.FIRST && at == 0 || word.where() == Where.LAST && at + size == left.size())) {
                    if (word.drop() && size == left.size()) {
                        onlyWord = word;
                        return false;
                    }
                    note(word);
                    for (int i = 0; i < size; i++) {
                        if (word.drop()) {
                            left.remove(at);
                        } else {
                            left.set(at + i, KEPT + left.get(at + i));
                        }
                    }
                    return true;
                }
            }
            return false;
        }

        private void note(Word word) {
            if (tier == null) {
                tier = word.tier();
            }
            if (word.says() != null && (says == null || word.says().compareTo(says) < 0)) {
                says = word.says();
            }
        }

        String key() {
            return left.stream().map(NameWords::spelled).sorted().reduce((a, b) -> a + " " + b).orElse("");
        }

        OrganisationName name(String qualifier, OrganisationName.Tier besides, OrganisationName.Says saysBesides) {
            String run = spelled(String.join("", left));
            return new OrganisationName(key(), run, tier == null ? besides : tier, says == null ? saysBesides : says, qualifier);
        }
    }

    private static final String KEPT = "\u0001";

    /** München, Munchen and Muenchen are written alike. */
    private static String spelled(String text) {
        return text.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    }
}
