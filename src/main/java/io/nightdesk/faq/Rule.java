package io.nightdesk.faq;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A FAQ rule.
 *
 * @param key unique and never changed
 * @param title shown to admins, and to customers in menus
 * @param priority the higher priority wins between rules that match by keywords or patterns; the default is 0
 * @param scope the business types in which the rule answers; empty for all
 * @param tags labels that admins filter by
 */
public record Rule(
        String key,
        String title,
        boolean enabled,
        int priority,
        Triggers triggers,
        Answers answers,
        Validity validity,
        Set<Integer> scope,
        List<String> tags,
        After after) {

    public Rule {
        scope = Set.copyOf(scope);
        tags = List.copyOf(tags);
    }

    /**
     * What makes the rule match; any one trigger suffices.
     *
     * @param exact whole questions
     * @param regexes RE2 patterns that are searched for in the folded text
     * @param examples sample questions; similar texts match too
     */
    public record Triggers(List<String> exact, List<Keywords> keywords, List<String> regexes, List<String> examples) {
        public Triggers {
            exact = List.copyOf(exact);
            keywords = List.copyOf(keywords);
            regexes = List.copyOf(regexes);
            examples = List.copyOf(examples);
        }

        /** All questions that a text can be equal to: the examples and the exact questions. */
        public Stream<String> questions() {
            return Stream.concat(examples.stream(), exact.stream());
        }
    }

    /**
     * A keyword trigger. It matches a text that meets all three conditions.
     *
     * @param all words that must all occur
     * @param any words of which at least one must occur, unless the list is empty
     * @param none words that must not occur
     */
    public record Keywords(List<String> all, List<String> any, List<String> none) {
        public Keywords {
            all = List.copyOf(all);
            any = List.copyOf(any);
            none = List.copyOf(none);
        }
    }

    /**
     * The period in which the rule answers.
     *
     * @param from the start, inclusive
     * @param until the end, exclusive
     */
    public record Validity(Optional<Instant> from, Optional<Instant> until) {
        /** No start and no end. */
        public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

        boolean hasBegun(Instant at) {
            return from.filter(at::isBefore).isEmpty();
        }

        public boolean hasEnded(Instant at) {
            return until.filter(end -> !at.isBefore(end)).isPresent();
        }
    }

    /** What happens to the session after the rule has answered. */
    public enum After {
        NOTHING,
        /** The session is handed off to human agents. */
        HAND_OFF
    }

    /** Why the rule may not answer for this business type at this time; empty if it may. */
    public Optional<Exclusion> exclusion(int businessType, Instant at) {
        if (!scope.isEmpty() && !scope.contains(businessType)) {
            return Optional.of(Exclusion.OUT_OF_SCOPE);
        }
        if (!validity.hasBegun(at)) {
            return Optional.of(Exclusion.NOT_YET_VALID);
        }
        return validity.hasEnded(at) ? Optional.of(Exclusion.EXPIRED) : Optional.empty();
    }

    /** Why a rule that matches may not answer. */
    public enum Exclusion {
        OUT_OF_SCOPE("does not apply to this business type"),
        NOT_YET_VALID("not yet valid"),
        EXPIRED("no longer valid");

        private final String reason;

        Exclusion(String reason) {
            this.reason = reason;
        }

        /** The reason as text for admins. */
        public String reason() {
            return reason;
        }
    }

    /** The menu entry of the rule: its title, or its first question in the language if the title is in the other one. */
    public String label(Locale language) {
        return Stream.concat(Stream.of(title), triggers.questions())
                .filter(text -> Language.of(text).equals(language))
                .findFirst()
                .orElse(title);
    }
}
