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

/** From 1970 to 2100: anything else is a number of milliseconds taken for seconds, or the like. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlausibleTime.Check.class)
@interface PlausibleTime {

    String message() default "must be from 1970 to 2100";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Leaves a missing one to others. */
    final class Check implements ConstraintValidator<PlausibleTime, Instant> {

        private static final Instant END = Instant.parse("2101-01-01T00:00:00Z");

        @Override
        public boolean isValid(@Nullable Instant time, ConstraintValidatorContext context) {
            return time == null || (!time.isBefore(Instant.EPOCH) && time.isBefore(END));
        }
    }
}
