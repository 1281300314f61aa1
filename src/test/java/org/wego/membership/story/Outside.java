package org.wego.membership.story;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Somebody outside with a browser that runs no scripts: cookies, pages, plain forms, JSON; and the caught mail and the clock. */
final class Outside {

    static final ObjectMapper JSON = new ObjectMapper();

    /** A file to upload. */
    record Upload(String name, String contentType, byte[] bytes) {
    }

    private final String base;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(Duration.ofSeconds(10)).build();

    Outside(String base) {
        this.base = base;
    }

    // Pages

    Page get(String address) {
        return page(send(HttpRequest.newBuilder(uri(address)).header("Accept", "text/html").GET()));
    }

    HttpResponse<byte[]> bytes(String address) {
        return send(HttpRequest.newBuilder(uri(address)).GET());
    }

    int status(String method, String address) {
        return send(HttpRequest.newBuilder(uri(address)).method(method, HttpRequest.BodyPublishers.noBody())).statusCode();
    }

    /** A page as it came; its forms can be filled in and sent as a browser would. */
    final class Page {

        final int status;
        final URI address;
        final Document html;

        private Page(int status, URI address, Document html) {
            this.status = status;
            this.address = address;
            this.html = html;
        }

        String text() {
            return html.text();
        }

        /** The form that has a control of this name, or a button with this text. */
        Form form(String control) {
            for (Element form : html.select("form")) {
                boolean named = !form.select("[name=" + quoted(control) + "]").isEmpty();
                boolean button = form.select("button").stream().anyMatch(candidate -> candidate.text().equals(control));
                if (named || button) {
                    return new Form(this, form);
                }
            }
            throw new AssertionError("No form with \"" + control + "\" on " + address + ":\n" + html.body().text());
        }

        /** The form that goes to an address that ends like this. */
        Form formTo(String end) {
            Element form = html.select("form").stream().filter(candidate -> candidate.attr("action").endsWith(end)).findFirst()
                    .orElseThrow(() -> new AssertionError("No form to …" + end + " on " + address));
            return new Form(this, form);
        }

        private String quoted(String value) {
            return "\"" + value.replace("\"", "\\\"") + "\"";
        }
    }

    /** A form being filled in. */
    final class Form {

        private final Page page;
        private final Element form;
        private final Map<String, List<Object>> values = new LinkedHashMap<>();

        private Form(Page page, Element form) {
            this.page = page;
            this.form = form;
            form.select("input,select,textarea").forEach(this::preset);
        }

        private void preset(Element control) {
            String name = control.attr("name");
            if (name.isEmpty() || control.hasAttr("disabled")) {
                return;
            }
            if (control.is("select")) {
                Element chosen = control.selectFirst("option[selected]");
                if (chosen == null && !control.hasAttr("multiple")) {
                    chosen = control.selectFirst("option");
                }
                if (chosen != null) {
                    add(name, chosen.hasAttr("value") ? chosen.attr("value") : chosen.text());
                }
            } else if (control.is("textarea")) {
                add(name, control.wholeText());
            } else if (control.is("[type=radio],[type=checkbox]")) {
                if (control.hasAttr("checked")) {
                    add(name, control.hasAttr("value") ? control.attr("value") : "on");
                }
            } else if (!control.is("[type=submit],[type=button],[type=file],[type=image]")) {
                add(name, control.attr("value"));
            }
        }

        private void add(String name, Object value) {
            values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }

        /** Sets a control that the form must have. */
        Form set(String name, Object... value) {
            if (form.select("[name=" + page.quoted(name) + "]").isEmpty()) {
                throw new AssertionError("No control \"" + name + "\" on " + page.address + ": "
                        + form.select("[name]").eachAttr("name"));
            }
            values.put(name, new ArrayList<>(List.of(value)));
            return this;
        }

        Page send() {
            Element button = form.selectFirst("button:not([type=button]),input[type=submit]");
            return send(button);
        }

        /** Sends by the button with this name and value, or with this text. */
        Page send(String nameOrText, String value) {
            Element button = form.select("button,input[type=submit]").stream()
                    .filter(candidate -> candidate.attr("name").equals(nameOrText) && candidate.attr("value").equals(value))
                    .findFirst().orElseThrow(() -> new AssertionError("No button " + nameOrText + "=" + value + " on " + page.address
                            + ": " + form.select("button")));
            return send(button);
        }

        private Page send(Element button) {
            if (button != null && !button.attr("name").isEmpty()) {
                add(button.attr("name"), button.attr("value"));
            }
            String action = button != null && button.hasAttr("formaction") ? button.attr("formaction") : form.attr("action");
            URI target = action.isEmpty() ? page.address : page.address.resolve(action);
            if ("get".equalsIgnoreCase(form.attr("method")) || form.attr("method").isEmpty()) {
                return get(target.toString().replaceAll("\\?.*", "") + "?" + encoded());
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(target).header("Accept", "text/html")
                    .header("Origin", base).header("Referer", page.address.toString());
            if ("multipart/form-data".equalsIgnoreCase(form.attr("enctype"))) {
                Multipart body = new Multipart();
                values.forEach((name, all) -> all.forEach(one -> body.add(name, one)));
                return page(Outside.this.send(body.into(request)));
            }
            return page(Outside.this.send(request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(encoded()))));
        }

