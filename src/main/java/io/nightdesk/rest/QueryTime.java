package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses times in the query of a URL, in ISO 8601 with an offset. */
public final class QueryTime {

    private static final LocalizedMessage EXPECTED =
            LocalizedMessage.of("must be a time like 2026-11-23T20:00:00Z", "时间格式应如 2026-11-23T20:00:00Z");

    private static final LocalizedMessage EXPECTED_ENCODED =
            LocalizedMessage.of("%s: a + in it must be encoded as %%2B", "%s：其中的 + 必须编码为 %%2B", EXPECTED);

    /** Times outside of this range would fail in the database, with an error that no client understands. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private QueryTime() {}

    /** The time of an optional parameter. Adds an error, and then the result must not be used, if it is none. */
    public static Optional<Instant> read(String name, @Nullable String value, List<FieldError> errors) {
        Optional<String> text = Optional.ofNullable(value).map(String::strip).filter(sent -> !sent.isEmpty());
        Optional<Instant> time = text.flatMap(QueryTime::parse);
        if (text.isPresent() && time.isEmpty()) {
            errors.add(FieldError.of(name, error(text.get())));
        } else if (time.filter(at -> at.isBefore(EARLIEST) || at.isAfter(LATEST))
                .isPresent()) {
            errors.add(FieldError.of(name, "must be from 1970 to 9999", "必须在 1970 年到 9999 年之间"));
        }
        return time;
    }

    /** A period. If an end is not there, the period has none. */
    public record Period(Optional<Instant> from, Optional<Instant> until) {}

    /** The period in the optional parameters {@code from} and {@code until}, which must be later. Adds errors as above. */
    public static Period readPeriod(@Nullable String from, @Nullable String until, List<FieldError> errors) {
        Period period = new Period(read("from", from, errors), read("until", until, errors));
        if (period.from().isPresent()
                && period.until()
                        .filter(end -> !end.isAfter(period.from().get()))
                        .isPresent()) {
            errors.add(FieldError.of("until", "must be after from", "必须晚于 from"));
        }
        return period;
    }

    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(FourDigitYear::isIn);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The message for a text that is not a time. In a query, a + that is not encoded means a space. */
    public static LocalizedMessage error(String text) {
        return text.contains(" ") && parse(text.replace(' ', '+')).isPresent() ? EXPECTED_ENCODED : EXPECTED;
    }
}
