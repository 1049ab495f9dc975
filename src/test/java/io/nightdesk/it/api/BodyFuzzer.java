package io.nightdesk.it.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Generates bodies: the documented examples and what fits the schema, most of them with some fault. */
final class BodyFuzzer {

    /** Texts at the bounds of what numbers, times and texts can be. */
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\n",
            "\uFEFF",
            "\u200B",
            "\u202E",
            "😀",
            "e\u0301",
            "１２",
            "٣",
            "null",
            "true",
            "0",
            "-0",
            "-1",
            "1.0",
            "1e400",
            "NaN",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "9".repeat(300),
            "0x10",
            "1970-01-01",
            "0000-01-01",
            "-0001-01-01",
            "9999-12-31",
            "+999999999-12-31",
            "2026-02-30",
            "2026-11-23",
            "0000-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "+294276-12-31T23:59:59Z",
            "-004713-01-01T00:00:00Z",
            "2026-11-23T20:00:00+18:00",
            "2016-12-31T23:59:60Z",
            "2026-11-23T24:00:00Z",
            "24:00-24:00",
            "00:00-24:00",
            "Asia/Shanghai",
            "+18:00",
            "UTC+25",
            "{{order.status}}",
            "{",
            "(",
            "(a*)*b",
            "[^",
            "\\",
            "%",
            "'",
            "\"",
            ";--",
            "=1+1",
            "../..",
            "a".repeat(65),
            "很".repeat(101));

    /** Values that a tree cannot hold, as they stand in the text. */
    private static final List<String> TOKENS = List.of(
            "9".repeat(20_000),
            "-" + "9".repeat(900),
            "0." + "3".repeat(20_000),
            "1e999999999",
            "1E-999999999",
            "-0",
            "1.0",
            "NaN",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"a\nb\"",
            "[".repeat(900) + "]".repeat(900),
            "[".repeat(2_000) + "]".repeat(2_000),
            "{\"a\":".repeat(1_200) + "1" + "}".repeat(1_200),
            "{\"" + "n".repeat(60_000) + "\":1}",
            "{\"a\":1,\"a\":2}",
            "// comment",
            "\"" + "很".repeat(4_001) + "\"",
            "undefined");

    private static final List<String> WHOLE = List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "0",
            "\"\"",
            "[",
            "{",
            "[null]",
            "[[]]",
            "[{}]",
            "9".repeat(20_000),
            "\n\n{}\n");
    private static final String TOKEN = "@@token@@";
    private static final int MAX_DEPTH = 6;

    private final Contract contract;
    private final Random random;

    BodyFuzzer(Contract contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    byte[] next(String type, JsonNode mediaType) {
        if (isOneIn(20)) {
            return oneOf(WHOLE).getBytes(StandardCharsets.UTF_8);
        }
        List<String> examples = contract.examples(mediaType);
        String text = type.endsWith("json")
                ? json(
                        examples.isEmpty() || isOneIn(3)
                                ? valid(mediaType.path("schema"))
                                : Contract.values(type, oneOf(examples)).get(0).deepCopy())
                : oneOf(examples);
        return isOneIn(5) ? spoilt(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private String json(JsonNode tree) {
        String text = tree.toString();
        if (tree.isContainerNode()) {
            for (int faults = random.nextInt(4); faults > 0; faults--) {
                change(tree);
            }
            text = tree.toString();
        }
        while (text.contains(TOKEN)) {
            int at = text.indexOf(TOKEN) - 1;
            text = text.substring(0, at) + oneOf(TOKENS) + text.substring(at + TOKEN.length() + 2);
        }
        return text;
    }

    /** Changes one place anywhere in the tree. */
    private void change(JsonNode tree) {
        List<JsonNode> inner = new ArrayList<>();
        tree.forEach(child -> {
            if (child.isContainerNode()) {
                inner.add(child);
            }
        });
        if (!inner.isEmpty() && !isOneIn(3)) {
            change(oneOf(inner));
        } else if (tree instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || isOneIn(8) ? oneOf(TEXTS) : oneOf(names);
            if (isOneIn(4)) {
                object.remove(name);
            } else {
                object.set(name, wrong());
            }
        } else if (tree instanceof ArrayNode array) {
            if (!array.isEmpty() && isOneIn(3)) {
                array.remove(random.nextInt(array.size()));
            } else {
                JsonNode added = array.isEmpty() || isOneIn(2) ? wrong() : array.get(0);
                for (int times = isOneIn(10) ? 300 : 1; times > 0; times--) {
                    array.add(added);
                }
            }
        }
    }

    private JsonNode wrong() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(10)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 ->
                json.numberNode(
                        oneOf(List.of(0L, -1L, 1L, (long) Integer.MAX_VALUE + 1, Long.MAX_VALUE, Long.MIN_VALUE)));
            case 3 -> json.numberNode(BigInteger.TEN.pow(1 + random.nextInt(400)));
            case 4 -> json.arrayNode();
            case 5 -> json.objectNode();
            case 6 -> json.textNode(TOKEN);
            default -> json.textNode(oneOf(TEXTS));
        };
    }

    /** Bytes that are no longer what they were. */
    private byte[] spoilt(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> text.getBytes(StandardCharsets.UTF_16LE);
            case 2 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            case 3 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 4 -> inserted(bytes, at, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
            case 5 -> inserted(bytes, at, new byte[] {(byte) random.nextInt(256)});
            default -> inserted(bytes, at, oneOf(TOKENS).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] more) {
        byte[] result = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, result, at, more.length);
        System.arraycopy(bytes, at, result, at + more.length, bytes.length - at);
        return result;
    }

    /** A value that fits the schema, except its patterns. */
    JsonNode valid(JsonNode schema) {
        return valid(schema, 0);
    }

    private JsonNode valid(JsonNode schema, int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (schema.has("$ref")) {
            return valid(contract.document().at(schema.get("$ref").asText().substring(1)), depth);
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.has(choice)) {
                return valid(
                        schema.get(choice).get(random.nextInt(schema.get(choice).size())), depth);
            }
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        JsonNode types = schema.path("type");
        return switch (types.isArray() ? types.get(random.nextInt(types.size())).asText() : types.asText()) {
            case "null" -> json.nullNode();
            case "boolean" -> json.booleanNode(random.nextBoolean());
            case "integer", "number" ->
                json.numberNode(oneOf(List.of(
                        schema.path("minimum").asLong(0), schema.path("maximum").asLong(100), 1L, 20L)));
            case "array" -> array(schema, depth);
            case "object" -> object(schema, depth);
            default -> text(schema.path("format").asText());
        };
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int size = depth > MAX_DEPTH ? 0 : random.nextInt(3); size > 0; size--) {
            array.add(valid(schema.path("items"), depth + 1));
        }
        return array;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(field -> {
            if (depth <= MAX_DEPTH && !isOneIn(4)) {
                object.set(field.getKey(), valid(field.getValue(), depth + 1));
            }
        });
        return object;
    }

    private TextNode text(String format) {
        return TextNode.valueOf(
                switch (format) {
                    case "date" -> "2026-11-23";
                    case "date-time" -> "2026-11-23T20:00:00Z";
                    case "uuid" -> "6f1c1f0e-8f0b-4b7e-9c58-2f3a3f1f0d11";
                    default -> oneOf(List.of("fuzz", "refund-time", "退款多久", "monday", "09:00-12:00", "10001"));
                });
    }

    private boolean isOneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
