package io.nightdesk.privacy;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.time.Duration;

/** A retention time is 0, which keeps data forever, or from 1 to 36500 days. */
@Target(METHOD)
@Retention(RUNTIME)
@Constraint(validatedBy = RetentionTime.Check.class)
@interface RetentionTime {

    /** The end of each message; the setting's name goes before it. */
    String RANGE = " must be 0 to keep data forever, or from 1 to 36500 days";

    String message();

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Whether a time is in that range. */
    final class Check implements ConstraintValidator<RetentionTime, Duration> {

        private static final Duration MIN = Duration.ofDays(1);
        private static final Duration MAX = Duration.ofDays(36_500);

        @Override
        public boolean isValid(Duration time, ConstraintValidatorContext context) {
            return isValid(time);
        }

        static boolean isValid(Duration time) {
            return time.isZero() || (time.compareTo(MIN) >= 0 && time.compareTo(MAX) <= 0);
        }
    }
}
