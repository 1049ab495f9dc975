package io.nightdesk.leader;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The lease must survive one late renewal followed by a failed one. */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = RenewWithinLease.Check.class)
public @interface RenewWithinLease {

    String message() default "NIGHTDESK_LEASE_RENEW_INTERVAL must be at most a third of NIGHTDESK_LEASE_DURATION";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Whether three renewals fit into the lease's duration. */
    final class Check implements ConstraintValidator<RenewWithinLease, LeaseConfig> {

        @Override
        public boolean isValid(LeaseConfig config, ConstraintValidatorContext context) {
            return config.renewInterval().multipliedBy(3).compareTo(config.duration()) <= 0;
        }
    }
}
