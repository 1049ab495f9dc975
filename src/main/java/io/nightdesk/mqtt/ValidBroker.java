package io.nightdesk.mqtt;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;

/** What the settings of the broker must meet together. */
@Target(METHOD)
@Retention(RUNTIME)
@Constraint(validatedBy = ValidBroker.Check.class)
@interface ValidBroker {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Names every fault. */
    final class Check implements ConstraintValidator<ValidBroker, MqttConfig.Broker> {

        @Override
        public boolean isValid(MqttConfig.Broker broker, ConstraintValidatorContext context) {
            List<String> faults = faults(broker);
            context.disableDefaultConstraintViolation();
            faults.forEach(
                    fault -> context.buildConstraintViolationWithTemplate(fault).addConstraintViolation());
            return faults.isEmpty();
        }

        static List<String> faults(MqttConfig.Broker broker) {
            List<String> faults = new ArrayList<>();
            if (broker.password().isPresent() && broker.passwordFile().isPresent()) {
                faults.add("NIGHTDESK_BROKER_PASSWORD must not be set along with NIGHTDESK_BROKER_PASSWORD_FILE");
            }
            if (broker.username().isEmpty()
                    && (broker.password().isPresent() || broker.passwordFile().isPresent())) {
                faults.add(
                        "NIGHTDESK_BROKER_USERNAME must be set along with a password: MQTT 3.1.1 has none without a user");
            }
            if (broker.certificateFile().isPresent() != broker.keyFile().isPresent()) {
                faults.add(
                        "NIGHTDESK_BROKER_CERTIFICATE_FILE must be set along with NIGHTDESK_BROKER_KEY_FILE, or neither");
            }
            boolean wantsTls = broker.caFile().isPresent()
                    || broker.certificateFile().isPresent()
                    || broker.keyFile().isPresent()
                    || !broker.verifyHost();
            if (wantsTls && !broker.tls()) {
                faults.add(
                        "NIGHTDESK_BROKER_TLS must be true for the settings of certificates and of VERIFY_HOST to count");
            }
            return faults;
        }
    }
}
