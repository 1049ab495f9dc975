package io.nightdesk.rest;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.nightdesk.LocalizedMessage;
import java.time.DateTimeException;
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

    private LocalizedMessage message() {
        if (exception instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known =
                    Optional.ofNullable(unknown.getKnownPropertyIds()).orElse(List.of());
            return LocalizedMessage.of(
                    "is unknown; known fields are %s",
                    "是未知字段；可用的字段有 %s",
                    known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
        }
        if (exception instanceof InvalidTypeIdException) {
            return LocalizedMessage.of("has an unknown type or none", "类型未知或缺失");
        }
        if (exception instanceof ValueInstantiationException rejected) {
            return rejected.getCause() instanceof DateTimeException
                    ? FourDigitYear.MESSAGE
                    : LocalizedMessage.of("is incomplete", "不完整");
        }
        return exception instanceof MismatchedInputException mismatch
                ? expected(mismatch)
                : LocalizedMessage.of("must be within bounds", "超出范围");
    }

    private LocalizedMessage expected(MismatchedInputException mismatch) {
        Class<?> type = mismatch.getTargetType();
        if (type == null) {
            return LocalizedMessage.of("must be of another type", "类型不对");
        }
        if (type.isEnum()) {
            return LocalizedMessage.oneOf(Stream.of(type.getEnumConstants())
                    .map(constant -> mapper.valueToTree(constant).asText())
                    .toList());
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return LocalizedMessage.of("must be a text", "必须是文字");
        }
        if (type == boolean.class || type == Boolean.class) {
            return LocalizedMessage.of("must be true or false", "必须是 true 或 false");
        }
        if (type == double.class || type == float.class || type == Double.class || type == Float.class) {
            return LocalizedMessage.of("must be a number", "必须是数字");
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return LocalizedMessage.of("must be a whole number within bounds", "必须是范围内的整数");
        }
        if (type == UUID.class) {
            return LocalizedMessage.of("must be a UUID", "必须是 UUID");
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return LocalizedMessage.of("must be a list", "必须是列表");
        }
        return SampleValues.sample(type)
                .map(sample -> LocalizedMessage.of("must be like %s", "格式应如 %s", sample))
                .orElse(LocalizedMessage.of("must be an object", "必须是对象"));
    }
}
