package org.wego.membership.admission;

/**
 * A name taken apart for comparing.
 *
 * @param key       what remains of it without words such as "City of" and legal forms, its words in the order of the alphabet
 * @param run       the same in the order written and without spaces, for names that are written together or apart
 * @param tier      what its words say of the tier of government, null when they say nothing
 * @param says      what its words say of the kind of organisation, null when they say nothing
 * @param qualifier the key of what stands in brackets behind it, null when nothing does
 */
record OrganisationName(String key, String run, Tier tier, Says says, String qualifier) {

    /** The tier of government that a name speaks of. */
    enum Tier {
        CITY, PROVINCE, DISTRICT
    }

    /** The kind of organisation that a name speaks of; the first in this order wins. */
    enum Says {
        COMPANY, ASSOCIATION, STATE, LOCAL
    }

    private static final int LONG_ENOUGH = 6;

    /** Whether two names are ways of writing the same one. */
    boolean same(OrganisationName other) {
        return !run.isEmpty() && (key.equals(other.key) || run.equals(other.run)) && compatible(other);
    }

    /** Whether they differ by one letter, as by a slip of the pen; short names and figures are never taken for slips. */
    boolean almost(OrganisationName other) {
        return !same(other) && compatible(other) && Math.min(run.length(), other.run.length()) >= LONG_ENOUGH && oneLetterApart(run, other.run);
    }

    // Gadarif City isn't Gadarif State, and San Fernando (La Union) isn't San Fernando (Pampanga)
    private boolean compatible(OrganisationName other) {
        return (tier == null || other.tier == null || tier == other.tier)
                && (qualifier == null || other.qualifier == null || qualifier.equals(other.qualifier));
    }

    private static boolean oneLetterApart(String a, String b) {
        String shorter = a.length() <= b.length() ? a : b;
        String longer = a.length() <= b.length() ? b : a;
        if (longer.length() - shorter.length() > 1) {
            return false;
        }
        int from = 0;
        while (from < shorter.length() && shorter.charAt(from) == longer.charAt(from)) {
            from++;
        }
        if (from >= longer.length() || figure(longer.charAt(from)) || from < shorter.length() && figure(shorter.charAt(from))) {
            return false;
        }
        if (longer.length() > shorter.length()) {
            return longer.substring(from + 1).equals(shorter.substring(from));
        }
        if (longer.substring(from + 1).equals(shorter.substring(from + 1))) {
            return true;
        }
        // Two neighbours that changed places
        return from + 1 < longer.length() && longer.charAt(from) == shorter.charAt(from + 1) && longer.charAt(from + 1) == shorter.charAt(from)
                && longer.substring(from + 2).equals(shorter.substring(from + 2));
    }

    private static boolean figure(char c) {
        return Character.isDigit(c);
    }
}
