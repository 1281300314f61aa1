package org.wego.membership.site;

import java.util.Optional;

/** Something that a module puts before everybody who opens the office, as long as there is something to say. */
public interface OfficeNotice {

    /**
     * What is to be said.
     *
     * @param kind a notice's look: {@code plain}, {@code waiting} or {@code fault}
     * @param path where it leads
     * @param link what stands on the link
     */
    record Line(String kind, String what, String todo, String path, String link) {
    }

    /** Empty while there is nothing to say. */
    Optional<Line> line();
}
