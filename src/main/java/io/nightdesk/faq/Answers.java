package io.nightdesk.faq;

import java.util.Locale;
import java.util.Optional;

/** A rule's wording; at least one language has one. */
public record Answers(Optional<String> chinese, Optional<String> english) {

    public Answers {
        if (chinese.isEmpty() && english.isEmpty()) {
            throw new IllegalArgumentException("an answer needs a wording in at least one language");
        }
    }

    /** The wording in that language, or in the other one when there is none. */
    public String in(Locale language) {
        Optional<String> wanted = language.equals(Locale.ENGLISH) ? english : chinese;
        return wanted.or(() -> chinese).or(() -> english).orElseThrow();
    }
}
