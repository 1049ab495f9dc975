package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An error as a client without Accept-Language reads it, to compare with what is expected. */
public record EnglishError(String field, Optional<Integer> position, String message) {

    public static EnglishError of(String field, String message) {
        return new EnglishError(field, Optional.empty(), message);
    }

    public static EnglishError at(String field, int position, String message) {
        return new EnglishError(field, Optional.of(position), message);
    }

    /** Requires that the error has a Chinese message, too. */
    public static EnglishError from(FieldError error) {
        assertThat(error.message().in(Locale.CHINESE)).containsPattern("\\p{IsHan}");
        return new EnglishError(error.field(), error.position(), error.message().inEnglish());
    }

    public static List<EnglishError> from(List<FieldError> errors) {
        return errors.stream().map((FieldError error) -> from(error)).toList();
    }
}
