package org.wego.membership.site;

import java.net.URI;
import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Words for what went wrong, by status: as problem documents (RFC 9457) and for the pages. */
@Component
class Problems {

    private final Texts texts;

    Problems(Texts texts) {
        this.texts = texts;
    }

    /** The title of a status. */
    String title(HttpStatusCode status, String channel) {
        return texts.or(texts.get("site." + channel + ".other.title"), "site." + channel + "." + status.value() + ".title");
    }

    /** What to do about it. */
    String words(HttpStatusCode status, String channel) {
        return texts.or(texts.get("site." + channel + ".other.words"), "site." + channel + "." + status.value() + ".words");
    }

    private static URI address(String asked) {
        try {
            return URI.create(asked);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    ResponseEntity<ProblemDetail> document(String asked, HttpStatusCode status, String detail, List<Fault> faults, HttpHeaders headers) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        HttpStatus known = HttpStatus.resolve(status.value());
        problem.setTitle(texts.or(known == null ? "Fault" : known.getReasonPhrase(), "site.api." + status.value() + ".title"));
        problem.setDetail(detail == null ? words(status, "api") : detail);
        problem.setInstance(address(asked));
        if (faults != null) {
            problem.setProperty("errors", faults);
        }
        return ResponseEntity.status(status).headers(headers == null ? new HttpHeaders() : headers)
            .contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }
}
