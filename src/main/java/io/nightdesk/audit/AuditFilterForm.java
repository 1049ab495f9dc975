package io.nightdesk.audit;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.database.SqlCondition;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.QueryTime;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters that select entries: a {@code @BeanParam}. The fields are strings, so that all errors are reported at
 * once.
 */
public final class AuditFilterForm {

    private static final int MAX_LENGTH = 200;

    @QueryParam("kind")
    @Parameter(description = "Only changes of this kind of thing.", schema = @Schema(implementation = AuditKind.class))
    @Nullable
    String kind;

    @QueryParam("by")
    @Parameter(description = "Only changes by the account with this name.")
    @Nullable
    String by;

    @QueryParam("subject")
    @Parameter(description = "Only changes of the thing with this key, number, uid, name or id.")
    @Nullable
    String subject;

    @QueryParam("from")
    @Parameter(
            description = "Only changes at this time or later, like 2026-11-23T20:00:00Z.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String from;

    @QueryParam("until")
    @Parameter(
            description = "Only changes before this time.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String until;

    public AuditFilterForm() {}

    /** The condition on {@code audit_entry}. It must not be used if this adds errors. */
    SqlCondition condition(List<FieldError> errors) {
        QueryTime.Period period = QueryTime.readPeriod(from, until, errors);
        return SqlCondition.ANY
                .and("kind = ?", present(kind).flatMap(name -> kind(name, errors)))
                .and("by = ?", line("by", by, errors))
                .and("subject = ?", line("subject", subject, errors))
                .and("at >= ?::timestamptz", period.from().map(Instant::toString))
                .and("at < ?::timestamptz", period.until().map(Instant::toString));
    }

    private static Optional<String> kind(String name, List<FieldError> errors) {
        if (AuditKind.of(name).isEmpty()) {
            errors.add(FieldError.of(
                    "kind",
                    LocalizedMessage.oneOf(Arrays.stream(AuditKind.values())
                            .map(AuditKind::text)
                            .toList())));
        }
        return Optional.of(name);
    }

    private static Optional<String> line(String field, @Nullable String value, List<FieldError> errors) {
        Optional<String> text = present(value);
        text.flatMap(present -> FieldError.ofLine(field, present, MAX_LENGTH)).ifPresent(errors::add);
        return text;
    }

    private static Optional<String> present(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
