package io.nightdesk.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.history.MatchResult.Kind;
import io.nightdesk.history.PastQuestions.Change;
import io.nightdesk.history.PastQuestions.Comparison;
import io.nightdesk.history.UnmatchedQueries.QuestionGroup;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PastQuestionsTest {

    private static final CompiledRules BEFORE =
            RuleSamples.compile(RuleSamples.exact("returns", 0, "怎么退货"), RuleSamples.exact("hours", 0, "几点上班"));

    private final PastQuestions questions = new PastQuestions(Clock.fixed(RuleSamples.NOW, ZoneOffset.UTC));

    @Test
    void listsTheQuestionsThatGetAnotherRule() {
        // Given
        CompiledRules after = BEFORE.with(RuleSamples.exact("refunds", 0, "退款多久"));

        // When
        Comparison comparison =
                questions.compare(List.of(asked("退款多久", 3), asked("怎么退货", 2)), BEFORE, after, () -> false);

        // Then
        assertThat(comparison)
                .isEqualTo(new Comparison(
                        2,
                        true,
                        List.of(new Change(
                                asked("退款多久", 3),
                                new MatchResult(Kind.NONE, List.of()),
                                new MatchResult(Kind.ANSWERED, List.of("refunds")))),
                        0));
    }

    @Test
    void countsTheQuestionsThatTheSameRuleAnswersWithAnotherText() {
        // Given
        CompiledRules after = BEFORE.with(RuleSamples.rule(
                "returns",
                0,
                BEFORE.rule("returns").orElseThrow().triggers(),
                RuleSamples.answers("七天内可退", "Within 7 days")));

        // When
        Comparison comparison =
                questions.compare(List.of(asked("怎么退货", 3), asked("几点上班", 2)), BEFORE, after, () -> false);

        // Then
        assertThat(comparison).isEqualTo(new Comparison(2, true, List.of(), 3));
    }

    @Test
    void stopsWhenTheRequestIsCancelled() {
        // Given a client that closes the connection after the first question
        AtomicInteger asked = new AtomicInteger();

        // When
        Comparison comparison = questions.compare(
                List.of(asked("怎么退货", 3), asked("几点上班", 2)), BEFORE, BEFORE, () -> asked.getAndIncrement() > 0);

        // Then
        assertThat(comparison).isEqualTo(new Comparison(1, false, List.of(), 0));
    }

    private static QuestionGroup asked(String question, long count) {
        return new QuestionGroup(question, question, count, RuleSamples.NOW);
    }
}
