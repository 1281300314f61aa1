package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MentionsTest {

    private static final List<String> NAMES = List.of("Kim Min-seo", "Íñigo O’Neill", "김민서", "Nguyễn Thị Minh Khai", "Şükrü Çağlar", "王小明", "Ö. Müller", "kim@suwon.example");

    @Test
    void strikesOutWhatNamesSomebodyAndNothingBesides() {
        Mentions people = Mentions.of(NAMES);
        assertThat(people.without("Ms KIM MIN-SEO and Inigo O'Neill of Kimberley; kim@suwon.example.", "*")).isEqualTo("Ms * and * of Kimberley; *.");
        assertThat(people.without("김민서가 서명했다. 由王小明签字。", "*")).isEqualTo("*가 서명했다. 由*签字。");
        assertThat(people.without("O. Muller, aNguyen Thi Minh Khai", "*")).isEqualTo("*, aNguyen Thi Minh Khai");
        assertThat(people.without("Nobody is named: ﬁn, ½, 각.", "*")).isEqualTo("Nobody is named: ﬁn, ½, 각.");
        assertThat(people.without("", "*")).isEmpty();
        assertThat(people.first("x Kim Min-seo")).isEqualTo(2);
    }

    /** Signs that are no name must not be found everywhere. */
    @Test
    void signsNameNobody() {
        for (String sign : new String[] {"-", "--", "'", " ", "", "a", "+ -", "\u0301\u0301", "…"}) {
            assertThat(Mentions.of(Arrays.asList(sign, null)).without("a - b -- c ' d", "*")).as(sign).isEqualTo("a - b -- c ' d");
        }
        assertThat(Mentions.of(List.of(".*", "(x", "a|b", "\\Q1\\E")).without("anything (x a|b \\Q1\\E", "*")).isEqualTo("anything * * *");
    }

    /** Whatever stands around it, however it is written: it is gone, and the rest is as it was. */
    @Test
    void findsEachNameInEveryWayOfWritingIt() {
        Random random = new Random(20261122);
        for (String name : NAMES) {
            Mentions one = Mentions.of(List.of(name));
            for (int i = 0; i < 200; i++) {
                String written = name;
                if (random.nextBoolean()) {
                    written = written.toUpperCase(java.util.Locale.ROOT);
                }
                if (random.nextBoolean()) {
                    written = Normalizer.normalize(written, Normalizer.Form.NFD);
                }
                if (random.nextBoolean()) {
                    written = written.replace(" ", random.nextBoolean() ? "\n " : "\u00a0");
                }
                String before = List.of("", "Ms ", "(", "é ", "한글 ", "\uD83D\uDE80 ", "Æ, ").get(random.nextInt(7));
                String after = List.of("", ".", ") ", ", ñ", " rang", "\uD83D\uDE80").get(random.nextInt(6));
                assertThat(one.without(before + written + after, "[erased]")).as("%s as %s", name, written).isEqualTo(before + "[erased]" + after);
            }
        }
    }
}
