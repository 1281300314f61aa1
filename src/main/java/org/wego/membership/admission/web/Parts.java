package org.wego.membership.admission.web;

import java.util.Arrays;
import java.util.Optional;

import org.wego.membership.admission.Part;

/** Parts by their names in addresses. */
final class Parts {

    private Parts() {
    }

    static Optional<Part> of(String field) {
        return Arrays.stream(Part.values()).filter(part -> part.field().equals(field)).findFirst();
    }
}
