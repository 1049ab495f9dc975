package io.nightdesk.privacy;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;

/** Data must be kept for as long as something depends on it. */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = ValidRetention.Check.class)
@interface ValidRetention {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports every pair of settings that do not fit. */
    final class Check implements ConstraintValidator<ValidRetention, RetentionLimits> {

        @Override
        public boolean isValid(RetentionLimits limits, ConstraintValidatorContext context) {
            List<String> errors = RetentionValidator.errors(limits);
            context.disableDefaultConstraintViolation();
            errors.forEach(
                    error -> context.buildConstraintViolationWithTemplate(error).addConstraintViolation());
            return errors.isEmpty();
        }
    }
}
