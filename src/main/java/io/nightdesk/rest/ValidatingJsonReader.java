package io.nightdesk.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.ErrorCollectingBinder.BindResult;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Binds JSON to a type, checks the type's constraints, and reports the errors of both at once. */
@Singleton
public final class ValidatingJsonReader {

    private final ErrorCollectingBinder binder;
    private final Validator validator;

    public sealed interface ReadResult {

        /** The JSON has the requested type and satisfies its constraints. */
        record Valid(Object value) implements ReadResult {}

        /** The JSON does not have the requested type, or violates its constraints. */
        record Invalid(List<FieldError> errors) implements ReadResult {

            public Invalid {
                errors = List.copyOf(errors);
            }
        }

        /**
         * The input is not JSON.
         *
         * @param detail where it stops being JSON, as a sentence about a request body
         */
        record Malformed(LocalizedMessage detail) implements ReadResult {}
    }

    @Inject
    public ValidatingJsonReader(ObjectMapper mapper, Validator validator) {
        this.binder = new ErrorCollectingBinder(mapper);
        this.validator = validator;
    }

    public ReadResult read(byte[] json, Type type) {
        BindResult result = binder.bind(json, binder.type(type));
        if (result instanceof BindResult.Malformed malformed) {
            return new ReadResult.Malformed(malformed.detail());
        }
        List<FieldError> errors = new ArrayList<>();
        if (result instanceof BindResult.Invalid invalid) {
            errors.addAll(invalid.errors());
            invalid.validPart().ifPresent(part -> addViolations(part, errors));
        } else if (result instanceof BindResult.Valid valid) {
            addViolations(valid.value(), errors);
            if (errors.isEmpty()) {
                return new ReadResult.Valid(valid.value());
            }
        }
        return new ReadResult.Invalid(errors);
    }

    /** Leaves out violations of fields that could not be bound: these are missing only because they were removed. */
    private void addViolations(Object value, List<FieldError> errors) {
        List<FieldError> bindErrors = List.copyOf(errors);
        validator.validate(value).stream()
                .sorted(Comparator.comparing((ConstraintViolation<Object> violation) -> field(violation))
                        .thenComparing(ConstraintViolation::getMessage))
                .filter(violation -> bindErrors.stream().noneMatch(error -> error.isWithin(field(violation))))
                .forEach(violation -> errors.add(
                        FieldError.of(field(violation), LocalizedMessage.ofConstraint(violation.getMessage()))));
    }

    private static String field(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.isEmpty() ? "body" : path;
    }
}
