package org.wego.membership;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.wego.membership.letter.PersonalLinks;

/** Somebody who has opened a seat's agenda by its link in a browser, and casts votes from there over plain HTTP. */
public final class Voter {

    private final HttpClient http;
    private final String base;
    private final String form;
    private final String cookies;
    private final String agenda;

    /** Opens the agenda of a round and seat. */
    public Voter(HttpClient http, String base, PersonalLinks links, String round, int seat) {
        this.http = http;
        this.base = base;
        HttpResponse<String> entry = send(HttpRequest.newBuilder(URI.create(base + "/vote")).GET());
        this.form = Forms.field(entry.body(), "_csrf");
        String ours = cookie(entry);
        String token = links.url(links.issue("vote", round + "/" + seat), "#{token}").replaceAll(".*#", "");
        HttpResponse<String> opened = post(ours, Map.of("token", token, "action", "open"));
        if (opened.statusCode() != 303) {
            throw new AssertionError("The link opened nothing: " + opened.statusCode());
        }
        this.cookies = ours + "; " + cookie(opened);
        this.agenda = Forms.field(send(HttpRequest.newBuilder(URI.create(base + "/vote/agenda")).header("Cookie", cookies).GET()).body(), "agenda");
    }

    /**
     * Confirms votes on all cases.
     *
     * @param fields {@code vote.…} and {@code reason.…}
     */
    public HttpResponse<String> cast(Map<String, String> fields, String name) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(Map.of("name", name, "title", "Mayor", "agenda", agenda, "action", "cast"));
        return post(cookies, all);
    }

    /** Whether an answer says that the votes are recorded. */
    public static boolean recorded(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 3 && answer.headers().firstValue("Location").orElse("").contains("cast");
    }

    private HttpResponse<String> post(String cookies, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", form);
        return send(Forms.post(HttpRequest.newBuilder(URI.create(base + "/vote")).header("Cookie", cookies), all));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream().map(cookie -> cookie.split(";")[0]).collect(Collectors.joining("; "));
    }
}
