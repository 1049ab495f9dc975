package io.nightdesk.history;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.QueryTime;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of an {@link ExchangeFilter}: a {@code @BeanParam}. The fields are strings, so that all errors are
 * reported at once.
 */
public final class ExchangeFilterForm {

    private static final int MAX_KEY_LENGTH = 64;
    private static final int MAX_TEXT_LENGTH = 200;

    @QueryParam("from")
    @Parameter(
            description = "Only exchanges received at this time or later, like 2026-11-23T20:00:00Z.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String from;

    @QueryParam("until")
    @Parameter(
            description = "Only exchanges received before this time.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String until;

    @QueryParam("customer")
    @Parameter(description = "Only exchanges of the customer with this uid.")
    @Nullable
    String customer;

    @QueryParam("outcome")
    @Parameter(description = "Only exchanges with this outcome.", schema = @Schema(implementation = Outcome.class))
    @Nullable
    String outcome;

    @QueryParam("rule")
    @Parameter(description = "Only exchanges that the rule with this key answered.")
    @Nullable
    String rule;

    @QueryParam("text")
    @Parameter(
            description =
                    "Only exchanges whose question contains this text, ignoring case and width. At most 200 characters.")
    @Nullable
    String text;

    public ExchangeFilterForm() {}

    /** The filter; throws a problem that names all errors. */
    ExchangeFilter toFilter() {
        List<FieldError> errors = new ArrayList<>();
        ExchangeFilter filter = toFilter(errors);
        ProblemException.throwIfAny(errors);
        return filter;
    }

    /** Adds the errors to those of the resource, which has more to validate. With an error, the filter must not be used. */
    ExchangeFilter toFilter(List<FieldError> errors) {
        QueryTime.Period period = QueryTime.readPeriod(from, until, errors);
        ExchangeFilter filter = new ExchangeFilter(
                period.from(),
                period.until(),
                nonBlank(customer),
                nonBlank(outcome).flatMap(name -> outcome(name, errors)),
                nonBlank(rule),
                nonBlank(text));
        filter.customer()
                .filter(uid -> !FrameCodec.isUid(uid))
                .ifPresent(uid -> errors.add(FieldError.of(
                        "customer", "must have 1 to 64 ASCII letters, digits or hyphens", "只能是 1 到 64 个英文字母、数字或连字符")));
        filter.rule()
                .filter(key -> key.length() > MAX_KEY_LENGTH || key.indexOf(0) >= 0)
                .ifPresent(key -> errors.add(FieldError.of(
                        "rule", "must be the key of a rule, with at most 64 characters", "必须是规则的标识，最多 64 个字符")));
        filter.text()
                .filter(value -> value.length() > MAX_TEXT_LENGTH || value.indexOf(0) >= 0)
                .ifPresent(value -> errors.add(FieldError.of(
                        "text", "must have at most 200 characters, and no null character", "最多 200 个字，不能有空字符")));
        return filter;
    }

    private static Optional<Outcome> outcome(String name, List<FieldError> errors) {
        Optional<Outcome> outcome = Arrays.stream(Outcome.values())
                .filter(candidate -> candidate.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (outcome.isEmpty()) {
            errors.add(FieldError.of(
                    "outcome",
                    LocalizedMessage.oneOf(
                            Arrays.stream(Outcome.values()).map(Enum::name).toList())));
        }
        return outcome;
    }

    private static Optional<String> nonBlank(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
