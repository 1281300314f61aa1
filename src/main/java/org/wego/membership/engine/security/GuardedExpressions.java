package org.wego.membership.engine.security;

import java.util.Map;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.Response.Status;

import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;
import org.springframework.context.ApplicationContext;

/**
 * An expression without a scope comes from a query that somebody sent (an or-part, or a stored filter), not from a model.
 * Camunda 7.24.0 runs it with all Spring beans in reach (CVE-2026-109432). Here only what Tasklist documents for filters
 * is run: the account, its groups, now, and a date counted from now.
 */
class GuardedExpressions extends SpringExpressionManager {

    private static final String NUMBER = "\\s*\\d{1,6}\\s*";
    private static final String DATE_STEP = "\\.(?:"
        + "(?:plus|minus)(?:Years|Months|Weeks|Days|Hours|Minutes|Seconds|Millis)\\(" + NUMBER + "\\)"
        + "|with(?:Year|MonthOfYear|DayOfMonth|DayOfWeek|DayOfYear|HourOfDay|MinuteOfHour|SecondOfMinute|MillisOfSecond|MillisOfDay)\\(" + NUMBER + "\\)"
        + "|withTime\\(" + NUMBER + "(?:," + NUMBER + "){3}\\)"
        + "|withTimeAtStartOfDay\\(\\s*\\)"
        + "|(?:dayOfMonth|dayOfWeek|dayOfYear|monthOfYear|hourOfDay|minuteOfHour|secondOfMinute|millisOfDay)\\(\\s*\\)"
        + "\\.with(?:Maximum|Minimum)Value\\(\\s*\\)"
        + "|toDate\\(\\s*\\))";
    private static final Pattern DOCUMENTED = Pattern.compile("\\s*[$#]\\{\\s*(?:"
        + "currentUser\\(\\s*\\)|currentUserGroups\\(\\s*\\)|now\\(\\s*\\)|dateTime\\(\\s*\\)(?:" + DATE_STEP + ")*"
        + ")\\s*}\\s*");

    GuardedExpressions(ApplicationContext beans, Map<Object, Object> named) {
        super(beans, named);
    }

    @Override
    public Expression createExpression(String text) {
        return new Guarded(createValueExpression(text), this, text);
    }

    static boolean documented(String text) {
        return text.length() <= 300 && DOCUMENTED.matcher(text).matches();
    }

    private static final class Guarded extends JuelExpression {

        Guarded(ValueExpression value, JuelExpressionManager manager, String text) {
            super(value, manager, text);
        }

        @Override
        public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
            refuseForeign(scope);
            return super.getValue(scope, execution);
        }

        @Override
        public void setValue(Object value, VariableScope scope, BaseDelegateExecution execution) {
            refuseForeign(scope);
            super.setValue(value, scope, execution);
        }

        private void refuseForeign(VariableScope scope) {
            if (scope == null && !isLiteralText() && !documented(getExpressionText())) {
                // not one of the engine's own exceptions: those are wrapped and end as 500
                throw new InvalidRequestException(Status.BAD_REQUEST, "A filter may ask for currentUser(), currentUserGroups(), now() "
                    + "and dateTime() with its steps, and for nothing else.");
            }
        }
    }
}
