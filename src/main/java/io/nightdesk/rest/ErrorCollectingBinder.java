package io.nightdesk.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import io.nightdesk.LocalizedMessage;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Binds JSON to a type and collects all errors. Jackson stops at the first error, so the part with the error is removed or replaced
 * and the rest is bound again, until there is no further error. Valid JSON is bound once, directly from its bytes.
 * Jackson 2 has no mode that collects errors.
 */
final class ErrorCollectingBinder {

    private static final int MAX_ERRORS = 50;

    private static final int MIN_ROUNDS = 3;
    private static final int MAX_BOUND_BYTES = 3 * 1024 * 1024;

    /** Conversions that Jackson makes by default, such as from a string to a number. They would hide an error of the client. */
    private static final Map<LogicalType, List<CoercionInputShape>> FORBIDDEN_COERCIONS = Map.of(
            LogicalType.Textual,
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean),
            LogicalType.Integer,
            List.of(
                    CoercionInputShape.String,
                    CoercionInputShape.EmptyString,
                    CoercionInputShape.Float,
                    CoercionInputShape.Boolean),
            LogicalType.Float,
            List.of(CoercionInputShape.String, CoercionInputShape.EmptyString, CoercionInputShape.Boolean),
            LogicalType.Boolean,
            List.of(CoercionInputShape.String, CoercionInputShape.EmptyString, CoercionInputShape.Integer));

    private final ObjectMapper mapper;

    sealed interface BindResult {

        record Valid(Object value) implements BindResult {}

        /**
         * The JSON does not have the requested type.
         *
         * @param validPart the value without the parts that have errors, if it can be built without them
         */
        record Invalid(List<FieldError> errors, Optional<Object> validPart) implements BindResult {}

        /**
         * The body is not JSON.
         *
         * @param detail where the body stops being JSON, as a sentence that does not quote the body
         */
        record Malformed(LocalizedMessage detail) implements BindResult {

            static final Malformed NOT_JSON = new Malformed("The body is not well-formed JSON.", "请求正文不是正确的 JSON。");

            Malformed(String english, String chinese) {
                this(LocalizedMessage.of(english, chinese));
            }
        }
    }

    ErrorCollectingBinder(ObjectMapper defaultMapper) {
        mapper = defaultMapper
                .copy()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.registerModule(new SimpleModule().addDeserializer(Instant.class, new StrictInstant()));
        FORBIDDEN_COERCIONS.forEach((type, shapes) ->
                shapes.forEach(shape -> mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail)));
    }

    JavaType type(Type type) {
        return mapper.constructType(type);
    }

    BindResult bind(byte[] body, JavaType type) {
        try {
            Object value = mapper.readValue(body, type);
            return value == null
                    ? new BindResult.Malformed("The body is null: a JSON value is required.", "请求正文是 null：需要一个 JSON 值。")
                    : new BindResult.Valid(value);
        } catch (IOException e) {
            return parse(body, type);
        }
    }

    private BindResult parse(byte[] body, JavaType type) {
        try {
            JsonNode tree = mapper.readTree(body);
            if (tree == null || tree.isMissingNode()) {
                return new BindResult.Malformed("The body is empty: a JSON value is required.", "请求正文为空：需要一个 JSON 值。");
            }
            return bindValidPart(tree, type, maxRounds(body.length));
        } catch (StreamConstraintsException e) {
            return new BindResult.Malformed(
                    "The body is nested too deeply, or has a number, a text or a name that is too long.",
                    "请求正文嵌套太深，或其中的数字、文字或名称太长。");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            return at == null
                    ? BindResult.Malformed.NOT_JSON
                    : new BindResult.Malformed(LocalizedMessage.of(
                            "The body is not well-formed JSON: line %s, column %s.",
                            "请求正文不是正确的 JSON：第 %s 行第 %s 列。", at.getLineNr(), at.getColumnNr()));
        } catch (IOException e) {
            return BindResult.Malformed.NOT_JSON;
        }
    }

    /** How often a body is bound at most. Each time costs as much as the body is long, so a large one is bound less often. */
    private static int maxRounds(int bytes) {
        return Math.max(MIN_ROUNDS, Math.min(MAX_ERRORS, MAX_BOUND_BYTES / Math.max(1, bytes)));
    }

    private BindResult bindValidPart(JsonNode tree, JavaType type, int maxRounds) throws IOException {
        List<FieldError> errors = new ArrayList<>();
        for (int round = 0; round < maxRounds; round++) {
            try {
                Object value = mapper.readerFor(type).readValue(mapper.treeAsTokens(tree));
                return new BindResult.Invalid(errors, Optional.ofNullable(value));
            } catch (JsonMappingException e) {
                JsonErrorTranslator found = new JsonErrorTranslator(e, mapper);
                boolean isRemoved = removeInvalidPart(tree, e);
                // If a parent fails only because a part was removed, that is not another error.
                if (errors.stream().noneMatch(known -> known.isWithin(found.path()))) {
                    errors.add(found.toError());
                } else if (found.path().isEmpty()) {
                    break;
                }
                if (!isRemoved) {
                    break;
                }
            }
        }
        return new BindResult.Invalid(errors, Optional.empty());
    }

    /** Removes or replaces the part that an exception is about, and returns whether that changed the tree. */
    private static boolean removeInvalidPart(JsonNode tree, JsonMappingException exception) {
        List<JsonMappingException.Reference> path = exception.getPath();
        if (path.isEmpty()) {
            return false;
        }
        JsonNode parent = tree;
        for (JsonMappingException.Reference step : path.subList(0, path.size() - 1)) {
            parent = step.getFieldName() == null ? parent.path(step.getIndex()) : parent.path(step.getFieldName());
        }
        JsonMappingException.Reference last = path.get(path.size() - 1);
        JsonNode replacement = replacement(exception);
        if (parent instanceof ObjectNode object) {
            return replacement.isNull()
                    ? object.remove(last.getFieldName()) != null
                    : !replacement.equals(object.replace(last.getFieldName(), replacement));
        }
        if (!(parent instanceof ArrayNode array) || replacement.equals(array.path(last.getIndex()))) {
            return false;
        }
        // Replaced and not removed, so that the other elements keep the indices that their errors name.
        array.set(last.getIndex(), replacement);
        return true;
    }

    /** A value that constructors accept, so that binding gets as far as the next error. */
    private static JsonNode replacement(JsonMappingException exception) {
        Class<?> target = exception instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (target == null) {
            return NullNode.getInstance();
        }
        if (Collection.class.isAssignableFrom(target)) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (Map.class.isAssignableFrom(target)) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (target.isPrimitive()) {
            return target == boolean.class ? BooleanNode.FALSE : IntNode.valueOf(0);
        }
        return NullNode.getInstance();
    }

    /**
     * Jackson reads a number, and a text that is one, as seconds, and so a client's milliseconds as a time in the year
     * 58,000.
     */
    private static final class StrictInstant extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1;
        private static final Pattern NUMBER = Pattern.compile("\\s*[-+]?[0-9.]+\\s*");

        StrictInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            boolean isTime = parser.hasToken(JsonToken.VALUE_STRING)
                    && !NUMBER.matcher(parser.getText()).matches();
            if (!isTime) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            Instant time = InstantDeserializer.INSTANT.deserialize(parser, context);
            // A blank text is null.
            if (time != null && !FourDigitYear.isIn(time)) {
                throw ValueInstantiationException.from(
                        parser,
                        FourDigitYear.MESSAGE.inEnglish(),
                        context.constructType(Instant.class),
                        new DateTimeException(FourDigitYear.MESSAGE.inEnglish()));
            }
            return time;
        }
    }
}
