package io.nightdesk.it.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.it.harness.App;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/** Generates requests of documented operations, most of them with some fault. */
final class RequestFuzzer {

    /** Has the role admin, and is the only account that may change its password: failed attempts lock an account. */
    static final String ACCOUNT = "fuzz";

    static final String PASSWORD = "password-of-the-fuzzer";

    /** Things that exist, or may exist after some requests, by the name of the path parameter. */
    private static final Map<String, List<String>> PLACES = Map.of(
            "name", List.of("fuzz-1", "clerk", "nobody"),
            "key", List.of("refund-time", "everything", "nothing"),
            "number", List.of("NM2026110100012", "NM1"),
            "uid", List.of("10001", "nobody"),
            "session", List.of("10001", "10001_88888", "88888_10001"),
            "id", List.of("1", "2"),
            "frame", List.of("1", "2"),
            "version", List.of("1", "2"));

    private static final List<String> ENCODED = List.of(
            "%zz",
            "%",
            "%f",
            "%ff%fe",
            "%00",
            "%ED%A0%80",
            "%C0%AF",
            "%2f",
            "%2e%2e",
            "%3b",
            "+",
            "a+b",
            "%25",
            "a;b=c",
            "''");
    private static final List<String> TAGS = List.of(
            "*",
            "\"0\"",
            "\"1\"",
            "W/\"1\"",
            "\"",
            "\"\"",
            "x",
            "\"99999999999999999999\"",
            "\"-1\"",
            "\"1\", \"2\"",
            "\"é\"");
    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/json;",
            "application/json; a",
            "application",
            "a/b/c",
            "*/*",
            "text/csv; charset=\"",
            "application/octet-stream",
            "multipart/form-data",
            "application/x-www-form-urlencoded");
    private static final List<String> ACCEPTED =
            List.of("image/png", "*/*;q=x", ";", "text/", "*", "application/json;q=0");

    private final Random random;
    private final BodyFuzzer bodies;

    RequestFuzzer(Contract contract, Random random) {
        this.random = random;
        this.bodies = new BodyFuzzer(contract, random);
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Request(Operation operation, String target, List<String> headers, byte[] body) {

        String path() {
            return target.replaceFirst("\\?.*", "");
        }

        byte[] bytes() {
            StringJoiner head = new StringJoiner("\r\n", "", "\r\n\r\n");
            head.add(operation.method() + " " + target + " HTTP/1.1");
            headers.forEach(head::add);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }

        @Override
        public String toString() {
            String text = new String(bytes(), StandardCharsets.UTF_8).replace("\r\n", " | ");
            return text.length() > 1_500 ? text.substring(0, 1_500) + "… (" + body.length + " bytes)" : text;
        }
    }

    Request next(Operation operation) {
        List<String> headers = new ArrayList<>(List.of("Host: desk", "Connection: close", "Accept-Language: zh-CN"));
        boolean isOwn = operation.path().endsWith("/me/password");
        headers.add("Authorization: "
                + (isOwn ? RunningApp.basic(ACCOUNT, PASSWORD) : RunningApp.basic("admin", App.ADMIN_PASSWORD)));
        if (isOwn || operation.isPublic()) {
            headers.add("X-Forwarded-For: 203.0.113.1");
        }
        if (isOneIn(15)) {
            headers.add("Accept: " + oneOf(ACCEPTED));
        }
        for (String name : List.of("If-Match", "If-None-Match")) {
            if (operation.parameters().contains(name) && !isOneIn(5)) {
                headers.add(name + ": " + (isOneIn(2) ? "*" : oneOf(TAGS)));
            }
        }
        byte[] body = new byte[0];
        if (!operation.bodies().isMissingNode()) {
            List<Map.Entry<String, JsonNode>> types =
                    List.copyOf(operation.bodies().properties());
            Map.Entry<String, JsonNode> type = oneOf(types);
            body = bodies.next(type.getKey(), type.getValue());
            headers.add("Content-Type: " + (isOneIn(12) ? oneOf(CONTENT_TYPES) : type.getKey()));
            headers.add("Content-Length: " + body.length);
        }
        return new Request(operation, path(operation) + query(operation), headers, body);
    }

    private String path(Operation operation) {
        String path = operation.path();
        for (JsonNode parameter : parameters(operation, "path")) {
            String name = parameter.path("name").asText();
            String value = isOneIn(3) ? hostile() : oneOf(PLACES.getOrDefault(name, List.of("1")));
            path = path.replace("{" + name + "}", value.isEmpty() ? "%20" : value);
        }
        return path;
    }

    private String query(Operation operation) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (JsonNode parameter : parameters(operation, "query")) {
            int times = isOneIn(2) ? 0 : isOneIn(10) ? 2 : 1;
            for (int i = 0; i < times; i++) {
                String value = isOneIn(2)
                        ? hostile()
                        : encoded(bodies.valid(parameter.path("schema")).asText());
                query.add(parameter.path("name").asText() + (isOneIn(20) ? "" : "=" + value));
            }
        }
        if (isOneIn(10)) {
            query.add(hostile() + "=" + hostile());
        }
        return query.toString();
    }

    private String hostile() {
        return isOneIn(3) ? oneOf(ENCODED) : encoded(oneOf(BodyFuzzer.TEXTS));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<JsonNode> parameters(Operation operation, String in) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.definition().path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals(in)) {
                parameters.add(parameter);
            }
        });
        return parameters;
    }

    private boolean isOneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
