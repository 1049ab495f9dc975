package io.nightdesk.ledger;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** One beat that is late, and another one that fails, must not cost the lease. */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = BeatWithinLease.Check.class)
@interface BeatWithinLease {

    String message() default "NIGHTDESK_LEDGER_BEAT must be at most a third of NIGHTDESK_LEDGER_LEASE_TIME";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Whether three beats fit into the lease's time. */
    final class Check implements ConstraintValidator<BeatWithinLease, LedgerConfig> {

        @Override
        public boolean isValid(LedgerConfig config, ConstraintValidatorContext context) {
            return config.beat().multipliedBy(3).compareTo(config.leaseTime()) <= 0;
        }
    }
}
