package org.wego.membership.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PersonTest {

    @Test
    void isFoundByTheWholeAddressOnly() {
        var kim = new Person(" kim@suwon.example ", null).mentions();
        for (String text : new String[] {"kim@suwon.example", "Write to KIM@Suwon.example.", "<kim@suwon.example>", "a@b.example, kim@suwon.example;"}) {
            assertThat(kim.first(text)).as(text).isNotNegative();
        }
        for (String text : new String[] {"min.kim@suwon.example", "min-kim@suwon.example", "kim@suwon.example.org", "kim@suwon.examples", "kim@suwonXexample"}) {
            assertThat(kim.first(text)).as(text).isNegative();
        }
    }

    @Test
    void isFoundByTheWholeNameOnly() {
        var kim = new Person("", "Kim  Min-seo").mentions();
        assertThat(kim.first("Kim Min-seo, Officer")).isNotNegative();
        assertThat(kim.first("KIM\nMIN-SEO")).isNotNegative();
        assertThat(kim.first("Joachim Min-seo")).isNegative();
        assertThat(kim.first("Kim Min-seong")).isNegative();
        assertThat(new Person(null, "김민서").mentions().first("담당자 김민서 주무관")).isEqualTo(4);
        assertThat(new Person(null, "a.*b (c").mentions().first("axxb (c")).isNegative();
    }

    @Test
    void isFoundHoweverTheNameIsWritten() {
        var person = new Person(null, "Íñigo O’Neill Sáenz-Díez");
        for (String text : new String[] {"Inigo O'Neill Saenz Diez", "INIGO ONEILL SÁENZ-DÍEZ rang", "Sáenz-Díez, Íñigo O’Neill", "I\u0301n\u0303igo O´Neill SaenzDiez"}) {
            assertThat(person.mentions().first(text)).as(text).isZero();
        }
        assertThat(person.mentions().first("Íñigo Sáenz-Díez")).as("another name").isNegative();
        // In Hangul and Han a name takes endings, and stands between other words, without a space
        assertThat(new Person(null, "김민서").mentions().first("오늘 김민서가 전화했다")).isEqualTo(3);
        assertThat(new Person(null, "김 민서").mentions().first("김민서님")).isZero();
        assertThat(new Person(null, "김민서").mentions().first("김 민서님")).isZero();
        assertThat(new Person(null, "王伟").mentions().first("由王伟签字")).isEqualTo(1);
    }

    @Test
    void theDatabaseIsAskedForMoreRatherThanLess() {
        assertThat(new Person(null, "Robert \"Bob\" O'Neill").likely()).contains("%robert%bob%o%neill%", "%bob%o%neill%robert%");
        assertThat(new Person("Íñigo_1%@x.example", null).likely()).containsExactly("%inigo%1%x%example%");
    }

    @Test
    void isRecognisedByAHashThatTellsNobody() {
        assertThat(new Person("Kim@Suwon.example", null).hash()).isEqualTo(new Person("kim@suwon.example", " ").hash()).hasSize(64)
                .isNotEqualTo(new Person(null, "Kim").hash());
        assertThatThrownBy(() -> new Person(" ", null)).isInstanceOf(IllegalArgumentException.class);
    }
}
