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

/** A {@link DateRange} as it comes in a query: a {@code @BeanParam}. */
public final class DateRangeForm {

    static final int USUAL_DAYS = 30;
    static final int MOST_DAYS = 366;

    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 2);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 1);

    @QueryParam("from")
    @Parameter(
            description =
                    "The first day in the desk's time zone, like 2026-11-23; 29 days before the last one if not given.",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Nullable
    String from;

    @QueryParam("until")
    @Parameter(
            description = "The last day, which is included; today if not given.",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Nullable
    String until;

    public DateRangeForm() {}

    /** A sound period, or a problem with all faults. */
    DateRange checked(LocalDate today, ZoneId zone) {
        List<FieldError> faults = new ArrayList<>();
        LocalDate last = day("until", until, faults).orElse(today);
        LocalDate first = day("from", from, faults).orElse(last.minusDays(USUAL_DAYS - 1));
        ProblemException.throwIfAny(faults);
        if (last.isBefore(first)) {
            throw ProblemException.invalid(FieldError.of("until", "must not be before from"));
        }
        DateRange period = new DateRange(first, last, zone);
        if (period.length() > MOST_DAYS) {
            throw ProblemException.invalid(FieldError.of("until", "must be at most " + MOST_DAYS + " days from from"));
        }
        return period;
    }

    private static Optional<LocalDate> day(String name, @Nullable String value, List<FieldError> faults) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(value.strip());
            if (!day.isBefore(EARLIEST) && !day.isAfter(LATEST)) {
                return Optional.of(day);
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        faults.add(FieldError.of(name, "must be a date like 2026-11-23"));
        return Optional.empty();
    }
}
