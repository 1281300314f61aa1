package org.wego.membership.admission.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

import org.wego.membership.admission.Answers;
import org.wego.membership.admission.Part;
import org.wego.membership.admission.Upload;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

/** What a form brought: texts and files. */
record Typed(Answers answers, Map<Part, Upload> files) {

    static Typed of(HttpServletRequest request) {
        return new Typed(Answers.of(request.getParameterMap()), files(request));
    }

    /** The files that were chosen; an input that was left empty isn't there. */
    static Map<Part, Upload> files(HttpServletRequest request) {
        Map<Part, Upload> files = new EnumMap<>(Part.class);
        if (request.getContentType() == null || !request.getContentType().toLowerCase(java.util.Locale.ROOT).startsWith("multipart/form-data")) {
            return files;
        }
        try {
            for (Part part : Part.values()) {
                jakarta.servlet.http.Part sent = request.getPart(part.field());
                if (sent != null && (sent.getSize() > 0 || sent.getSubmittedFileName() != null && !sent.getSubmittedFileName().isBlank())) {
                    files.put(part, new Upload(sent.getSubmittedFileName(), sent.getInputStream().readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }
}
