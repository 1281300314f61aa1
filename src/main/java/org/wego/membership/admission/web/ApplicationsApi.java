package org.wego.membership.admission.web;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wego.membership.admission.Answers;
import org.wego.membership.admission.ApplicationForm;
import org.wego.membership.admission.Applications;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Tries;
import org.wego.membership.site.Unprocessable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

/** Applications for programs. */
@RestController
@RequestMapping(path = "/api/applications", produces = MediaType.APPLICATION_JSON_VALUE)
class ApplicationsApi {

    /** An application was taken in. */
    record Receipt(String reference, String statusUrl) {
    }

    /** The code of the letter. */
    record Code(String code) {
    }

    /** Where the case stands. */
    record Standing(String reference, String state) {
    }

    private final Applications applications;
    private final Tries tries;
    private final ObjectMapper json;
    private final Texts texts;

    ApplicationsApi(Applications applications, Tries tries, ObjectMapper json, Texts texts) {
        this.applications = applications;
        this.tries = tries;
        this.json = json;
        this.texts = texts;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Apply for membership",
            description = "The part application is JSON; the files are PDFs, or JPEG and PNG pictures of a paper's pages, given several times in their order. The same Idempotency-Key with the same content gives the same answer and no second case.",
            requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
                    content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE, schemaProperties = {
                            @SchemaProperty(name = "application", schema = @Schema(implementation = ApplicationForm.class)),
                            @SchemaProperty(name = "signedForm", schema = @Schema(type = "string", format = "binary")),
                            @SchemaProperty(name = "authorityLetter", schema = @Schema(type = "string", format = "binary")),
                            @SchemaProperty(name = "resolution", schema = @Schema(type = "string", format = "binary"))})))
    ResponseEntity<Receipt> submit(@Parameter(hidden = true) HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) String key) {
        String reference = applications.submit(answers(request), Typed.files(request), Applications.Sender.API, key);
        return ResponseEntity.status(HttpStatus.CREATED).body(new Receipt(reference, applications.statusUrl(reference)));
    }

    private Answers answers(HttpServletRequest request) {
        try {
            jakarta.servlet.http.Part part = request.getPart("application");
            if (part == null) {
                throw new InvalidInput("application", texts.get("admission.fault.json"));
            }
            JsonNode tree = json.readTree(part.getInputStream().readAllBytes());
            if (tree == null || !tree.isObject()) {
                throw new InvalidInput("application", texts.get("admission.fault.json"));
            }
            return Answers.of(tree);
        } catch (JsonProcessingException e) {
            throw new InvalidInput("application", texts.get("admission.fault.json"));
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostMapping(path = "/{reference}/confirm", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Confirm the address with the code of the letter", description = "Harmless when it is confirmed already.")
    Standing confirm(@PathVariable String reference, @RequestBody Code code) {
        String wanted = reference.strip().toUpperCase(Locale.ROOT);
        if (code.code() == null || code.code().isBlank()) {
            throw new InvalidInput("code", texts.get("admission.status.fault.code"));
        }
        Applications.Door door = tryCode(tries, applications, wanted, code.code())
                .orElseThrow(() -> new InvalidInput("code", texts.get("admission.status.fault.wrong")));
        if (!door.current()) {
            throw new InvalidInput("code", texts.get("admission.status.fault.replaced"));
        }
        if (applications.confirm(wanted) == Applications.Confirmation.TOO_LATE) {
            throw new Unprocessable(texts.get("admission.confirm.tooLate"));
        }
        return new Standing(wanted, applications.get(wanted).state().name());
    }

    /** What a typed code opens; five wrong ones a case in fifteen minutes. */
    static Optional<Applications.Door> tryCode(Tries tries, Applications applications, String reference, String code) {
        String key = "case|" + reference;
        tries.allow(key);
        Optional<Applications.Door> door = applications.openByCode(reference, code);
        if (door.isPresent()) {
            tries.succeeded(key);
        } else {
            tries.failed(key);
        }
        return door;
    }
}
