package io.nightdesk.history;

import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Match.Verdict;
import io.nightdesk.faq.match.MatchQuery;
import io.nightdesk.history.UnmatchedQueries.QuestionGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Compares what two sets of rules say to past questions. */
@Singleton
final class PastQuestions {

    /** Matching takes longer with many patterns; a comparison that is not finished in time is incomplete. */
    static final Duration MAX_DURATION = Duration.ofSeconds(10);

    private final Clock clock;

    /** A question with another result. */
    record Change(QuestionGroup question, MatchResult before, MatchResult after) {}

    /**
     * What differs.
     *
     * @param examined the number of questions that were compared
     * @param complete whether these are all
     * @param changes the questions with another result, in the order of the questions
     * @param reworded how often questions were asked that the same rule answers with another text
     */
    record Comparison(int examined, boolean complete, List<Change> changes, long reworded) {
        Comparison {
            changes = List.copyOf(changes);
        }
    }

    @Inject
    PastQuestions(Clock clock) {
        this.clock = clock;
    }

    /**
     * Compares question by question.
     *
     * @param cancelled whether nobody waits for the result any more; asked before each question
     */
    Comparison compare(
            List<QuestionGroup> questions, CompiledRules before, CompiledRules after, BooleanSupplier cancelled) {
        Instant now = clock.instant();
        long startedAt = System.nanoTime();
        List<Change> changes = new ArrayList<>();
        long reworded = 0;
        int examined = 0;
        for (QuestionGroup question : questions) {
            if (cancelled.getAsBoolean() || System.nanoTime() - startedAt > MAX_DURATION.toNanos()) {
                return new Comparison(examined, false, changes, reworded);
            }
            MatchQuery query = new MatchQuery(question.question(), MatchQuery.SHOP, now, List.of());
            Verdict verdictBefore = before.match(query).verdict();
            Verdict verdictAfter = after.match(query).verdict();
            Change change = new Change(question, MatchResult.of(verdictBefore), MatchResult.of(verdictAfter));
            if (!change.before().equals(change.after())) {
                changes.add(change);
            } else if (answersDiffer(verdictBefore, verdictAfter)) {
                reworded += question.count();
            }
            examined++;
        }
        return new Comparison(examined, true, changes, reworded);
    }

    private static boolean answersDiffer(Verdict before, Verdict after) {
        return before instanceof Verdict.Answer one
                && after instanceof Verdict.Answer other
                && !one.rule().answers().equals(other.rule().answers());
    }
}
