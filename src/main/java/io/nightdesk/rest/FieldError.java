package io.nightdesk.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that is wrong with a request.
 *
 * @param field where: {@code answers.zh}, {@code triggers.keywords[2].all[0]}, the name of a parameter or a header
 * @param position the character of a text that it is about, from 0
 * @param message what must be done about it, to be read after the field's name
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(description = "One thing that is wrong with a request.")
public record FieldError(
        @Schema(description = "Where, like triggers.keywords[2].all[0].")
        String field,

        @Schema(description = "The character of a text that it is about, from 0.", implementation = Integer.class)
        Optional<Integer> position,

        @Schema(description = "What must be done about it, to be read after the field's name.")
        String message) {

    public static FieldError of(String field, String message) {
        return new FieldError(field, Optional.empty(), message);
    }

    public static FieldError at(String field, int position, String message) {
        return new FieldError(field, Optional.of(position), message);
    }

    /** The fault of a line of text that is too long or has control characters. */
    public static Optional<FieldError> ofLine(String field, String text, int longest) {
        return text.length() > longest || text.chars().anyMatch(Character::isISOControl)
                ? Optional.of(
                        of(field, "must have at most " + longest + " characters, none of them a control character"))
                : Optional.empty();
    }

    /** The same of a part, where {@code parent} holds it. */
    public FieldError in(String parent) {
        return new FieldError(field.startsWith("[") ? parent + field : parent + "." + field, position, message);
    }

    /** Whether it is about this field or a part of it; the empty path is all of the body. */
    boolean isWithin(String path) {
        return path.isEmpty() || field.equals(path) || field.startsWith(path + ".") || field.startsWith(path + "[");
    }
}
