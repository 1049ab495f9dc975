package io.nightdesk.history;

import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a {@link DateRange}: a {@code @BeanParam}. */
public final class DateRangeForm {

    static final int DEFAULT_DAYS = 30;
    static final int MAX_DAYS = 366;

    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 2);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 1);

    @QueryParam("from")
    @Parameter(
            description =
                    "The first day, in the desk's time zone, like 2026-11-23. By default, 29 days before the last day.",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Nullable
    String from;

    @QueryParam("until")
    @Parameter(
            description = "The last day, included. By default, today.",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Nullable
    String until;

    public DateRangeForm() {}

    /** The range; throws a problem that names all errors. */
    DateRange toRange(LocalDate today, ZoneId zone) {
        List<FieldError> errors = new ArrayList<>();
        LocalDate last = parse("until", until, errors).orElse(today);
        LocalDate first = parse("from", from, errors).orElse(last.minusDays(DEFAULT_DAYS - 1));
        ProblemException.throwIfAny(errors);
        if (last.isBefore(first)) {
            throw ProblemException.invalid(FieldError.of("until", "must not be before from", "不能早于 from"));
        }
        DateRange range = new DateRange(first, last, zone);
        if (range.length() > MAX_DAYS) {
            throw ProblemException.invalid(
                    FieldError.of("until", "must be at most %s days from from", "与 from 最多相隔 %s 天", MAX_DAYS));
        }
        return range;
    }

    private static Optional<LocalDate> parse(String name, @Nullable String value, List<FieldError> errors) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(value.strip());
            if (!day.isBefore(EARLIEST) && !day.isAfter(LATEST)) {
                return Optional.of(day);
            }
        } catch (DateTimeException e) {
            // Reported below.
        }
        errors.add(FieldError.of(name, "must be a date like 2026-11-23", "日期格式应如 2026-11-23"));
        return Optional.empty();
    }
}
