package io.nightdesk.faq;

import java.util.List;
import java.util.Optional;

/**
 * What the rules make of one text.
 *
 * @param folded the text as it was matched
 * @param candidates the rules that fired, in {@link Candidate#WINNING_ORDER}
 * @param winner the first candidate's wording
 */
public record Match(String folded, List<Candidate> candidates, Optional<Answers> winner) {

    public Match {
        candidates = List.copyOf(candidates);
    }
}
