package org.wego.membership.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jsoup.Jsoup;

/** Somebody with a browser: at a public page, or logged in and at Tasklist. */
final class Visitor {

    private final String base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5))
            .cookieHandler(cookies).followRedirects(HttpClient.Redirect.NORMAL).build();

    Visitor(String base) {
        this.base = base;
    }

    /** Logs in and opens Tasklist. */
    Visitor atTasklist(String account) {
        String form = Jsoup.parse(get("/login")).selectFirst("input[name=_csrf]").val();
        send(request("/login").header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(
                "username=" + account + "&password=demo&_csrf=" + URLEncoder.encode(form, StandardCharsets.UTF_8))));
        get("/camunda/app/tasklist/default/");
        return this;
    }

    /** What Tasklist asks when it shows a filter: its first fifteen tasks, the newest first, and how many there are. */
    String tasks(String filter) {
        return send(request("/camunda/api/engine/engine/default/filter/" + filter + "/list?firstResult=0&maxResults=15")
                .header("Accept", "application/hal+json").header("Content-Type", "application/json").header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"sorting\":[{\"sortBy\":\"created\",\"sortOrder\":\"desc\"}]}")));
    }

    String get(String path) {
        return send(request(path).header("Accept", "text/html").GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    }

    private String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("No cookie " + name + " among " + cookies.getCookieStore().getCookies())).getValue();
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
