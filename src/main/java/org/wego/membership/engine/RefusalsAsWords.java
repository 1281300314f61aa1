package org.wego.membership.engine;

import jakarta.ws.rs.core.Response;

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

    @Override
    public <T> T execute(Command<T> command) {
        try {
            return next.execute(command);
        } catch (RuntimeException fault) {
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                if (cause instanceof TaskRefused refused) {
                    if (command instanceof StartProcessInstanceCmd) {
                        // The REST endpoint "start" makes a 500 of every exception of the engine's own
                        throw new InvalidRequestException(Response.Status.BAD_REQUEST, refused, refused.getMessage());
                    }
                    throw new FormFieldValidationException(refused.field(), refused.getMessage());
                }
            }
            throw fault;
        }
    }
}
