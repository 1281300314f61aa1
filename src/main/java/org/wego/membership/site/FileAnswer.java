package org.wego.membership.site;

import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A file as an answer; the one place that says how files leave the house. Nobody in between keeps one, and no browser guesses
 * what it is. What was uploaded, and what is data, is saved and never opened as a page of ours (the sandbox is added where all
 * answers leave, in {@code SecurityChains}); only a paper that the house drew itself may be shown.
 */
public final class FileAnswer {

    /** A table as text. */
    public static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private static final String KEPT_BY_NOBODY = "private, no-store";

    private FileAnswer() {
    }

    /** A PDF to be saved. Its name ends as a PDF's does, whatever its sender called it: by the end systems choose what to do. */
    public static ResponseEntity<byte[]> pdf(String name, byte[] bytes) {
        return saved(FileNames.ending(name, ".pdf"), MediaType.APPLICATION_PDF, bytes);
    }

    /** Data to be saved. */
    public static ResponseEntity<byte[]> saved(String name, MediaType type, byte[] bytes) {
        return answer(ContentDisposition.attachment(), name, type, bytes);
    }

    /** A PDF that the house drew itself: browsers show it. */
    public static ResponseEntity<byte[]> shown(String name, byte[] bytes) {
        return answer(ContentDisposition.inline(), name, MediaType.APPLICATION_PDF, bytes);
    }

    /** Data to be saved that are written while they are made. */
    public static void saved(HttpServletResponse response, String name, String type) {
        response.setContentType(type);
        headers(ContentDisposition.attachment(), name).forEach((header, values) -> response.setHeader(header, values.get(0)));
    }

    private static ResponseEntity<byte[]> answer(ContentDisposition.Builder how, String name, MediaType type, byte[] bytes) {
        return ResponseEntity.ok().contentType(type).headers(headers(how, name)).body(bytes);
    }

    private static HttpHeaders headers(ContentDisposition.Builder how, String name) {
        HttpHeaders headers = new HttpHeaders();
        String plain = FileNames.plain(name, "file");
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(plain);
        headers.setContentDisposition((ascii ? how.filename(plain) : how.filename(plain, StandardCharsets.UTF_8)).build());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.setCacheControl(KEPT_BY_NOBODY);
        return headers;
    }
}
