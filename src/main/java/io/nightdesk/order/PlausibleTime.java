package io.nightdesk.order;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time from 1970 to 2100. Any other is a mistake, such as milliseconds sent as seconds. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlausibleTime.Validator.class)
@interface PlausibleTime {

    String message() default "must be from 1970 to 2100 | 必须在 1970 年到 2100 年之间";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts null, which {@code @NotNull} reports. */
    final class Validator implements ConstraintValidator<PlausibleTime, Instant> {

        private static final Instant END = Instant.parse("2101-01-01T00:00:00Z");

        @Override
        public boolean isValid(@Nullable Instant time, ConstraintValidatorContext context) {
            return time == null || (!time.isBefore(Instant.EPOCH) && time.isBefore(END));
        }
    }
}
