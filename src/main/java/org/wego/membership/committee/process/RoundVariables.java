package org.wego.membership.committee.process;

import java.time.Instant;
import java.time.LocalDate;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.Rounds;
import org.wego.membership.engine.Variable;

/** The variables of executive-committee-vote. */
final class RoundVariables {

    static final String PROCESS = "executive-committee-vote";

    static final Variable<String> ROUND = Variable.text("round");
    static final Variable<String> MODE = Variable.text("mode");
    static final Variable<Integer> DAYS = Variable.number("days");
    static final Variable<LocalDate> MEETING_DATE = Variable.day("meetingDate");
    static final Variable<String> ONLY_CASE = Variable.text("onlyCase");
    /** References with commas between them; absent where the round takes those that it takes by itself. */
    static final Variable<String> CASES = Variable.text("cases");
    static final Variable<Instant> CLOSES_AT = Variable.instant("closesAt");
    static final Variable<Instant> FIRST_REMINDER_AT = Variable.instant("firstReminderAt");
    static final Variable<Instant> SECOND_REMINDER_AT = Variable.instant("secondReminderAt");
    static final Variable<Instant> LAST_REMINDER_AT = Variable.instant("lastReminderAt");
    static final Variable<Boolean> TIE_TO_BREAK = Variable.flag("tieToBreak");
    static final Variable<Instant> TIE_BREAK_UNTIL = Variable.instant("tieBreakUntil");
    static final Variable<String> OUTCOMES = Variable.text("outcomes");
    static final Variable<String> MINUTES_REFERENCE = Variable.text("minutesReference");
    /** The numbers of the seats that sat in the meeting, with commas between them; absent where no list was taken. */
    static final Variable<String> ATTENDANCE = Variable.text("attendance");

    /** Of an early close: when it is announced for, and whether all was still certain then. */
    static final Variable<Instant> EARLY_CLOSE_AT = Variable.instant("earlyCloseAt");
    static final Variable<Boolean> CERTAIN = Variable.flag("certain");

    /** Of one change, local to its occasion: what the Secretariat decided on it. */
    static final Variable<String> DECISION = Variable.text("decision");
    static final Variable<String> REASON = Variable.text("reason");
    static final Variable<String> DECIDED_BY = Variable.text("decidedBy");

    /** Of a re-opening, for the whole round: that it is wanted, why, for how many days (absent: as many as a ballot has), by whom. */
    static final Variable<Boolean> REOPENING = Variable.flag("reopening");
    static final Variable<String> REOPENING_REASON = Variable.text("reopeningReason");
    static final Variable<Integer> REOPENING_DAYS = Variable.number("reopeningDays");
    static final Variable<String> REOPENED_BY = Variable.text("reopenedBy");

    /**
     * Of one task about a seat that can't be reached: the refused letter's id (0: none was), its seat, the addresses that
     * refused it or were said to be wrong, the server's or the reader's words.
     */
    static final Variable<Integer> LETTER_ID = Variable.number("letterId");
    static final Variable<Integer> REFUSED_SEAT = Variable.number("refusedSeat");
    static final Variable<String> REFUSED_FOR = Variable.text("refusedFor");
    static final Variable<String> REFUSED_ADDRESS = Variable.text("refusedAddress");
    static final Variable<String> REFUSED_REASON = Variable.text("refusedReason");
    static final Variable<String> EMAIL = Variable.text("email");

    private RoundVariables() {
    }

    /** When a ballot closes, and when those still to answer are reminded of it. */
    static void times(VariableScope scope, Round round, Rounds.Reminders reminders) {
        CLOSES_AT.set(scope, round.closesAt());
        FIRST_REMINDER_AT.set(scope, reminders.first());
        SECOND_REMINDER_AT.set(scope, reminders.second());
        LAST_REMINDER_AT.set(scope, reminders.last());
    }
}
