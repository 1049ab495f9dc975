package io.nightdesk.rest;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Translates an exception of Jackson to an error for the client. Jackson's own message names classes of this service and quotes the
 * input.
 */
record JsonErrorTranslator(JsonMappingException exception, ObjectMapper mapper) {

    FieldError toError() {
        return FieldError.of(path().isEmpty() ? "body" : path(), message());
    }

    /** The field, such as {@code triggers.keywords[2].all[0]}; empty for the whole body. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : exception.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private String message() {
        if (exception instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known =
                    Optional.ofNullable(unknown.getKnownPropertyIds()).orElse(List.of());
            return "is unknown; known fields are "
                    + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        }
        if (exception instanceof InvalidTypeIdException) {
            return "has an unknown type or none";
        }
        if (exception instanceof ValueInstantiationException rejected) {
            return Optional.ofNullable(rejected.getCause())
                    .filter(IllegalArgumentException.class::isInstance)
                    .map(Throwable::getMessage)
                    .orElse("is incomplete");
        }
        return "must be "
                + (exception instanceof MismatchedInputException mismatch ? expected(mismatch) : "within bounds");
    }

    private String expected(MismatchedInputException mismatch) {
        Class<?> type = mismatch.getTargetType();
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Stream.of(type.getEnumConstants())
                            .map(constant -> mapper.valueToTree(constant).asText())
                            .collect(Collectors.joining(", "));
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == float.class || type == Double.class || type == Float.class) {
            return "a number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number within bounds";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return SampleValues.sample(type).map(sample -> "like " + sample).orElse("an object");
    }
}
