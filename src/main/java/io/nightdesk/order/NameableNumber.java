package io.nightdesk.order;

import io.nightdesk.LocalizedMessage;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order number that a customer can name in a text. The desk would never find any other in one. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NameableNumber.Validator.class)
@interface NameableNumber {

    String message() default "must be such that a customer can name it | 必须是顾客能说出的订单号";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts null, and what {@code @Pattern} reports. */
    final class Validator implements ConstraintValidator<NameableNumber, String> {

        @Override
        public boolean isValid(@Nullable String number, ConstraintValidatorContext context) {
            if (number == null || !number.matches(OrderForm.NUMBER)) {
                return true;
            }
            Optional<LocalizedMessage> problem = OrderNumber.whyNotNameable(number);
            problem.ifPresent(message -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(message.toConstraint())
                        .addConstraintViolation();
            });
            return problem.isEmpty();
        }
    }
}
