package org.wego.membership.engine;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A day on which the Secretariat does not work, whatever weekday it is.
 *
 * @param source    the law or decision that makes it one
 * @param addedBy   the account that took it in, null for what was shipped
 * @param removedBy the account that took it out again, null while it holds
 */
public record Holiday(LocalDate day, String name, String source, String addedBy, Instant addedAt, String removedBy, Instant removedAt) {

    /** Whether it counts. */
    public boolean holds() {
        return removedBy == null;
    }
}
