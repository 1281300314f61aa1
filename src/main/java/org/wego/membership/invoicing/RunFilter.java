package org.wego.membership.invoicing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which lines of a run are looked at, and in which order; null means all. It is written into addresses, so that a list can be
 * handed on as a link.
 *
 * @param country the country's name as the line has it
 * @param q       part of a member's name, number or country
 * @param down    the largest or last first
 */
public record RunFilter(LineState state, LineDifference.Kind difference, LineFlag flag, String category, String country, String q, Sort sort, boolean down) {

    /** What a list can be ordered by. */
    public enum Sort {

        COUNTRY("l.country_name"), NAME("l.member_name"), CATEGORY("l.category"), AMOUNT("l.amount"), BEFORE("l.before_amount"),
        CHANGE("coalesce(case when l.state in ('DUE', 'INVOICED') then l.amount end, 0) - coalesce(l.before_amount, 0)");

        private final String column;

        Sort(String column) {
            this.column = column;
        }
    }

    /** Everybody, by country and name. */
    public static final RunFilter ALL = new RunFilter(null, null, null, null, null, null, Sort.COUNTRY, false);

    private static final String DOWN = "-down";

    /** Reads an address; what it doesn't know it takes for all. */
    public static RunFilter of(Map<String, String> address) {
        String sort = address.getOrDefault("sort", "");
        return new RunFilter(one(LineState.values(), address.get("show")), one(LineDifference.Kind.values(), address.get("difference")),
                one(LineFlag.values(), address.get("flag")), text(address.get("category")), text(address.get("country")), text(address.get("q")),
                Optional.ofNullable(one(Sort.values(), sort.replace(DOWN, ""))).orElse(Sort.COUNTRY), sort.endsWith(DOWN));
    }

    /** What stands in an address, without what is usual. */
    public Map<String, String> address() {
        Map<String, String> address = new LinkedHashMap<>();
        put(address, "show", state);
        put(address, "difference", difference);
        put(address, "flag", flag);
        put(address, "category", category);
        put(address, "country", country);
        put(address, "q", q);
        put(address, "sort", sort == Sort.COUNTRY && !down ? null : order(sort, down));
        return address;
    }

    /** An order as it stands in an address: {@code amount-down}. */
    public static String order(Sort sort, boolean down) {
        return sort.name().toLowerCase(Locale.ROOT) + (down ? DOWN : "");
    }

    /** The same lines in another order. */
    public RunFilter by(Sort other, boolean otherDown) {
        return new RunFilter(state, difference, flag, category, country, q, other, otherDown);
    }

    /** SQL's words for the order; those without a figure come last either way. */
    String order() {
        return sort.column + (down ? " desc" : "") + " nulls last, l.country_name, l.member_name, l.position";
    }

    private static void put(Map<String, String> address, String name, Object value) {
        if (value != null) {
            address.put(name, value.toString());
        }
    }

    private static String text(String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static <E extends Enum<E>> E one(E[] values, String name) {
        return Arrays.stream(values).filter(value -> value.name().equalsIgnoreCase(name)).findFirst().orElse(null);
    }
}
