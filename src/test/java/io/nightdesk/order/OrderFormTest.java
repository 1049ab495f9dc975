package io.nightdesk.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ValidatingJsonReader;
import io.nightdesk.rest.ValidatingJsonReader.ReadResult;
import jakarta.validation.Validation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shop's systems may send, read as the API reads it; they match on the wording of what is wrong. */
final class OrderFormTest {

    private static final String NUMBER_FAULT = "must have from 1 to 64 characters, Latin letters, digits and hyphens";
    private static final String WORDS_FAULT = "must have at most 100 characters, none of them a control character";
    private static final String TIME_FAULT = "must be from 1970 to 2100";

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final ValidatingJsonReader READING = new ValidatingJsonReader(
            JSON,
            Validation.byDefaultProvider()
                    .configure()
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .buildValidatorFactory()
                    .getValidator());

    /** A sound order with one field as the JSON says; without the field where it says nothing. */
    private static String with(String field, String value) {
        Map<String, String> fields = new TreeMap<>(Map.of(
                "number", "\"NM-1\"",
                "customer", "\"10001\"",
                "status", "\"SHIPPED\"",
                "carrier", "\"顺丰速运\"",
                "tracking", "\"SF1\"",
                "placedAt", "\"2026-11-23T12:00:00Z\""));
        fields.put(field, value);
        return fields.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> quoted(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static ReadResult read(String json) {
        return READING.read(json.getBytes(StandardCharsets.UTF_8), OrderForm.class);
    }

    private static OrderForm sound(String json) {
        ReadResult read = read(json);
        assertThat(read).isInstanceOf(ReadResult.Valid.class);
        return (OrderForm) ((ReadResult.Valid) read).value();
    }

    @ParameterizedTest
    @MethodSource
    void refuses(String field, String value, String message) {
        // When
        ReadResult read = read(with(field, value));

        // Then
        assertThat(read).isEqualTo(new ReadResult.Invalid(List.of(FieldError.of(field, message))));
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                argumentSet("a number of nothing", "number", "\" \"", NUMBER_FAULT),
                argumentSet("a number with a space", "number", "\"NM 1\"", NUMBER_FAULT),
                argumentSet("a number in Chinese", "number", "\"订单1\"", NUMBER_FAULT),
                argumentSet("a number that is too long", "number", quoted("9".repeat(65)), NUMBER_FAULT),
                argumentSet("a number that is one in JSON", "number", "1", "must be a text"),
                argumentSet("no customer", "customer", "", "is required"),
                argumentSet("null as the customer", "customer", "null", "is required"),
                argumentSet("a customer of nothing", "customer", "\"\"", NUMBER_FAULT),
                argumentSet("a customer that could end up in a topic", "customer", "\"a/b\"", NUMBER_FAULT),
                argumentSet("a customer with a space", "customer", "\"10001 \"", NUMBER_FAULT),
                argumentSet("a customer that is too long", "customer", quoted("a".repeat(65)), NUMBER_FAULT),
                argumentSet("no status", "status", "", "is required"),
                argumentSet(
                        "a status that there is not",
                        "status",
                        "\"LOST\"",
                        "must be one of UNPAID, PAID, SHIPPED, DELIVERED, CANCELLED, REFUNDING, REFUNDED"),
                argumentSet(
                        "a status in small letters",
                        "status",
                        "\"paid\"",
                        "must be one of UNPAID, PAID, SHIPPED, DELIVERED, CANCELLED, REFUNDING, REFUNDED"),
                argumentSet("a carrier that is too long", "carrier", quoted("顺".repeat(101)), WORDS_FAULT),
                argumentSet("a carrier with a line break", "carrier", "\"a\\nb\"", WORDS_FAULT),
                argumentSet("a carrier with U+0000", "carrier", "\"a\\u0000b\"", WORDS_FAULT),
                argumentSet("a carrier with half a character", "carrier", "\"a\\ud83d\"", WORDS_FAULT),
                argumentSet("a tracking number that is too long", "tracking", quoted("1".repeat(101)), WORDS_FAULT),
                argumentSet("a tracking number with a tab", "tracking", "\"1\\t2\"", WORDS_FAULT),
                argumentSet("no time", "placedAt", "", "is required"),
                argumentSet(
                        "a time without a zone",
                        "placedAt",
                        "\"2026-11-23T20:00:00\"",
                        "must be like 2026-11-23T20:00:00Z"),
                argumentSet("a time in numbers", "placedAt", "1795440000000", "must be like 2026-11-23T20:00:00Z"),
                argumentSet("a time before the first", "placedAt", "\"1969-12-31T23:59:59.999Z\"", TIME_FAULT),
                argumentSet("a time after the last", "placedAt", "\"2101-01-01T00:00:00Z\"", TIME_FAULT),
                argumentSet(
                        "a field that there is not",
                        "colour",
                        "\"red\"",
                        "is unknown; known fields are carrier, customer, number, placedAt, status, tracking"));
    }

    @ParameterizedTest
    @MethodSource
    void takes(String field, String value) {
        assertThat(read(with(field, value))).isInstanceOf(ReadResult.Valid.class);
    }

    static Stream<Arguments> takes() {
        return Stream.of(
                argumentSet("no number, which the path may have", "number", ""),
                argumentSet("the longest number", "number", quoted("9".repeat(64))),
                argumentSet("the longest customer", "customer", quoted("a".repeat(64))),
                argumentSet("the longest carrier", "carrier", quoted("顺".repeat(100))),
                argumentSet("a carrier with a character of two parts", "carrier", "\"\\ud83d\\ude9a\""),
                argumentSet("no tracking number", "tracking", ""),
                argumentSet("the first time", "placedAt", "\"1970-01-01T00:00:00Z\""),
                argumentSet("the last time", "placedAt", "\"2100-12-31T23:59:59.999999Z\""));
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        // When
        ReadResult read =
                read("{\"number\": \"a b\", \"status\": \"LOST\", \"carrier\": \"a\\u0000\", \"placedAt\": 0}");

        // Then
        assertThat(((ReadResult.Invalid) read).errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("number", "customer", "status", "carrier", "placedAt");
    }

    @Test
    void bringsWhatWasSentIntoTheFormThatTheTableKeeps() {
        // When
        OrderForm form = sound("""
            {"number": " ｎｍ－１ａ ", "customer": "10001", "status": "PAID", "carrier": "  ", "tracking": " SF1 ",
             "placedAt": "2026-11-23T20:00:00.1234567+08:00"}\
            """);

        // Then
        assertThat(form.toOrder())
                .isEqualTo(new Order(
                        "NM-1A",
                        "10001",
                        OrderStatus.PAID,
                        Optional.empty(),
                        Optional.of("SF1"),
                        Instant.parse("2026-11-23T12:00:00.123456Z")));
    }

    @Test
    void isTheSameAgainAfterItWasAnOrder() {
        // Given
        OrderForm form = sound("""
            {"number": "NM-1", "customer": "10001", "status": "PAID", "placedAt": "2026-11-23T12:00:00Z"}\
            """);

        // When
        OrderForm again = OrderForm.of(form.toOrder());

        // Then
        assertThat(again).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({
        "NM-1, ''",
        "NM-2, 'must be that of the path, or left out'",
        "nm-1, " + "'must have from 1 to 64 characters, Latin letters, digits and hyphens'",
        "NM 1, " + "'must have from 1 to 64 characters, Latin letters, digits and hyphens'"
    })
    void mustHaveTheNumberOfThePath(String path, String message) {
        // When
        List<FieldError> faults = sound(with("number", "\"NM-1\"")).faultsAt(path);

        // Then
        assertThat(faults).isEqualTo(message.isEmpty() ? List.of() : List.of(FieldError.of("number", message)));
    }

    @Test
    void takesTheNumberOfThePathWhereItHasNone() {
        // Given
        OrderForm form = sound(with("number", ""));

        // When
        Order order = form.toOrder("NM-9");

        // Then
        assertThat(form.faultsAt("NM-9")).isEmpty();
        assertThat(order.number()).isEqualTo("NM-9");
    }

    @Test
    void keepsTheCustomersDataOutOfLogs() {
        assertThat(sound(with("number", "\"NM-1\""))).hasToString("OrderForm[]");
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
