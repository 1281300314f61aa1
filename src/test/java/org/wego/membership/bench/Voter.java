package org.wego.membership.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jsoup.Jsoup;

/** Somebody who has opened a seat's agenda in a browser and casts votes from it. */
final class Voter {

    private static final String[] ANSWERS = {"approve", "reject", "abstain"};

    private final HttpClient http;
    private final String base;
    private final List<String> cases;
    private final String form;
    private final String cookies;

    /** Opens the agenda by a link's token. */
    Voter(HttpClient http, String base, String token, List<String> cases) {
        this.http = http;
        this.base = base;
        this.cases = cases;
        HttpResponse<String> entry = send(HttpRequest.newBuilder(URI.create(base + "/vote")).GET());
        this.form = Jsoup.parse(entry.body()).selectFirst("input[name=_csrf]").val();
        String ours = cookie(entry);
        HttpResponse<String> opened = post(ours, Map.of("token", token, "action", "open"));
        if (opened.statusCode() != 303) {
            throw new AssertionError("The link opened nothing: " + opened.statusCode());
        }
        this.cookies = ours + "; " + cookie(opened);
    }

    /** Casts votes on all cases; others each time. */
    void cast(int time) {
        Map<String, String> fields = new java.util.HashMap<>(Map.of("name", "Mayor No. " + time, "title", "Mayor", "action", "cast"));
        for (int i = 0; i < cases.size(); i++) {
            fields.put("vote." + cases.get(i), ANSWERS[(i + time) % ANSWERS.length]);
        }
        HttpResponse<String> answer = post(cookies, fields);
        String to = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() / 100 != 3 || !to.contains("cast")) {
            throw new AssertionError("Not cast: " + answer.statusCode() + " " + to + " " + Jsoup.parse(answer.body()).text());
        }
    }

    private HttpResponse<String> post(String cookies, Map<String, String> fields) {
        String body = "_csrf=" + encoded(form) + "&" + fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue())).collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(base + "/vote")).header("Cookie", cookies)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body)));
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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
