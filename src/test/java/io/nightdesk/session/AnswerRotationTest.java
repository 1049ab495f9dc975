package io.nightdesk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class AnswerRotationTest {

    @Test
    void countsTheAnswersOfEachRule() {
        AnswerRotation turns = AnswerRotation.NONE.next("a").next("b").next("a");

        assertThat(turns.of("a")).isEqualTo(2);
        assertThat(turns.of("b")).isEqualTo(1);
        assertThat(turns.of("c")).isZero();
    }

    @Test
    void forgetsTheRuleThatAnsweredTheLongestTimeAgo() {
        // Given
        AnswerRotation turns = AnswerRotation.NONE;
        for (int i = 0; i < AnswerRotation.MAX_RULES; i++) {
            turns = turns.next("rule-" + i);
        }

        // When
        AnswerRotation later = turns.next("one-more");

        // Then
        assertThat(later.of("rule-0")).isZero();
        assertThat(later.of("rule-1")).isEqualTo(1);
    }

    @Test
    void survivesStoringAndReading() {
        AnswerRotation turns = AnswerRotation.NONE.next("a").next("b-c").next("a");

        assertThat(AnswerRotation.parse(turns.text())).isEqualTo(turns);
        assertThat(AnswerRotation.parse("")).isEqualTo(AnswerRotation.NONE);
    }

    @Test
    void storesAMenuWithItsLanguage() {
        Menu menu = new Menu(Locale.ENGLISH, List.of("a", "b-c"), 60);

        assertThat(Menu.parse(menu.text())).isEqualTo(menu);
        assertThat(Menu.parse(Menu.NONE.text())).isEqualTo(Menu.NONE);
    }
}
