package org.wego.membership.admission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the intake radar, {@code wego.admission.radar.*}; ours, no rule of WeGO.
 *
 * @param oldFigureYears a figure of more years ago is pointed out
 * @param most           so many findings of one kind at most; the rest is counted
 */
@ConfigurationProperties("wego.admission.radar")
record RadarSettings(@DefaultValue("5") int oldFigureYears, @DefaultValue("5") int most) {

    RadarSettings {
        if (oldFigureYears < 0 || most < 2) {
            throw new IllegalArgumentException("wego.admission.radar: old-figure-years is 0 or more, most is 2 or more");
        }
    }
}
