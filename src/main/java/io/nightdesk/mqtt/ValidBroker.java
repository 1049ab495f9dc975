package io.nightdesk.mqtt;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;

/** The settings of the broker must fit together. */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = ValidBroker.Check.class)
@interface ValidBroker {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports every pair of settings that do not fit. */
    final class Check implements ConstraintValidator<ValidBroker, MqttConfig.Broker> {

        @Override
        public boolean isValid(MqttConfig.Broker broker, ConstraintValidatorContext context) {
            List<String> errors = errors(broker);
            context.disableDefaultConstraintViolation();
            errors.forEach(
                    error -> context.buildConstraintViolationWithTemplate(error).addConstraintViolation());
            return errors.isEmpty();
        }

        static List<String> errors(MqttConfig.Broker broker) {
            List<String> errors = new ArrayList<>();
            if (broker.password().isPresent() && broker.passwordFile().isPresent()) {
                errors.add("NIGHTDESK_BROKER_PASSWORD must not be set together with NIGHTDESK_BROKER_PASSWORD_FILE");
            }
            if (broker.username().isEmpty()
                    && (broker.password().isPresent() || broker.passwordFile().isPresent())) {
                errors.add(
                        "NIGHTDESK_BROKER_USERNAME must be set with a password: MQTT 3.1.1 allows no password without"
                                + " a user name");
            }
            if (broker.certificateFile().isPresent() != broker.keyFile().isPresent()) {
                errors.add("NIGHTDESK_BROKER_CERTIFICATE_FILE must be set together with NIGHTDESK_BROKER_KEY_FILE: both"
                        + " or neither");
            }
            boolean wantsTls = broker.caFile().isPresent()
                    || broker.certificateFile().isPresent()
                    || broker.keyFile().isPresent()
                    || !broker.verifyHost();
            if (wantsTls && !broker.tls()) {
                errors.add(
                        "NIGHTDESK_BROKER_TLS must be true where certificate files or NIGHTDESK_BROKER_VERIFY_HOST are"
                                + " set");
            }
            return errors;
        }
    }
}
