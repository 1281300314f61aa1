package org.wego.membership.letter;

import java.util.List;

/** What a letter is made of, whatever it is written upon. */
interface Paper {

    void paragraph(String text);

    void facts(List<Letter.Fact> facts);

    void button(String label, String url);

    void code(String says, String code);

    void footer(List<String> lines);

    String finish();
}
