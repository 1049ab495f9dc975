package io.nightdesk.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.admin.JsonBinding.Bound;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Reads every JSON body of the API, and checks its constraints in the same breath: all faults, or a sound value. */
@Provider
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
final class JsonBody implements MessageBodyReader<Object> {

    private static final Set<Class<?>> RAW = Set.of(String.class, byte[].class, InputStream.class, Reader.class);

    private final JsonBinding binding;
    private final Validator validator;

    @Inject
    JsonBody(ObjectMapper json, Validator validator) {
        this.binding = new JsonBinding(json);
        this.validator = validator;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return !RAW.contains(type);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        Bound bound = binding.bind(body.readAllBytes(), binding.type(genericType == null ? type : genericType));
        if (bound instanceof Bound.Malformed malformed) {
            throw ProblemException.badRequest(malformed.where());
        }
        List<Fault> faults = new ArrayList<>();
        if (bound instanceof Bound.Faulty faulty) {
            faults.addAll(faulty.faults());
            faulty.rest().ifPresent(rest -> addViolations(rest, faults));
        } else if (bound instanceof Bound.Value sound) {
            addViolations(sound.value(), faults);
            if (faults.isEmpty()) {
                return sound.value();
            }
        }
        throw ProblemException.invalid(faults);
    }

    /** A field that could not be bound is missing now; that is no fault of its own. */
    private void addViolations(Object value, List<Fault> faults) {
        List<Fault> unbound = List.copyOf(faults);
        validator.validate(value).stream()
                .sorted(Comparator.comparing((ConstraintViolation<Object> violation) -> field(violation))
                        .thenComparing(ConstraintViolation::getMessage))
                .filter(violation -> unbound.stream().noneMatch(fault -> fault.isWithin(field(violation))))
                .forEach(violation -> faults.add(Fault.of(field(violation), violation.getMessage())));
    }

    private static String field(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.isEmpty() ? "body" : path;
    }
}
