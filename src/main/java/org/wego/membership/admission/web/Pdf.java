package org.wego.membership.admission.web;

import java.nio.charset.StandardCharsets;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A PDF as an answer: only ever a PDF, kept by nobody in between. */
final class Pdf {

    private Pdf() {
    }

    static ResponseEntity<byte[]> inline(String name, byte[] bytes) {
        return answer(ContentDisposition.inline(), name, bytes);
    }

    static ResponseEntity<byte[]> download(String name, byte[] bytes) {
        return answer(ContentDisposition.attachment(), name, bytes);
    }

    private static ResponseEntity<byte[]> answer(ContentDisposition.Builder disposition, String name, byte[] bytes) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.filename(name, StandardCharsets.UTF_8).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(bytes);
    }
}
