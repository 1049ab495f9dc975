package io.nightdesk.frame;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads UUIDs as clients write them: in capitals, without hyphens, in braces, with space or NUL around. */
final class UuidForm {

    private static final String PADDING = "[\\s\\x00]*";
    private static final Pattern FORM = Pattern.compile(
            PADDING + "(?:urn:uuid:)?\\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\\}?"
                    + PADDING,
            Pattern.CASE_INSENSITIVE);

    private UuidForm() {}

    /** Empty if the text is not a UUID. {@link UUID#fromString} accepts shorter forms too, of which several are equal. */
    static Optional<UUID> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new UUID(
                        Long.parseUnsignedLong(form.group(1) + form.group(2) + form.group(3), 16),
                        Long.parseUnsignedLong(form.group(4) + form.group(5), 16)))
                : Optional.empty();
    }
}
