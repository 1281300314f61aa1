package org.wego.membership.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PersonTest {

    @Test
    void isFoundByTheWholeAddressOnly() {
        var kim = new Person(" kim@suwon.example ", null).exactly();
        for (String text : new String[] {"kim@suwon.example", "Write to KIM@Suwon.example.", "<kim@suwon.example>", "a@b.example, kim@suwon.example;"}) {
            assertThat(kim.matcher(text).find()).as(text).isTrue();
        }
        for (String text : new String[] {"min.kim@suwon.example", "min-kim@suwon.example", "kim@suwon.example.org", "kim@suwon.examples", "kim@suwonXexample"}) {
            assertThat(kim.matcher(text).find()).as(text).isFalse();
        }
    }

    @Test
    void isFoundByTheWholeNameOnly() {
        var kim = new Person("", "Kim  Min-seo").exactly();
        assertThat(kim.matcher("Kim Min-seo, Officer").find()).isTrue();
        assertThat(kim.matcher("KIM\nMIN-SEO").find()).isTrue();
        assertThat(kim.matcher("Joachim Min-seo").find()).isFalse();
        assertThat(kim.matcher("Kim Min-seong").find()).isFalse();
        assertThat(new Person(null, "김민서").exactly().matcher("담당자 김민서 주무관").find()).isTrue();
        assertThat(new Person(null, "a.*b (c").exactly().matcher("axxb (c").find()).isFalse();
    }

    @Test
    void isRecognisedByAHashThatTellsNobody() {
        assertThat(new Person("Kim@Suwon.example", null).hash()).isEqualTo(new Person("kim@suwon.example", " ").hash()).hasSize(64)
                .isNotEqualTo(new Person(null, "Kim").hash());
        assertThatThrownBy(() -> new Person(" ", null)).isInstanceOf(IllegalArgumentException.class);
    }
}
