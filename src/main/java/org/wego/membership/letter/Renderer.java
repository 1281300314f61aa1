package org.wego.membership.letter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Makes a letter's text and HTML from one and the same text of the bundle, so that neither says more than the other.
 * Values are put in after the template was taken apart: nothing in a name can become a placeholder, a button or HTML.
 */
@Component
class Renderer {

    private static final Logger LOG = LoggerFactory.getLogger(Renderer.class);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");
    private static final String FACTS = "[facts]";
    private static final String BUTTON = "[button]";
    private static final String CODE = "[code]";

    private final MessageSource messages;
    private final PersonalLinks links;

    Renderer(MessageSource messages, PersonalLinks links) {
        this.messages = messages;
        this.links = links;
    }

    Rendered render(String kind, String about, LetterContent content) {
        return render(kind, about, content, false);
    }

    /** The same for who isn't its addressee: words stand in place of the personal link and the code. */
    Rendered withoutSecrets(String kind, String about, LetterContent content) {
        return render(kind, about, content, true);
    }

    private Rendered render(String kind, String about, LetterContent content, boolean masked) {
        var words = words(about, content);
        var subject = oneLine(fill(text("letter." + kind + ".subject"), words));
        var text = new PlainPaper();
        var html = new HtmlPaper(subject);
        for (var piece : pieces(kind, about, content, words, masked)) {
            piece.onto(text);
            piece.onto(html);
        }
        return new Rendered(subject, text.finish(), html.finish());
    }

    /** The subject alone; the kind's name where its template is gone. */
    String subject(String kind, String about, LetterContent content) {
        return oneLine(fill(messages.getMessage("letter." + kind + ".subject", null, kind, Locale.ENGLISH), words(about, content)));
    }

    /** What stands where a letter's subject stood. */
    String erased() {
        return text("letter.shared.erased");
    }

    private static Map<String, String> words(String about, LetterContent content) {
        var words = new HashMap<>(content.words());
        if (about != null) {
            words.putIfAbsent("about", about);
        }
        return words;
    }

    private List<Piece> pieces(String kind, String about, LetterContent content, Map<String, String> words, boolean masked) {
        var pieces = new ArrayList<Piece>();
        var greeting = content.dear() == null ? text("letter.shared.greeting.nobody")
                : fill(text("letter.shared.greeting"), Map.of("name", oneLine(content.dear())));
        pieces.add(paper -> paper.paragraph(greeting));
        var facts = content.facts().isEmpty() ? null : (Piece) paper -> paper.facts(content.facts());
        var button = button(kind, content, masked);
        var code = code(content, words, masked);
        boolean factsSet = false;
        boolean buttonSet = false;
        boolean codeSet = false;
        for (var paragraph : text("letter." + kind + ".body").strip().split("\\n[ \\t]*\\n\\s*")) {
            switch (paragraph.strip()) {
                case FACTS -> {
                    add(pieces, facts);
                    factsSet = true;
                }
                case BUTTON -> {
                    add(pieces, button);
                    buttonSet = true;
                }
                case CODE -> {
                    add(pieces, code);
                    codeSet = true;
                }
                default -> {
                    var filled = fill(paragraph, words).strip();
                    if (!filled.isEmpty()) {
                        pieces.add(paper -> paper.paragraph(filled));
                    }
                }
            }
        }
        add(pieces, factsSet ? null : facts);
        add(pieces, buttonSet ? null : button);
        add(pieces, codeSet ? null : code);
        pieces.add(paper -> paper.paragraph(text("letter.shared.closing")));
        pieces.add(paper -> paper.footer(footer(about)));
        return pieces;
    }

    private static void add(List<Piece> pieces, Piece piece) {
        if (piece != null) {
            pieces.add(piece);
        }
    }

    private Piece button(String kind, LetterContent content, boolean masked) {
        if (content.path() == null) {
            return null;
        }
        var label = messages.getMessage("letter." + kind + ".button", null, text("letter.shared.button"), Locale.ENGLISH);
        var url = content.link() == null ? links.page(content.path())
                : masked ? text("letter.shared.masked.link") : links.url(content.link(), content.path());
        return paper -> paper.button(label, url);
    }

    private Piece code(LetterContent content, Map<String, String> words, boolean masked) {
        if (content.link() == null) {
            return null;
        }
        var here = new HashMap<>(words);
        here.put("page", links.page(content.path().replaceFirst("[/#?]?\\{token}.*", "")));
        here.put("subject", content.link().subject());
        var says = fill(messages.getMessage("letter.shared.code." + content.link().purpose(), null, text("letter.shared.code"), Locale.ENGLISH), here);
        var shown = masked ? text("letter.shared.masked.code") : links.code(content.link());
        return paper -> paper.code(says, shown);
    }

    private List<String> footer(String about) {
        var lines = new ArrayList<String>();
        if (about != null) {
            lines.add(fill(text("letter.shared.about"), Map.of("about", about)));
        }
        lines.add(text("letter.shared.house"));
        return lines;
    }

    private String text(String key) {
        return messages.getMessage(key, null, Locale.ENGLISH);
    }

    private static String fill(String template, Map<String, String> words) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            var word = words.get(found.group(1));
            if (word == null) {
                LOG.warn("A letter's template asks for {}, which its writer did not give", found.group(1));
            }
            return word == null ? "" : Matcher.quoteReplacement(plain(word));
        });
    }

    /** Keeps line breaks, drops every other control character and what would turn the writing's direction around. */
    static String plain(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cntrl}&&[^\\n]]", " ").replaceAll("[\\u202A-\\u202E\\u2066-\\u2069]", "");
    }

    static String oneLine(String text) {
        return plain(text).replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ").strip();
    }

    private interface Piece {
        void onto(Paper paper);
    }
}
