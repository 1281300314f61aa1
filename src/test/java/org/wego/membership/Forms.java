package org.wego.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Forms over plain HTTP, as browsers read and send them. */
public final class Forms {

    private Forms() {
    }

    /** What stands in a field of a page, which must have it. */
    public static String field(String html, String name) {
        Element field = Jsoup.parse(html).selectFirst("input[name=" + name + "]");
        assertThat(field).as(name + " in " + html).isNotNull();
        return field.val();
    }

    public static HttpRequest.Builder post(HttpRequest.Builder request, Map<String, String> fields) {
        return request.header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue())).collect(Collectors.joining("&"))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
