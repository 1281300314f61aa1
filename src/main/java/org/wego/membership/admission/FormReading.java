package org.wego.membership.admission;

import java.util.List;

/**
 * What was recognised of a signed form that came back.
 *
 * @param reference the number that it bears, null when none can be read
 * @param version   the version that it bears, null when none can be read
 * @param fields    the fields that differ or can't be seen, named as in the interface's JSON; empty when none does or which can't be told
 * @param asMade    whether it is the very file that was made: nobody has written on it
 * @param added     whether something was added on its pages, as a signature is
 */
public record FormReading(Kind kind, String reference, Integer version, List<String> fields, boolean asMade, boolean added) {

    /** What it is. */
    public enum Kind {
        /** The form of this case, and it says what was filled in. */
        UNCHANGED,
        /** The same, but something was laid over answers on it, or they can't be seen for another reason. */
        COVERED,
        /** A form of this case that was made of other answers than those that count now. */
        OTHER_VERSION,
        /** The form of another case. */
        OTHER_CASE,
        /** It was made here, and says something else now. */
        ALTERED,
        /** A scan or any other PDF: only a person can compare it. */
        SCAN
    }

    static FormReading scan() {
        return new FormReading(Kind.SCAN, null, null, List.of(), false, false);
    }

    /** Whether the applicant should look again before it is sent. */
    public boolean doubtful() {
        return kind == Kind.COVERED || kind == Kind.OTHER_VERSION || kind == Kind.OTHER_CASE || kind == Kind.ALTERED;
    }
}
