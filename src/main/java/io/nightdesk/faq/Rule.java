package io.nightdesk.faq;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A FAQ rule as an admin wrote it.
 *
 * @param key stable, unique name
 * @param title what admins call it, and customers who are offered it in a menu
 * @param priority the higher one wins among rules that fire by words; 0 is usual
 * @param scope the business types it answers in; empty for all
 * @param tags for admins to find it by
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
     * What makes the rule fire; any one of them suffices.
     *
     * @param exact whole questions
     * @param regexes RE2 patterns, searched in the folded text
     * @param examples questions that customers may put in other words
     */
    public record Triggers(List<String> exact, List<Keywords> keywords, List<String> regexes, List<String> examples) {
        public Triggers {
            exact = List.copyOf(exact);
            keywords = List.copyOf(keywords);
            regexes = List.copyOf(regexes);
            examples = List.copyOf(examples);
        }

        /** All questions that are written out. */
        public Stream<String> questions() {
            return Stream.concat(examples.stream(), exact.stream());
        }
    }

    /**
     * Words that the text must have.
     *
     * @param all every one of them
     * @param any at least one of them, unless the list is empty
     * @param none not one of them
     */
    public record Keywords(List<String> all, List<String> any, List<String> none) {
        public Keywords {
            all = List.copyOf(all);
            any = List.copyOf(any);
            none = List.copyOf(none);
        }
    }

    /**
     * When the rule holds.
     *
     * @param from from this instant on
     * @param until before this instant
     */
    public record Validity(Optional<Instant> from, Optional<Instant> until) {
        /** At all times. */
        public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

        boolean hasBegun(Instant at) {
            return from.filter(at::isBefore).isEmpty();
        }

        public boolean hasEnded(Instant at) {
            return until.filter(end -> !at.isBefore(end)).isPresent();
        }
    }

    /** What the rule does after it answered. */
    public enum After {
        NOTHING,
        /** The session is left to human agents. */
        HAND_OFF
    }

    /** Why the rule may not answer in this business type and at this time, or empty when it may. */
    public Optional<Barred> barred(int businessType, Instant at) {
        if (!scope.isEmpty() && !scope.contains(businessType)) {
            return Optional.of(Barred.OUT_OF_SCOPE);
        }
        if (!validity.hasBegun(at)) {
            return Optional.of(Barred.NOT_YET_VALID);
        }
        return validity.hasEnded(at) ? Optional.of(Barred.EXPIRED) : Optional.empty();
    }

    /** Why a rule that fires may not answer. */
    public enum Barred {
        OUT_OF_SCOPE("not for this business type"),
        NOT_YET_VALID("not yet valid"),
        EXPIRED("no longer valid");

        private final String reason;

        Barred(String reason) {
            this.reason = reason;
        }

        /** For an admin to read. */
        public String reason() {
            return reason;
        }
    }

    /** What a customer is offered the rule as: its title, or its first question in their language if the title is not. */
    public String label(Locale language) {
        return Stream.concat(Stream.of(title), triggers.questions())
                .filter(text -> Language.of(text).equals(language))
                .findFirst()
                .orElse(title);
    }
}
