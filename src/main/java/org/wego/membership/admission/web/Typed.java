package org.wego.membership.admission.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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

    /** The files that were chosen, one paper a part; an input that was left empty isn't there. */
    static Map<Part, Upload> files(HttpServletRequest request) {
        Map<Part, Upload> files = new EnumMap<>(Part.class);
        if (request.getContentType() == null || !request.getContentType().toLowerCase(java.util.Locale.ROOT).startsWith("multipart/form-data")) {
            return files;
        }
        try {
            for (Part part : Part.values()) {
                List<Upload> chosen = new ArrayList<>();
                for (jakarta.servlet.http.Part sent : request.getParts()) {
                    if (sent.getName().equals(part.field())
                            && (sent.getSize() > 0 || sent.getSubmittedFileName() != null && !sent.getSubmittedFileName().isBlank())) {
                        chosen.add(new Upload(sent.getSubmittedFileName(), sent.getInputStream().readAllBytes()));
                    }
                }
                if (!chosen.isEmpty()) {
                    files.put(part, Upload.of(chosen));
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
