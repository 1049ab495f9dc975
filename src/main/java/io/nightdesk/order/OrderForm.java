package io.nightdesk.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nightdesk.LocalizedMessage;
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
 * An order as JSON, in requests and responses. Values are converted to their stored form at once: the number is
 * normalised, a blank carrier is none, the time has microseconds.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Order", description = "An order of one customer. The desk tells nobody else about it.")
public record OrderForm(
        @Schema(
                description =
                        "As printed for the customer, and such that a customer can name it in a text: with a digit,"
                                + " with a letter or at least 4 digits, and not like a date, a time, an amount or a quantity."
                                + " Optional where the path has it.")
        @Nullable
        @NameableNumber
        @Pattern(regexp = NUMBER, message = ID_MESSAGE)
        String number,

        @NotNull(message = LocalizedMessage.REQUIRED)
        @Pattern(regexp = "[0-9A-Za-z-]{1,64}", message = ID_MESSAGE)
        @Schema(description = "The customer's uid in the IM.")
        String customer,

        @NotNull(message = LocalizedMessage.REQUIRED) OrderStatus status,

        @Schema(description = "The company that delivers it, once it is known.", nullable = true)
        @Nullable
        @Pattern(regexp = LINE, message = LINE_MESSAGE)
        String carrier,

        @Schema(description = "The carrier's tracking number, once it is known.", nullable = true)
        @Nullable
        @Pattern(regexp = LINE, message = LINE_MESSAGE)
        String tracking,

        @NotNull(message = LocalizedMessage.REQUIRED) @PlausibleTime @Schema(description = "From 1970 to 2100.")
        Instant placedAt) {

    static final String NUMBER = "[0-9A-Z-]{1,64}";
    private static final String ID_MESSAGE =
            "must have from 1 to 64 characters: Latin letters, digits and hyphens" + " | 只能是 1 到 64 个英文字母、数字或连字符";

    /** Excludes surrogates because half of a pair cannot be stored. */
    private static final String LINE = "[^\\p{Cc}\\p{Cs}]{0,100}";

    private static final String LINE_MESSAGE =
            "must have at most 100 characters, none of them a control character" + " | 最多 100 个字，不能有换行等控制字符";

    @SuppressWarnings("NullAway") // The constraints report missing values.
    public OrderForm {
        number = number == null ? null : OrderNumber.normalize(number);
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

    /** What is wrong with an otherwise valid form if the path has this normalised number. */
    List<FieldError> errorsForPath(String pathNumber) {
        if (!pathNumber.matches(NUMBER)) {
            return List.of(FieldError.of("number", LocalizedMessage.ofConstraint(ID_MESSAGE)));
        }
        Optional<LocalizedMessage> notNameable = OrderNumber.whyNotNameable(pathNumber);
        if (notNameable.isPresent()) {
            return List.of(FieldError.of("number", notNameable.get()));
        }
        return number == null || number.equals(pathNumber)
                ? List.of()
                : List.of(FieldError.of(
                        "number", "must equal the number in the path, or be omitted", "必须与路径中的订单号一致，或省略"));
    }

    /** The order of a valid form that has a number. */
    public Order toOrder() {
        return toOrder(Objects.requireNonNull(number));
    }

    /** The order of a valid form, with the number from the path. */
    Order toOrder(String pathNumber) {
        return new Order(
                pathNumber, customer, status, Optional.ofNullable(carrier), Optional.ofNullable(tracking), placedAt);
    }

    /** Keeps customers' data out of logs. */
    @Override
    public String toString() {
        return "OrderForm[]";
    }
}
