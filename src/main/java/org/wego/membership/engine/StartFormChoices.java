package org.wego.membership.engine;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Fills the choices of a start form when somebody opens it: what is deployed is the same text for everybody and for ever,
 * and Tasklist loads no variables for it.
 */
@Component
class StartFormChoices extends OncePerRequestFilter {

    private static final String FORM = "/deployed-start-form";

    private final List<FormChoices> offered;
    private final ObjectMapper json;

    StartFormChoices(List<FormChoices> offered, ObjectMapper json) {
        this.offered = offered;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().endsWith(FORM);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept);
        if (kept.getStatus() == HttpServletResponse.SC_OK && kept.getContentAsByteArray().length > 0) {
            byte[] filled = filled(kept.getContentAsByteArray());
            kept.resetBuffer();
            kept.getOutputStream().write(filled);
        }
        kept.copyBodyToResponse();
    }

    /** The form with its choices; what is no form of this kind stays as it is. */
    private byte[] filled(byte[] form) throws IOException {
        if (form[0] != '{') {
            return form;
        }
        JsonNode read = json.readTree(form);
        for (JsonNode component : read.path("components")) {
            String name = component.path("properties").path("choices").asText();
            offered.stream().filter(each -> each.name().equals(name)).findFirst()
                    .ifPresent(each -> ((ObjectNode) component).set("values", json.valueToTree(each.choices())));
        }
        return json.writeValueAsBytes(read);
    }
}
