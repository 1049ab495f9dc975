package io.nightdesk.history;

import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** An {@link ExchangeFilter} as it comes in a query: a {@code @BeanParam}. Texts, so that all faults are said at once. */
public final class ExchangeFilterForm {

    private static final int MAX_RULE = 64;
    private static final int MAX_TEXT = 200;

    /** The database knows no later ones, and what it would say of them is of no use to anybody. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @QueryParam("from")
    @Parameter(
            description = "Received at this time or later, like 2026-11-23T20:00:00Z.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String from;

    @QueryParam("until")
    @Parameter(
            description = "Received before this time.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String until;

    @QueryParam("customer")
    @Parameter(description = "Of the customer with this uid.")
    @Nullable
    String customer;

    @QueryParam("outcome")
    @Parameter(description = "With this outcome.", schema = @Schema(implementation = Outcome.class))
    @Nullable
    String outcome;

    @QueryParam("rule")
    @Parameter(description = "Answered by the rule with this key.")
    @Nullable
    String rule;

    @QueryParam("text")
    @Parameter(description = "With this text in the question, without regard to case and width; up to 200 characters.")
    @Nullable
    String text;

    public ExchangeFilterForm() {}

    /** A sound filter, or a problem with all faults. */
    ExchangeFilter checked() {
        List<FieldError> faults = new ArrayList<>();
        ExchangeFilter filter = checked(faults);
        ProblemException.throwIfAny(faults);
        return filter;
    }

    /** The same for a resource that has more to check: adds to its faults, and then the filter is not to be used. */
    ExchangeFilter checked(List<FieldError> faults) {
        ExchangeFilter filter = new ExchangeFilter(
                time("from", from, faults),
                time("until", until, faults),
                given(customer),
                given(outcome).flatMap(name -> outcome(name, faults)),
                given(rule),
                given(text));
        filter.customer()
                .filter(uid -> !FrameCodec.isUid(uid))
                .ifPresent(uid -> faults.add(
                        FieldError.of("customer", "must have from 1 to 64 letters, digits and hyphens of ASCII")));
        filter.rule()
                .filter(key -> key.length() > MAX_RULE || key.indexOf(0) >= 0)
                .ifPresent(key -> faults.add(FieldError.of("rule", "must be a rule's key")));
        filter.text()
                .filter(words -> words.length() > MAX_TEXT || words.indexOf(0) >= 0)
                .ifPresent(words -> faults.add(
                        FieldError.of("text", "must have up to 200 characters, and none with the number 0")));
        if (filter.from().isPresent()
                && filter.until()
                        .filter(end -> !end.isAfter(filter.from().get()))
                        .isPresent()) {
            faults.add(FieldError.of("until", "must be after from"));
        }
        return filter;
    }

    private static Optional<Instant> time(String name, @Nullable String value, List<FieldError> faults) {
        Optional<String> given = given(value);
        Optional<Instant> time = given.flatMap(ExchangeFilterForm::instant);
        if (given.isPresent() && time.isEmpty()) {
            faults.add(FieldError.of(name, "must be a time like 2026-11-23T20:00:00Z, from 1970 to 9999"));
        }
        return time;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(at -> !at.isBefore(EARLIEST) && !at.isAfter(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Outcome> outcome(String name, List<FieldError> faults) {
        Optional<Outcome> outcome = Arrays.stream(Outcome.values())
                .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (outcome.isEmpty()) {
            faults.add(FieldError.of(
                    "outcome",
                    "must be one of "
                            + Arrays.stream(Outcome.values()).map(Enum::name).collect(Collectors.joining(", "))));
        }
        return outcome;
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
