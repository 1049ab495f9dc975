package io.nightdesk.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds JSON to a type and says everything that does not fit. Jackson stops at the first fault; so that part is taken out
 * and the rest is bound again, until all of it fits. What is sound is bound once, straight from the bytes.
 */
final class ErrorCollectingBinder {

    private static final int MOST_FAULTS = 50;

    /** Texts are no numbers and the other way round: a client that mixes them up should hear of it. */
    private static final Map<LogicalType, List<CoercionInputShape>> REFUSED = Map.of(
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

    private final ObjectMapper json;

    /** What came of it. */
    sealed interface Bound {

        record Value(Object value) implements Bound {}

        /** What is wrong, and what could be bound without the faulty parts. */
        record Faulty(List<FieldError> faults, Optional<Object> rest) implements Bound {}

        /** Where it ceases to be JSON, in words; the text itself is never quoted. */
        record Malformed(String where) implements Bound {}
    }

    ErrorCollectingBinder(ObjectMapper usual) {
        json = usual.copy()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        json.registerModule(new SimpleModule().addDeserializer(Instant.class, new StrictInstant()));
        REFUSED.forEach((type, shapes) ->
                shapes.forEach(shape -> json.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail)));
    }

    JavaType type(Type type) {
        return json.constructType(type);
    }

    Bound bind(byte[] body, JavaType type) {
        try {
            Object value = json.readValue(body, type);
            return value == null
                    ? new Bound.Malformed("The body is null: a JSON value is needed.")
                    : new Bound.Value(value);
        } catch (IOException e) {
            return parse(body, type);
        }
    }

    private Bound parse(byte[] body, JavaType type) {
        try {
            JsonNode tree = json.readTree(body);
            if (tree == null || tree.isMissingNode()) {
                return new Bound.Malformed("The body is empty: a JSON value is needed.");
            }
            return bindWhatFits(tree, type);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            return new Bound.Malformed("The body is not well-formed JSON"
                    + (at == null ? "." : ": line " + at.getLineNr() + ", column " + at.getColumnNr() + "."));
        } catch (IOException e) {
            return new Bound.Malformed("The body is not well-formed JSON.");
        }
    }

    private Bound bindWhatFits(JsonNode tree, JavaType type) throws IOException {
        List<FieldError> faults = new ArrayList<>();
        for (int round = 0; round < MOST_FAULTS; round++) {
            try {
                Object value = json.readerFor(type).readValue(json.treeAsTokens(tree));
                return new Bound.Faulty(faults, Optional.ofNullable(value));
            } catch (JsonMappingException e) {
                JsonErrorTranslator fault = new JsonErrorTranslator(e, json);
                boolean mended = mend(tree, e);
                // What lacks a faulty part is refused as a whole in turn; that says nothing new.
                if (faults.stream().noneMatch(known -> known.isWithin(fault.path()))) {
                    faults.add(fault.toFault());
                } else if (fault.path().isEmpty()) {
                    break;
                }
                if (!mended) {
                    break;
                }
            }
        }
        return new Bound.Faulty(faults, Optional.empty());
    }

    /** Takes the faulty part out, or puts something in where something must be; whether it changed anything. */
    private static boolean mend(JsonNode tree, JsonMappingException fault) {
        List<JsonMappingException.Reference> path = fault.getPath();
        if (path.isEmpty()) {
            return false;
        }
        JsonNode parent = tree;
        for (JsonMappingException.Reference step : path.subList(0, path.size() - 1)) {
            parent = step.getFieldName() == null ? parent.path(step.getIndex()) : parent.path(step.getFieldName());
        }
        JsonMappingException.Reference last = path.get(path.size() - 1);
        JsonNode filler = filler(fault);
        if (parent instanceof ObjectNode object) {
            return filler.isNull()
                    ? object.remove(last.getFieldName()) != null
                    : !filler.equals(object.replace(last.getFieldName(), filler));
        }
        if (!(parent instanceof ArrayNode array) || filler.equals(array.path(last.getIndex()))) {
            return false;
        }
        // The others keep their numbers, by which their faults are named.
        array.set(last.getIndex(), filler);
        return true;
    }

    /** What a constructor bears where the right thing is missing, so that it gets as far as the next fault. */
    private static JsonNode filler(JsonMappingException fault) {
        Class<?> wanted = fault instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (wanted == null) {
            return NullNode.getInstance();
        }
        if (Collection.class.isAssignableFrom(wanted)) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (Map.class.isAssignableFrom(wanted)) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (wanted.isPrimitive()) {
            return wanted == boolean.class ? BooleanNode.FALSE : IntNode.valueOf(0);
        }
        return NullNode.getInstance();
    }

    /** Jackson takes a number for seconds, and so a client's milliseconds for a time in the year 58,000. */
    private static final class StrictInstant extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        StrictInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.hasToken(JsonToken.VALUE_STRING)
                    ? InstantDeserializer.INSTANT.deserialize(parser, context)
                    : (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
    }
}
