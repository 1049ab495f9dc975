package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nightdesk.rest.ErrorCollectingBinder.BindResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorCollectingBinderTest {

    private static final ErrorCollectingBinder BINDER = new ErrorCollectingBinder(JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .build());

    enum Colour {
        @JsonProperty("red")
        RED,
        @JsonProperty("green")
        GREEN
    }

    record Part(int number, List<String> names) {
        Part {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
            names = List.copyOf(names);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes(@JsonSubTypes.Type(value = Square.class, name = "square"))
    interface Shape {}

    record Square(int side) implements Shape {}

    record Thing(
            String title,
            boolean enabled,
            Colour colour,
            Instant at,
            List<Part> parts,
            Map<String, String> texts,
            Optional<Shape> shape,
            double weight) {}

    private static BindResult bind(String body) {
        return BINDER.bind(body.getBytes(StandardCharsets.UTF_8), BINDER.type(Thing.class));
    }

    @Test
    void reportsFewerErrorsOfALargeBody() {
        // Given 1 MiB with ten unknown fields
        String fields = IntStream.range(0, 10).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(","));
        String body = "{" + " ".repeat(1024 * 1024) + fields + "}";

        // When
        BindResult result = bind(body);

        // Then
        assertThat(((BindResult.Invalid) result).errors()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z", "-0001-12-31T23:59:59Z"})
    void reportsATimeOutsideOfTheCalendar(String time) {
        // When
        BindResult result = bind("{\"at\": \"%s\", \"enabled\": true, \"weight\": 1}".formatted(time));

        // Then
        assertThat(EnglishError.from(((BindResult.Invalid) result).errors()))
                .containsExactly(EnglishError.of("at", "must have a year from 0000 to 9999"));
    }

    static Stream<Arguments> reportsThatTheBodyIsTooDeepOrLong() {
        return Stream.of(
                argumentSet("deep", "{\"parts\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"),
                argumentSet("not closed", "[".repeat(2_000)),
                argumentSet("number", "{\"weight\":" + "9".repeat(20_000) + "}"),
                argumentSet("fraction", "{\"weight\":0." + "9".repeat(20_000) + "}"),
                argumentSet("name", "{\"" + "n".repeat(60_000) + "\":1}"));
    }

    @ParameterizedTest
    @MethodSource
    void reportsThatTheBodyIsTooDeepOrLong(String body) {
        // When
        BindResult result = bind(body);

        // Then
        assertThat(((BindResult.Malformed) result).detail())
                .hasToString("The body is nested too deeply, or has a number, a text or a name that is too long.");
    }

    @Test
    void bindsValidJson() {
        // When
        BindResult result = bind("""
            {"title": "标题", "enabled": true, "colour": "green", "at": "2026-11-23T20:00:00Z", "weight": 2,
             "parts": [{"number": 1, "names": ["a"]}], "texts": {"zh": "是"}, "shape": {"type": "square", "side": 3}}\
            """);

        // Then
        assertThat(result)
                .isEqualTo(new BindResult.Valid(new Thing(
                        "标题",
                        true,
                        Colour.GREEN,
                        Instant.parse("2026-11-23T20:00:00Z"),
                        List.of(new Part(1, List.of("a"))),
                        Map.of("zh", "是"),
                        Optional.of(new Square(3)),
                        2)));
    }

    @Test
    void reportsAllErrorsAtOnce() {
        // When
        BindResult result = bind("""
            {"title": 7, "enabled": "yes", "colour": "blue", "at": "noon", "weight": "heavy", "size": 3,
             "parts": [{"number": 1.5, "names": ["a"]}, {"number": 2, "names": "b", "more": 1}, 3, {"number": -1, "names": []},
                       {"number": 12345678901, "names": [true]}],
             "texts": ["zh"], "shape": {"type": "circle"}}\
            """);

        // Then
        assertThat(EnglishError.from(((BindResult.Invalid) result).errors()))
                .containsExactlyInAnyOrder(
                        EnglishError.of("title", "must be a text"),
                        EnglishError.of("enabled", "must be true or false"),
                        EnglishError.of("colour", "must be one of red, green"),
                        EnglishError.of("at", "must be like 2026-11-23T20:00:00Z"),
                        EnglishError.of("weight", "must be a number"),
                        EnglishError.of(
                                "size",
                                "is unknown; known fields are at, colour, enabled, parts, shape, texts, title, weight"),
                        EnglishError.of("parts[0].number", "must be a whole number within bounds"),
                        EnglishError.of("parts[1].names", "must be a list"),
                        EnglishError.of("parts[1].more", "is unknown; known fields are names, number"),
                        EnglishError.of("parts[2]", "must be an object"),
                        EnglishError.of("parts[3]", "is incomplete"),
                        EnglishError.of("parts[4].number", "must be within bounds"),
                        EnglishError.of("parts[4].names[0]", "must be a text"),
                        EnglishError.of("texts", "must be an object"),
                        EnglishError.of("shape", "has an unknown type or none"));
    }

    @Test
    void bindsTheValidPartsWhenAnotherHasAnError() {
        // When
        BindResult result = bind("{\"title\": \"kept\", \"enabled\": true, \"weight\": 1, \"colour\": \"blue\"}");

        // Then
        BindResult.Invalid invalid = (BindResult.Invalid) result;
        assertThat(EnglishError.from(invalid.errors()))
                .containsExactly(EnglishError.of("colour", "must be one of red, green"));
        assertThat(invalid.validPart()).contains(new Thing("kept", true, null, null, null, null, Optional.empty(), 1));
    }

    @Test
    void rejectsANumberAsATime() {
        // When
        BindResult result = bind("{\"enabled\": true, \"weight\": 1, \"at\": 1795550400000}");

        // Then
        assertThat(EnglishError.from(((BindResult.Invalid) result).errors()))
                .containsExactly(EnglishError.of("at", "must be like 2026-11-23T20:00:00Z"));
    }

    @Test
    void requiresPrimitives() {
        // When
        BindResult result = bind("{}");

        // Then
        assertThat(EnglishError.from(((BindResult.Invalid) result).errors()))
                .containsExactlyInAnyOrder(
                        EnglishError.of("enabled", "must be true or false"),
                        EnglishError.of("weight", "must be a number"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\": secret}    | line 1, column 11",
                "{\"title\": \"secret\"    | line 1, column 19",
                "{\"title\": 1, \"title\": 2}    | line 1, column 21",
                "{} secret    | line 1, column 4",
                "secret    | line 1, column 1",
            })
    void reportsThePositionOfASyntaxErrorWithoutQuotingTheBody(String body, String position) {
        // When
        BindResult result = bind(body);

        // Then
        assertThat(((BindResult.Malformed) result).detail())
                .hasToString("The body is not well-formed JSON: " + position + ".");
    }

    @ParameterizedTest
    @CsvSource({"'', The body is empty: a JSON value is required.", "null, The body is null: a JSON value is required."
    })
    void requiresABody(String body, String detail) {
        // When
        BindResult result = bind(body);

        // Then
        assertThat(((BindResult.Malformed) result).detail()).hasToString(detail);
    }

    @Test
    void namesTheBodyWhenTheWholeBodyHasAnotherType() {
        // When
        BindResult result = bind("[]");

        // Then
        BindResult.Invalid invalid = (BindResult.Invalid) result;
        assertThat(EnglishError.from(invalid.errors())).containsExactly(EnglishError.of("body", "must be an object"));
        assertThat(invalid.validPart()).isEmpty();
    }
}
