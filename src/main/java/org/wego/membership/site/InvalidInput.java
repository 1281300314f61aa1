package org.wego.membership.site;

import java.util.List;
import java.util.stream.Collectors;

/** What was sent can't be taken: 400 with a problem document on the API, the form with its faults on a page. */
public class InvalidInput extends RuntimeException {

    private final transient List<Fault> faults;

    /** All faults found. */
    public InvalidInput(List<Fault> faults) {
        super(faults.stream().map(fault -> fault.field() + ": " + fault.message()).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** A single fault. */
    public InvalidInput(String field, String message) {
        this(List.of(new Fault(field, message)));
    }

    /** The faults in the order in which they were found. */
    public List<Fault> faults() {
        return faults;
    }
}
