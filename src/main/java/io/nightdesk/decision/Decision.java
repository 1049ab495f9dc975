package io.nightdesk.decision;

import io.nightdesk.faq.match.Evidence;
import io.nightdesk.faq.match.Match;
import io.nightdesk.session.SessionState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the desk does about one message.
 *
 * @param wording what is said; empty for silence
 * @param match what the rules made of the text; empty when they were not asked
 * @param after the session's state from now on
 */
public record Decision(Outcome outcome, Optional<ReplyTemplate> wording, Optional<Match> match, SessionState after) {

    /** What monitoring counts it under: what made the rule fire that answered, or else the outcome. */
    public String kind() {
        return match.filter(any -> outcome == Outcome.ANSWERED)
                .flatMap(Match::winning)
                .map(evidence -> name(evidence.kind()))
                .orElseGet(() -> name(outcome));
    }

    /** Everything that {@link #kind} can be. */
    public static Set<String> kinds() {
        return Stream.concat(
                        Arrays.stream(Evidence.Kind.values()),
                        Arrays.stream(Outcome.values()).filter(outcome -> outcome != Outcome.ANSWERED))
                .map(Decision::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    Decision with(SessionState changed) {
        return new Decision(outcome, wording, match, changed);
    }

    static Decision silence(Outcome outcome, SessionState conversation) {
        return new Decision(outcome, Optional.empty(), Optional.empty(), conversation);
    }
}
