package org.wego.membership.fee.weo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.wego.membership.fee.weo.WeoFile.Economy;
import org.wego.membership.fee.weo.WeoFile.Layout;
import org.wego.membership.fee.weo.WeoRefused.Why;

/** Collects the series while a file is read and refuses what can't be right. */
final class Figures {

    /** The IMF has covered some 190 economies since the nineties; far fewer are a part of a file. */
    static final int FEWEST_ECONOMIES = 100;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal LARGEST_JUMP = BigDecimal.TEN;
    private static final int MOST_CODES = 1_000;

    private static final Set<String> NOTHING = Set.of("", "n/a", "--", "-", "..", "...", "na", "nan");
    private static final Pattern NUMBER = Pattern.compile("-?(?:\\d{1,3}(?:,\\d{3})+|\\d{1,20})(?:\\.\\d{1,30})?(?:[eE][+-]?\\d{1,2})?");
    /** A fiscal year is written by the calendar year it begins in: what isn't surely actual is called an estimate. */
    private static final Pattern LAST_ACTUAL = Pattern.compile("(?:FY ?)?((?:19|20)\\d{2})(?:/\\d{2,4}|\\.0)?");

    private record Figure(BigDecimal value, Place place) {
    }

    private static final class Collected {

        private String name = "";
        private String stated = "";
        private final TreeMap<Integer, Figure> figures = new TreeMap<>();
    }

    private final Function<String, Optional<String>> iso;
    private final Map<String, Optional<String>> known = new HashMap<>();
    private final Map<String, Collected> economies = new TreeMap<>();
    private final Map<String, String> leftOut = new TreeMap<>();
    private final Map<String, String> realGdp = new HashMap<>();
    private final Set<String> rows = new HashSet<>();
    private Layout layout;
    private String edition;
    private boolean met;

    Figures(Function<String, Optional<String>> iso) {
        this.iso = iso;
    }

    void layout(Layout found) {
        layout = layout == null ? found : layout;
    }

    void edition(String stated, Place place) {
        if (edition != null && !edition.equals(stated)) {
            throw new WeoRefused(Why.TWO_EDITIONS, place, edition, stated);
        }
        edition = stated;
    }

    /** The last actual year of real GDP, which holds where the series has none of its own. */
    void realGdp(String code, String stated) {
        if (realGdp.size() < MOST_CODES && !stated.isEmpty()) {
            country(code).ifPresent(country -> realGdp.putIfAbsent(country, stated));
        }
    }

    /** A row of the series: of whom, and what it says of its last actual year. */
    void economy(String code, String name, String stated) {
        met = true;
        Optional<String> country = country(code);
        if (country.isEmpty()) {
            if (leftOut.size() < MOST_CODES) {
                leftOut.putIfAbsent(code, name);
            }
            return;
        }
        Collected economy = economies.computeIfAbsent(country.get(), any -> new Collected());
        economy.name = economy.name.isEmpty() ? name : economy.name;
        economy.stated = economy.stated.isEmpty() ? stated : economy.stated;
    }

    /** Where a row is a whole series, an economy has one. */
    void oneRowOnly(String code, Place place) {
        country(code).ifPresent(country -> {
            if (!rows.add(country)) {
                throw new WeoRefused(Why.DUPLICATE, place, country, "");
            }
        });
    }

    void figure(String code, int year, String text, Place place) {
        Optional<String> country = country(code);
        if (country.isEmpty() || NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
            return;
        }
        String plain = text.replaceAll("[\\s\u00a0\u202f]", "");
        if (!NUMBER.matcher(plain).matches()) {
            throw new WeoRefused(Why.NUMBER, place, year, text);
        }
        // a spreadsheet's 65080.293000000005 is the 65080.293 that was typed; fifteen digits are all that a double surely keeps
        BigDecimal value = new BigDecimal(plain.replace(",", "")).round(new MathContext(15));
        if (value.signum() <= 0 || value.compareTo(MOST) > 0) {
            throw new WeoRefused(Why.ABSURD, place, country.get(), year, text);
        }
        value = canonical(value);
        if (economies.get(country.get()).figures.put(year, new Figure(value, place)) != null) {
            throw new WeoRefused(Why.DUPLICATE, place, country.get(), year);
        }
    }

    // the same figure is the same in every file: the IMF's three decimals, more where there are more
    private static BigDecimal canonical(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() < 3 ? plain.setScale(3) : plain;
    }

    /** Everything, if it can be believed. */
    WeoFile whole() {
        if (layout == null) {
            throw new WeoRefused(Why.FORMAT, null, "");
        }
        if (!met) {
            throw new WeoRefused(Why.NO_SERIES, null);
        }
        Map<String, Economy> whole = new TreeMap<>();
        economies.forEach((country, economy) -> {
            steady(country, economy.figures);
            String stated = lastActual(economy.stated).isPresent() ? economy.stated : realGdp.getOrDefault(country, economy.stated);
            Map<Integer, BigDecimal> values = new TreeMap<>();
            economy.figures.forEach((year, figure) -> values.put(year, figure.value()));
            if (!values.isEmpty()) {
                whole.put(country, new Economy(economy.name, lastActual(stated).orElse(null), stated.equals("0") ? "" : stated.replaceAll("\\.0$", ""), values));
            }
        });
        if (whole.size() < FEWEST_ECONOMIES) {
            throw new WeoRefused(Why.FEW, null, whole.size(), FEWEST_ECONOMIES);
        }
        return new WeoFile(layout, edition, whole, leftOut);
    }

    private static void steady(String country, TreeMap<Integer, Figure> figures) {
        Map.Entry<Integer, Figure> before = null;
        for (Map.Entry<Integer, Figure> now : figures.entrySet()) {
            if (before != null) {
                BigDecimal a = before.getValue().value();
                BigDecimal b = now.getValue().value();
                if (b.compareTo(a.multiply(LARGEST_JUMP)) > 0 || a.compareTo(b.multiply(LARGEST_JUMP)) > 0) {
                    throw new WeoRefused(Why.JUMP, now.getValue().place(), country, now.getKey(), b.toPlainString(), before.getKey(), a.toPlainString());
                }
            }
            before = now;
        }
    }

    static Optional<Integer> lastActual(String stated) {
        Matcher matcher = LAST_ACTUAL.matcher(stated.strip());
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    private Optional<String> country(String code) {
        if (known.size() >= MOST_CODES && !known.containsKey(code)) {
            return iso.apply(code);
        }
        return known.computeIfAbsent(code, iso);
    }
}
