package io.nightdesk.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.rest.ErrorCollectingBinder.Bound;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Binds JSON to a type and checks its constraints in the same breath, for bodies and for their lines. */
@Singleton
public final class ValidatingJsonReader {

    private final ErrorCollectingBinder binding;
    private final Validator validator;

    /** What came of it. */
    public sealed interface Read {

        /** It is of the type that was asked for, and keeps its constraints. */
        record Sound(Object value) implements Read {}

        /** All that is wrong with it. */
        record Faulty(List<FieldError> faults) implements Read {

            public Faulty {
                faults = List.copyOf(faults);
            }
        }

        /** Where it ceases to be JSON, in words for a whole body. */
        record Malformed(String where) implements Read {}
    }

    @Inject
    public ValidatingJsonReader(ObjectMapper json, Validator validator) {
        this.binding = new ErrorCollectingBinder(json);
        this.validator = validator;
    }

    public Read read(byte[] json, Type type) {
        Bound bound = binding.bind(json, binding.type(type));
        if (bound instanceof Bound.Malformed malformed) {
            return new Read.Malformed(malformed.where());
        }
        List<FieldError> faults = new ArrayList<>();
        if (bound instanceof Bound.Faulty faulty) {
            faults.addAll(faulty.faults());
            faulty.rest().ifPresent(rest -> addViolations(rest, faults));
        } else if (bound instanceof Bound.Value sound) {
            addViolations(sound.value(), faults);
            if (faults.isEmpty()) {
                return new Read.Sound(sound.value());
            }
        }
        return new Read.Faulty(faults);
    }

    /** A field that could not be bound is missing now; that is no fault of its own. */
    private void addViolations(Object value, List<FieldError> faults) {
        List<FieldError> unbound = List.copyOf(faults);
        validator.validate(value).stream()
                .sorted(Comparator.comparing((ConstraintViolation<Object> violation) -> field(violation))
                        .thenComparing(ConstraintViolation::getMessage))
                .filter(violation -> unbound.stream().noneMatch(fault -> fault.isWithin(field(violation))))
                .forEach(violation -> faults.add(FieldError.of(field(violation), violation.getMessage())));
    }

    private static String field(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.isEmpty() ? "body" : path;
    }
}
