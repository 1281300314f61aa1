package org.wego.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Words that want to be more than words, and how it is seen that they weren't. */
public final class Hostile {

    /** Text like any other: expressions and markup of every language that the house speaks. */
    public static final List<String> TEXTS = List.of("${7*7} #{7*7} *{7*7} @{/office} ~{layout :: page}", "[[${7*7}]] [(${7*7})] __${7*7}__::.x",
            "{{constructor.constructor('alert(1)')()}} {{7*7}}", "=1+1", "@SUM(1;1)", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
            "</textarea><svg/onload=alert(1)><!-- ]]>", "javascript:alert(1)", "&lt;b&gt; &amp; &#49; **bold** [x](javascript:alert(1))",
            "[facts] {reason} {0} '{1}' %s %n $1 \\1 \\u0041", "'; drop table application; --", "null");
    /** Letters beyond the first plane: a sign, a letter of Han, letters of Gothic. */
    public static final List<String> FOUR_BYTES = List.of("\uD83D\uDE80 rocket", "\uD842\uDFB7\u91CE\u5BB6", "\uD800\uDF30\uD800\uDF31");

    private Hostile() {
    }

    /** A page shows these texts as they were written, and the payload made nothing of itself. */
    public static void shows(Document page, String payload, String... texts) {
        harmless(page, payload);
        String shown = squeezed(page.wholeText());
        for (String text : texts) {
            assertThat(shown).as("%s on %s", text, page.title()).contains(squeezed(text));
        }
    }

    /** Nothing that the payload brought is an element, an attribute that runs, or a link that runs. */
    public static void harmless(Document page, String payload) {
        for (Element element : page.getAllElements()) {
            String name = element.normalName();
            assertThat(name.equals("script") && !element.hasAttr("src") || name.equals("svg") && element.hasAttr("onload")).as("%s made %s", payload, element).isFalse();
            element.attributes().forEach(attribute -> {
                assertThat(attribute.getKey().toLowerCase(Locale.ROOT)).as("%s made %s", payload, element).doesNotStartWith("on");
                if (List.of("href", "src", "action", "formaction").contains(attribute.getKey())) {
                    assertThat(attribute.getValue().strip().toLowerCase(Locale.ROOT)).as(payload).doesNotStartWith("javascript:");
                }
            });
        }
    }

    /** A paper says these texts, nothing in it runs, and an archive would take it. */
    public static void prints(byte[] pdf, String... texts) throws Exception {
        assertThat(PdfA.faults(pdf)).isEmpty();
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getNames() == null || document.getDocumentCatalog().getNames().getJavaScript() == null).isTrue();
            assertThat(document.getDocumentCatalog().getOpenAction()).isNull();
            String said = squeezed(new PDFTextStripper().getText(document));
            for (String text : texts) {
                assertThat(said).as(text).containsPattern(printed(text));
            }
        }
    }

    /** A letter that no font of ours has is put into Latin ones or, where it is none, a question mark; all others stand as they are. */
    private static Pattern printed(String text) {
        return Pattern.compile(squeezed(text).codePoints().mapToObj(letter -> letter > 0xFFFF
                ? "(?:" + Pattern.quote(Character.toString(letter)) + "|\\?|[A-Za-z]{1,8})" : Pattern.quote(Character.toString(letter))).collect(Collectors.joining()));
    }

    /** Without any white space: lines are broken anywhere, in mail and on paper. */
    public static String squeezed(String text) {
        return text.replaceAll("[\\s\\u00A0]+", "");
    }
}
