package org.wego.membership.letter;

import java.util.List;

/** The text part: complete, and readable by itself. */
final class PlainPaper implements Paper {

    private final StringBuilder text = new StringBuilder(1024);

    @Override
    public void paragraph(String paragraph) {
        text.append(paragraph).append("\n\n");
    }

    @Override
    public void facts(List<Letter.Fact> facts) {
        for (var fact : facts) {
            text.append(Renderer.oneLine(fact.label())).append(": ").append(Renderer.plain(fact.value()).replace("\n", "\n  ")).append('\n');
        }
        text.append('\n');
    }

    @Override
    public void button(String label, String url) {
        text.append(label).append(":\n").append(url).append("\n\n");
    }

    @Override
    public void code(String says, String code) {
        text.append(says).append("\n\n    ").append(code).append("\n\n");
    }

    @Override
    public void footer(List<String> lines) {
        // Two hyphens and a space: mail programs know this line as the signature's beginning
        text.append("-- \n");
        for (var line : lines) {
            text.append(line).append('\n');
        }
    }

    @Override
    public String finish() {
        return text.toString();
    }
}
