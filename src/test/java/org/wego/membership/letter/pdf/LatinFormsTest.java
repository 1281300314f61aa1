package org.wego.membership.letter.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatinFormsTest {

    private static String latin(String text) {
        return LatinForms.of(text, point -> point < 0x530);
    }

    @Test
    void writingThatNoFontHasStaysReadable() {
        assertThat(latin("თბილისი")).isEqualTo("tbilisi");
        assertThat(latin("Երեւան")).isEqualTo("Ereyan");
        assertThat(latin("القاهرة")).isEqualTo("alqahrt");
        assertThat(latin("ירושלים")).isEqualTo("yrvshlym");
        assertThat(latin("नई दिल्ली")).isEqualTo("naii dillii");
        assertThat(latin("ঢাকা")).isEqualTo("ddhaakaa");
        assertThat(latin("አዲስ አበባ")).isEqualTo("adise ababaa");
        assertThat(latin("กรุงเทพ")).doesNotContain("?").isNotBlank();
        assertThat(latin("٢٠٢٧")).isEqualTo("2027");
    }

    @Test
    void whatCanBeDrawnIsLeftAlone() {
        assertThat(latin("Győr, Київ, Αθήνα 12")).isEqualTo("Győr, Київ, Αθήνα 12");
    }

    @Test
    void anyPointGivesSomethingThatCanBeDrawn() {
        for (int point = 0; point < 0x30000; point++) {
            if (!Character.isSurrogate((char) point) || point > 0xFFFF) {
                String out = LatinForms.of("a" + Character.toString(point), given -> given < 0x250);
                assertThat(out.codePoints().allMatch(c -> c < 0x250 || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT || c >= 0xFE00 && c <= 0xFE0F))
                        .as("U+%04X gives %s", point, out).isTrue();
            }
        }
    }
}
