package org.wego.membership.engine;

import java.util.List;

import jakarta.ws.rs.core.Response;

import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.DelegateTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SaveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;

/**
 * Turns a {@link TaskRefused} into the one exception that both REST endpoints answer with 400 and its message. It is the
 * outermost interceptor, since a listener that throws it itself ends as 500, and a BpmnError there loses the task.
 */
final class RefusalsAsWords extends CommandInterceptor {

    /** Starting, claiming, assigning: there the REST endpoints make a 500 of every exception of the engine's own. */
    private static final List<Class<?>> FIVE_HUNDRED = List.of(StartProcessInstanceCmd.class, AssignTaskCmd.class, ClaimTaskCmd.class,
            DelegateTaskCmd.class, SaveTaskCmd.class);

    @Override
    public <T> T execute(Command<T> command) {
        try {
            return next.execute(command);
        } catch (RuntimeException fault) {
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                if (cause instanceof TaskRefused refused) {
                    if (FIVE_HUNDRED.stream().anyMatch(kind -> kind.isInstance(command))) {
                        throw new InvalidRequestException(Response.Status.BAD_REQUEST, refused, refused.getMessage());
                    }
                    throw new FormFieldValidationException(refused.field(), refused.getMessage());
                }
            }
            throw fault;
        }
    }
}
