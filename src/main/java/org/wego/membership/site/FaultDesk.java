package org.wego.membership.site;

import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Everything that goes wrong in a controller ends here: on {@code /api} as a problem document (RFC 9457), elsewhere as a
 * page that says in calm words what happened and what to do.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class FaultDesk {

    private static final Logger log = LoggerFactory.getLogger(FaultDesk.class);

    private final Problems problems;
    private final Texts texts;

    FaultDesk(Problems problems, Texts texts) {
        this.problems = problems;
        this.texts = texts;
    }

    @ExceptionHandler
    Object invalid(InvalidInput invalid, HttpServletRequest request, HttpServletResponse response) {
        return answer(request, response, HttpStatus.BAD_REQUEST, null, invalid.faults(), null);
    }

    @ExceptionHandler
    Object unfit(UnfitPdf unfit, HttpServletRequest request, HttpServletResponse response) {
        return answer(request, response, HttpStatus.BAD_REQUEST, texts.get(unfit.messageKey()), null, null);
    }

    @ExceptionHandler
    Object notFound(NotFound missing, HttpServletRequest request, HttpServletResponse response) {
        return answer(request, response, HttpStatus.NOT_FOUND, missing.getMessage(), null, null);
    }

    @ExceptionHandler
    Object unprocessable(Unprocessable asked, HttpServletRequest request, HttpServletResponse response) {
        return answer(request, response, HttpStatus.UNPROCESSABLE_ENTITY, asked.getMessage(), null, null);
    }

    @ExceptionHandler
    Object tooManyTries(TooManyTries tries, HttpServletRequest request, HttpServletResponse response) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(tries.seconds()));
        return answer(request, response, HttpStatus.TOO_MANY_REQUESTS, texts.get("site.tries", tries.minutes()), null, headers);
    }

    @ExceptionHandler
    Object tooLarge(MaxUploadSizeExceededException large, HttpServletRequest request, HttpServletResponse response) {
        return answer(request, response, HttpStatus.PAYLOAD_TOO_LARGE, null, null, null);
    }

    @ExceptionHandler
    Object torn(MultipartException torn, HttpServletRequest request, HttpServletResponse response) {
        return answer(request, response, HttpStatus.BAD_REQUEST, null, null, null);
    }

    @ExceptionHandler
    Object missing(MissingServletRequestPartException missing, HttpServletRequest request, HttpServletResponse response) {
        return oneFault(request, response, missing.getRequestPartName(), texts.get("site.fault.missing"));
    }

    @ExceptionHandler
    Object missing(MissingServletRequestParameterException missing, HttpServletRequest request, HttpServletResponse response) {
        return oneFault(request, response, missing.getParameterName(), texts.get("site.fault.missing"));
    }

    @ExceptionHandler
    Object mistyped(MethodArgumentTypeMismatchException mistyped, HttpServletRequest request, HttpServletResponse response) {
        return oneFault(request, response, mistyped.getName(), texts.get("site.fault.unreadable"));
    }

    @ExceptionHandler
    Object unbound(BindException unbound, HttpServletRequest request, HttpServletResponse response) {
        List<Fault> faults = new ArrayList<>();
        unbound.getFieldErrors().forEach(error -> faults.add(new Fault(error.getField(),
            error.isBindingFailure() ? texts.get("site.fault.unreadable") : error.getDefaultMessage())));
        return answer(request, response, HttpStatus.BAD_REQUEST, null, faults, null);
    }

    @ExceptionHandler
    Object violated(ConstraintViolationException violated, HttpServletRequest request, HttpServletResponse response) {
        List<Fault> faults = violated.getConstraintViolations().stream()
            .map(violation -> new Fault(violation.getPropertyPath().toString(), violation.getMessage())).toList();
        return answer(request, response, HttpStatus.BAD_REQUEST, null, faults, null);
    }

    /** JSON that can't be read; where the parser knows the field, it is named. */
    @ExceptionHandler
    Object unreadable(HttpMessageNotReadableException unreadable, HttpServletRequest request, HttpServletResponse response) {
        if (unreadable.getCause() instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            StringBuilder field = new StringBuilder();
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (step.getFieldName() != null) {
                    field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
                }
            }
            String key = mapping instanceof InvalidFormatException ? "site.fault.unknownValue" : "site.fault.unreadable";
            return oneFault(request, response, field.toString(), texts.get(key));
        }
        return answer(request, response, HttpStatus.BAD_REQUEST, texts.get("site.fault.json"), null, null);
    }

    /** All the rest: what Spring knows keeps its status; what nobody expected is logged and told without its insides. */
    @ExceptionHandler
    Object unexpected(Exception fault, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (fault instanceof AccessDeniedException || fault instanceof AuthenticationException) {
            throw fault;
        }
        if (fault instanceof ErrorResponse known) {
            return answer(request, response, known.getStatusCode(), null, null, known.getHeaders());
        }
        if (fault.getClass().getSimpleName().equals("ClientAbortException")) {
            return null;
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), fault);
        return answer(request, response, HttpStatus.INTERNAL_SERVER_ERROR, null, null, null);
    }

    private Object oneFault(HttpServletRequest request, HttpServletResponse response, String field, String words) {
        return answer(request, response, HttpStatus.BAD_REQUEST, null, List.of(new Fault(field, words)), null);
    }

    private Object answer(HttpServletRequest request, HttpServletResponse response, HttpStatusCode status, String detail,
                          List<Fault> faults, HttpHeaders headers) {
        if (isApi(request.getRequestURI().substring(request.getContextPath().length()))) {
            return problems.document(request.getRequestURI(), status, detail, faults, headers);
        }
        if (headers != null) {
            headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        return page(problems, status, detail, faults);
    }

    static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    static ModelAndView page(Problems problems, HttpStatusCode status, String detail, List<Fault> faults) {
        ModelAndView page = new ModelAndView("error");
        page.setStatus(status);
        page.addObject("errorTitle", problems.title(status, "error"));
        page.addObject("errorWords", detail == null ? problems.words(status, "error") : detail);
        if (faults != null) {
            Faults all = new Faults();
            faults.forEach(fault -> all.add(fault.field(), fault.message()));
            page.addObject("errorFaults", all.all());
        }
        return page;
    }
}
