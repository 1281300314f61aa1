package org.wego.membership;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import jakarta.servlet.http.Cookie;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Sends a form with its token, as a browser does: the cookie, and the field masked with it. Spring's own {@code csrf()}
 * puts a repository for tests into the shared filter, and pages asked for afterwards would set no cookie any more.
 */
public final class FormToken implements RequestPostProcessor {

    private static final String TOKEN = "7d9f1f0e-6b1c-4c56-9a53-0d6c4f6f2b11";

    private FormToken() {
    }

    public static RequestPostProcessor formToken() {
        return new FormToken();
    }

    @Override
    public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
        byte[] token = TOKEN.getBytes(StandardCharsets.UTF_8);
        // A mask of zeros, then the token
        byte[] masked = new byte[2 * token.length];
        System.arraycopy(token, 0, masked, token.length, token.length);
        Cookie[] before = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        Cookie[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = new Cookie("wego-form", TOKEN);
        request.setCookies(all);
        request.addParameter("_csrf", Base64.getUrlEncoder().encodeToString(masked));
        return request;
    }
}
