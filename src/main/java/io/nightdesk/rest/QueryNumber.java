package io.nightdesk.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a whole number in the query of a URL. */
public final class QueryNumber {

    private QueryNumber() {}

    /** The value of an optional parameter. Adds an error, and then the result must not be used, if it is none in the range. */
    public static long read(
            String name, @Nullable String value, long defaultValue, long min, long max, List<FieldError> errors) {
        if (value == null || value.isEmpty()) {
            return defaultValue;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same error as for a number out of range.
        }
        errors.add(FieldError.of(name, "must be a whole number from %s to %s", "必须是 %s 到 %s 之间的整数", min, max));
        return defaultValue;
    }
}
