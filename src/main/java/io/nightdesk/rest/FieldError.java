package io.nightdesk.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nightdesk.LocalizedMessage;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An error in a request.
 *
 * @param field a path into the body such as {@code answers.zh} or {@code triggers.keywords[2].all[0]}, or the name of a parameter
 *     or a header
 * @param position the index of the offending character in the field's text, from 0
 * @param message what is wrong or what the value must be, to be read after the field's name
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(description = "An error in a request.")
public record FieldError(
        @Schema(
                description =
                        "A path into the body, like triggers.keywords[2].all[0], or the name of a parameter or header.")
        String field,

        @Schema(
                description = "The index of the offending character in the field's text, from 0.",
                implementation = Integer.class)
        Optional<Integer> position,

        @Schema(
                description = "What is wrong or what the value must be, to be read after the field's name.",
                implementation = String.class)
        LocalizedMessage message) {

    /** An error with a message in both languages, see {@link LocalizedMessage}. */
    public static FieldError of(String field, String english, String chinese, Object... arguments) {
        return of(field, LocalizedMessage.of(english, chinese, arguments));
    }

    public static FieldError of(String field, LocalizedMessage message) {
        return new FieldError(field, Optional.empty(), message);
    }

    public static FieldError at(String field, int position, LocalizedMessage message) {
        return new FieldError(field, Optional.of(position), message);
    }

    /** The error of a single-line text that is too long or contains a control character. */
    public static Optional<FieldError> ofLine(String field, String text, int maxLength) {
        return text.length() > maxLength || text.chars().anyMatch(Character::isISOControl)
                ? Optional.of(of(
                        field,
                        "must have at most %s characters, none of them a control character",
                        "最多 %s 个字，不能有换行等控制字符",
                        maxLength))
                : Optional.empty();
    }

    /** The same error of a field that is part of {@code parent}. */
    public FieldError in(String parent) {
        return new FieldError(field.startsWith("[") ? parent + field : parent + "." + field, position, message);
    }

    /** Whether this error concerns {@code path} or a part of it. The empty path is the whole body. */
    boolean isWithin(String path) {
        return path.isEmpty() || field.equals(path) || field.startsWith(path + ".") || field.startsWith(path + "[");
    }
}
