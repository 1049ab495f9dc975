package io.nightdesk.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nightdesk.rest.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order as JSON, of a request and of an answer. What the table keeps otherwise is brought into its form at once: the
 * number in plain capitals, an empty carrier as none, the time in microseconds.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Order", description = "An order of one customer, who is told of it and nobody else.")
public record OrderForm(
        @Schema(description = "As printed for the customer. May be left out where the path has it.")
        @Nullable
        @Pattern(regexp = NUMBER, message = NUMBER_FAULT)
        String number,

        @NotNull(message = "is required")
        @Pattern(regexp = "[0-9A-Za-z-]{1,64}", message = NUMBER_FAULT)
        @Schema(description = "The customer's uid in the IM.")
        String customer,

        @NotNull(message = "is required") OrderStatus status,

        @Schema(description = "Who delivers, once somebody does.", nullable = true)
        @Nullable
        @Pattern(regexp = WORDS, message = "must have at most 100 characters, none of them a control character")
        String carrier,

        @Schema(description = "The carrier's number for the parcel.", nullable = true)
        @Nullable
        @Pattern(regexp = WORDS, message = "must have at most 100 characters, none of them a control character")
        String tracking,

        @NotNull(message = "is required") @PlausibleTime @Schema(description = "From 1970 to 2100.")
        Instant placedAt) {

    static final String NUMBER = "[0-9A-Z-]{1,64}";

    private static final String NUMBER_FAULT = "must have from 1 to 64 characters, Latin letters, digits and hyphens";

    /** Half of a surrogate pair is no character that could be stored. */
    private static final String WORDS = "[^\\p{Cc}\\p{Cs}]{0,100}";

    @SuppressWarnings("NullAway") // What is missing is told by the constraints.
    public OrderForm {
        number = number == null ? null : OrderNumberParser.normalize(number);
        carrier = carrier == null || carrier.isBlank() ? null : carrier.strip();
        tracking = tracking == null || tracking.isBlank() ? null : tracking.strip();
        placedAt = placedAt == null ? null : placedAt.truncatedTo(ChronoUnit.MICROS);
    }

    static OrderForm of(Order order) {
        return new OrderForm(
                order.number(),
                order.customerUid(),
                order.status(),
                order.carrier().orElse(null),
                order.tracking().orElse(null),
                order.placedAt());
    }

    /** What is wrong with a sound form where the path has this number. */
    List<FieldError> faultsAt(String pathNumber) {
        if (!pathNumber.matches(NUMBER)) {
            return List.of(FieldError.of("number", NUMBER_FAULT));
        }
        return number == null || number.equals(pathNumber)
                ? List.of()
                : List.of(FieldError.of("number", "must be that of the path, or left out"));
    }

    /** The order; call only with a form that keeps its constraints and has a number. */
    Order toOrder() {
        return toOrder(Objects.requireNonNull(number));
    }

    Order toOrder(String itsNumber) {
        return new Order(
                itsNumber, customer, status, Optional.ofNullable(carrier), Optional.ofNullable(tracking), placedAt);
    }

    @Override
    public String toString() {
        return "OrderForm[]";
    }
}
