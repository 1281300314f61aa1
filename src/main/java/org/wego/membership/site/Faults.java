package org.wego.membership.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Collects everything that is wrong in one input, so that a person hears all of it at once.
 *
 * <p>In pages: put it into the model as {@code faults}; {@code ~{pieces :: faults(${faults})}} writes the summary.
 */
public final class Faults {

    private final List<Fault> all = new ArrayList<>();

    /** Adds a fault beside a field. */
    public Faults add(String field, String message) {
        all.add(new Fault(field, message));
        return this;
    }

    /** Adds a fault when the condition holds. */
    public Faults addIf(boolean wrong, String field, String message) {
        return wrong ? add(field, message) : this;
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** All faults in the order in which they were found. */
    public List<Fault> all() {
        return Collections.unmodifiableList(all);
    }

    /** Whether this field has a fault. */
    public boolean has(String field) {
        return all.stream().anyMatch(fault -> fault.field().equals(field));
    }

    /** The first message for this field, or {@code null}. */
    public String of(String field) {
        return all.stream().filter(fault -> fault.field().equals(field)).map(Fault::message).findFirst().orElse(null);
    }

    /** Throws {@link InvalidInput} when anything is wrong. */
    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new InvalidInput(all());
        }
    }

    /** The faults of an {@link InvalidInput}, for the page that shows the form again. */
    public static Faults of(InvalidInput invalid) {
        Faults faults = new Faults();
        invalid.faults().forEach(fault -> faults.add(fault.field(), fault.message()));
        return faults;
    }
}
