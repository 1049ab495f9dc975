package io.nightdesk.security;

import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A password in a setting meets the rules for passwords of accounts. */
@Target(TYPE_USE)
@Retention(RUNTIME)
@Constraint(validatedBy = ValidPassword.Check.class)
@interface ValidPassword {

    String message();

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks {@link PasswordHasher}, as the API does. */
    final class Check implements ConstraintValidator<ValidPassword, String> {

        @Override
        public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
            return password == null
                    || PasswordHasher.validate("", AdminBootstrap.NAME, password)
                            .isEmpty();
        }
    }
}