        private String encoded() {
            List<String> pairs = new ArrayList<>();
            values.forEach((name, all) -> all.forEach(value -> pairs.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8))));
            return String.join("&", pairs);
        }
    }

    /** A multipart body. */
    static final class Multipart {

        private static final String BOUNDARY = "----wego-story-boundary";
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Multipart add(String name, Object value) {
            write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"");
            if (value instanceof Upload upload) {
                write("; filename=\"" + upload.name() + "\"\r\nContent-Type: " + upload.contentType() + "\r\n\r\n");
                bytes.writeBytes(upload.bytes());
            } else {
                write("\r\n\r\n" + value);
            }
            write("\r\n");
            return this;
        }

        Multipart json(String name, String json) {
            return add(name, new Upload(name + ".json", "application/json", json.getBytes(StandardCharsets.UTF_8)));
        }

        private void write(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        private HttpRequest.Builder into(HttpRequest.Builder request) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(bytes.toByteArray());
            whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return request.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(whole.toByteArray()));
        }
    }

    private Page page(HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() >= 500) {
            throw new AssertionError(answer.uri() + " failed with " + answer.statusCode());
        }
        if (body.contains("th:text") || body.contains("th:replace")) {
            throw new AssertionError("A template's source stands on " + answer.uri());
        }
        return new Page(answer.statusCode(), answer.uri(), Jsoup.parse(body, answer.uri().toString()));
    }

    // JSON

    /** What an endpoint answered. */
    record Answer(int status, JsonNode json) {
    }

    Answer postMultipart(String address, Multipart body, String... headers) {
        HttpRequest.Builder request = body.into(HttpRequest.newBuilder(uri(address)).header("Accept", "application/json, application/problem+json"));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return answer(send(request));
    }

    Answer getJson(String address) {
        return answer(send(HttpRequest.newBuilder(uri(address)).header("Accept", "application/json").GET()));
    }

    Answer postJson(String address, Object body) {
        return answer(send(json(HttpRequest.newBuilder(uri(address)), body)));
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, Object body) {
        try {
            return request.header("Content-Type", "application/json").header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(HttpResponse<byte[]> answer) {
        try {
            return new Answer(answer.statusCode(), answer.body().length == 0 ? JSON.nullNode() : JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new AssertionError("No JSON (" + answer.statusCode() + "): " + new String(answer.body(), StandardCharsets.UTF_8), e);
        }
    }

    // Camunda's REST API with an account

    Answer engineGet(String account, String path) {
        return answer(send(HttpRequest.newBuilder(uri("/engine-rest" + path)).header("Authorization", basic(account)).GET()));
    }

    Answer enginePost(String account, String path, Object body) {
        return answer(send(json(HttpRequest.newBuilder(uri("/engine-rest" + path)).header("Authorization", basic(account)), body)));
    }

    /** The status of any other request to the engine. */
    int engineStatus(String account, String method, String path, String json) {
        return send(HttpRequest.newBuilder(uri("/engine-rest" + path)).header("Authorization", basic(account)).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))).statusCode();
    }

    /** The open task with this name, waiting until the engine has made it. */
    JsonNode task(String account, String name) {
        return Until.present("task \"" + name + "\" for " + account, () -> {
            JsonNode tasks = engineGet(account, "/task?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8)).json();
            return tasks.isArray() && tasks.size() > 0 ? tasks.get(0) : null;
        });
    }

    Answer complete(String account, JsonNode task, Map<String, ?> values) {
        Map<String, Object> variables = new LinkedHashMap<>();
        values.forEach((name, value) -> variables.put(name, Collections.singletonMap("value", value)));
        return enginePost(account, "/task/" + task.get("id").asText() + "/complete", Map.of("variables", variables));
    }

    private static String basic(String account) {
        return "Basic " + Base64.getEncoder().encodeToString((account + ":demo").getBytes(StandardCharsets.UTF_8));
    }

    // Mail and time

    /** The newest letter to an address whose subject contains this, waiting until it has come. */
    JsonNode letter(String to, String subject) {
        return Until.present("letter \"" + subject + "\" to " + to, () -> letters(letter -> addressed(letter, to)
                && letter.get("subject").asText().contains(subject)).stream().findFirst().orElse(null));
    }

    List<JsonNode> letters(Predicate<JsonNode> wanted) {
        List<JsonNode> all = new ArrayList<>();
        getJson("/demo/mailbox.json").json().forEach(letter -> {
            if (wanted.test(letter)) {
                all.add(letter);
            }
        });
        return all;
    }

    static boolean addressed(JsonNode letter, String to) {
        for (JsonNode address : letter.get("to")) {
            if (address.asText().equalsIgnoreCase(to)) {
                return true;
            }
        }
        return false;
    }

    Instant now() {
        return Instant.parse(getJson("/demo/clock").json().get("now").asText());
    }

    /** Moves the clock on; when it answers, all that became due is done. */
    void advance(String span) {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(uri("/demo/clock"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("advance=" + span)));
        if (answer.statusCode() != 200) {
            throw new AssertionError("The clock answered " + answer.statusCode() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    /** Lets everything due now run to its end. */
    void settle() {
        advance("PT1S");
    }

    void advanceTo(Instant target) {
        Duration span = Duration.between(now(), target);
        if (!span.isNegative()) {
            advance(span.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
        }
    }

    // Plumbing

    private URI uri(String address) {
        return URI.create(address.startsWith("http") ? address : base + address);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofMinutes(5)).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
