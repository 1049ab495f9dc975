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

/** What Jackson found, in words for whoever wrote the request; Jackson's own name classes of ours and quote the text. */
record JsonErrorTranslator(JsonMappingException found, ObjectMapper json) {

    FieldError toFault() {
        return FieldError.of(path().isEmpty() ? "body" : path(), message());
    }

    /** {@code triggers.keywords[2].all[0]}; empty for the body as a whole. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : found.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private String message() {
        if (found instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known =
                    Optional.ofNullable(unknown.getKnownPropertyIds()).orElse(List.of());
            return "is not known here; known are "
                    + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        }
        if (found instanceof InvalidTypeIdException) {
            return "is of a kind that is not known or not given";
        }
        if (found instanceof ValueInstantiationException refused) {
            return Optional.ofNullable(refused.getCause())
                    .filter(IllegalArgumentException.class::isInstance)
                    .map(Throwable::getMessage)
                    .orElse("is not complete");
        }
        return "must be " + (found instanceof MismatchedInputException mismatch ? expected(mismatch) : "within bounds");
    }

    private String expected(MismatchedInputException mismatch) {
        Class<?> type = mismatch.getTargetType();
        if (type == null) {
            return "of another kind";
        }
        if (type.isEnum()) {
            return "one of "
                    + Stream.of(type.getEnumConstants())
                            .map(constant -> json.valueToTree(constant).asText())
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
