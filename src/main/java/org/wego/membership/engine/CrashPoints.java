package org.wego.membership.engine;

/** What happens at a {@link CrashPoint}: nothing. Tests bring one of their own that ends the work there. */
@FunctionalInterface
public interface CrashPoints {

    /** The work has come to this point. */
    void passed(CrashPoint point);
}
