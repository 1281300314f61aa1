package org.wego.membership.engine;

import java.util.Date;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * When staff should have done a task: the models ask {@code ${deadlines.of('reviewApplication')}}. A deadline is the end
 * of a day at the Secretariat, so that a task is not overdue at an odd hour of the night.
 */
@Component("deadlines")
public class Deadlines {

    /**
     * Days for each user task, by its id.
     *
     * @param days       named exceptions
     * @param otherwise  days for every task that is not named
     */
    @ConfigurationProperties("wego.deadlines")
    record Settings(Map<String, Integer> days, @DefaultValue("7") int otherwise) {
    }

    private final OrganisationCalendar calendar;
    private final Settings settings;

    Deadlines(OrganisationCalendar calendar, Settings settings) {
        this.calendar = calendar;
        this.settings = settings;
    }

    /** The due date of a task that begins now. */
    public Date of(String taskId) {
        int days = settings.days() == null ? settings.otherwise() : settings.days().getOrDefault(taskId, settings.otherwise());
        return Date.from(calendar.endOf(calendar.today().plusDays(days)));
    }
}
