package org.wego.membership.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.springframework.core.io.ClassPathResource;

/** What names of hosts and mail domains tell about who stands behind them. */
final class WebNames {

    /** Second levels under which countries register, so that {@code seoul.go.kr} and {@code busan.go.kr} aren't one owner's. */
    private static final Set<String> SECOND_LEVELS = Set.of("ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "gv", "lg", "ne", "net", "nic",
            "or", "org", "re");
    /** Endings of two letters that are sold to anybody, or mean no country. */
    private static final Set<String> OF_NO_COUNTRY = Set.of("ai", "cc", "co", "eu", "fm", "io", "me", "tv", "ws");

    private static final List<String> FREE_MAIL = lines("reference/free-mail.txt");
    private static final List<String> SHARED_HOSTS = lines("reference/shared-hosts.txt");

    private WebNames() {
    }

    private static List<String> lines(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8).lines().map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The host of an address, without {@code www}; empty where there is none or many organisations share it. */
    static Optional<String> host(String website) {
        if (website == null) {
            return Optional.empty();
        }
        try {
            String host = new URI(website.strip()).getHost();
            return Optional.ofNullable(host).map(name -> name.toLowerCase(Locale.ROOT)).map(name -> name.startsWith("www.") ? name.substring(4) : name)
                    .filter(name -> SHARED_HOSTS.stream().noneMatch(shared -> name.equals(shared) || name.endsWith("." + shared)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The domain of a mail address. */
    static String domain(String email) {
        return email.substring(email.lastIndexOf('@') + 1).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether anybody can get an address there. */
    static boolean free(String domain) {
        return FREE_MAIL.stream().anyMatch(service -> service.endsWith(".") ? domain.startsWith(service) : domain.equals(service));
    }

    /** The part of a domain that an organisation registers. */
    static String owner(String domain) {
        String[] labels = domain.split("\\.");
        int last = labels.length - 1;
        boolean three = last >= 2 && labels[last].length() == 2 && SECOND_LEVELS.contains(labels[last - 1]);
        return last < 1 ? domain : String.join(".", Arrays.copyOfRange(labels, three ? last - 2 : last - 1, last + 1));
    }

    /** The two letters of the country that a domain ends with, as ISO writes them; empty where it ends with none. */
    static Optional<String> country(String domain) {
        String ending = domain.substring(domain.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        return ending.length() != 2 || OF_NO_COUNTRY.contains(ending.toLowerCase(Locale.ROOT)) ? Optional.empty()
                : Optional.of(ending.equals("UK") ? "GB" : ending.equals("SU") ? "RU" : ending);
    }
}
