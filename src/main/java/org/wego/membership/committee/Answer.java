package org.wego.membership.committee;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a seat may answer to a case. */
public enum Answer {
    APPROVE, REJECT, ABSTAIN,
    /** Leaves the roll for this case. */
    RECUSE,
    /** Wants the case in a meeting; counts for the quorum only. */
    DISCUSS;

    /** The answers that a ballot offers, in the order in which it shows them. */
    public static final List<Answer> OFFERED = List.of(APPROVE, REJECT, ABSTAIN, DISCUSS, RECUSE);
    /** The answers that break a tie. */
    public static final List<Answer> TIE_BREAKING = List.of(APPROVE, REJECT);

    /** The value in forms and tables. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #value()}. */
    public static Optional<Answer> of(String value) {
        return Stream.of(values()).filter(answer -> answer.value().equals(value)).findFirst();
    }
}
