package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LoopbackTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "localhost:8080, -, -, true",
        "127.0.0.1, -, -, true",
        "[::1]:8080, -, -, true",
        "localhost:8080, same-origin, http://localhost:8080, true",
        "localhost:8080, none, -, true",
        "localhost:8080, same-origin, null, true",
        // a page of another site, and a name that leads to this machine
        "localhost:8080, cross-site, https://elsewhere.example, false",
        "localhost:8080, same-site, http://localhost:3000, false",
        "localhost:8080, -, https://elsewhere.example, false",
        "localhost:8080, -, null, false",
        "localhost:8080, -, http://localhost:8080.elsewhere.example, false",
        "rebound.example:8080, -, -, false",
        "localhost.rebound.example, -, -, false",
        "-, -, -, false"})
    void asks(String host, String site, String origin, boolean answered) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/demo/clock");
        header(request, "Host", host);
        header(request, "Sec-Fetch-Site", site);
        header(request, "Origin", origin);
        assertThat(Loopback.asks(request)).isEqualTo(answered);
    }

    private static void header(MockHttpServletRequest request, String name, String value) {
        if (value != null) {
            request.addHeader(name, value);
        }
    }
}
