package io.nightdesk.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nightdesk.rest.EnglishError;
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

/** Orders in JSON, read as the API reads them. Clients match on the error messages, so they are exact here. */
final class OrderFormTest {

    private static final String ID_MESSAGE = "must have from 1 to 64 characters: Latin letters, digits and hyphens";
    private static final String LINE_MESSAGE = "must have at most 100 characters, none of them a control character";
    private static final String OTHER_MESSAGE =
            "must not read like a date, a time, an amount or a quantity: a customer could not name the order";
    private static final String TIME_MESSAGE = "must be from 1970 to 2100";

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final ValidatingJsonReader READER = new ValidatingJsonReader(
            JSON,
            Validation.byDefaultProvider()
                    .configure()
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .buildValidatorFactory()
                    .getValidator());

    /** A valid order with one field replaced, or removed if the value is empty. */
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
        return READER.read(json.getBytes(StandardCharsets.UTF_8), OrderForm.class);
    }

    private static OrderForm valid(String json) {
        ReadResult read = read(json);
        assertThat(read).isInstanceOf(ReadResult.Valid.class);
        return (OrderForm) ((ReadResult.Valid) read).value();
    }

    @ParameterizedTest
    @MethodSource
    void rejects(String field, String value, String message) {
        // When
        ReadResult read = read(with(field, value));

        // Then
        assertThat(EnglishError.from(((ReadResult.Invalid) read).errors()))
                .containsExactly(EnglishError.of(field, message));
    }

    static Stream<Arguments> rejects() {
        return Stream.of(
                argumentSet("a blank number", "number", "\" \"", ID_MESSAGE),
                argumentSet("a number with a space", "number", "\"NM 1\"", ID_MESSAGE),
                argumentSet("a number in Chinese", "number", "\"订单1\"", ID_MESSAGE),
                argumentSet("a number that is too long", "number", quoted("9".repeat(65)), ID_MESSAGE),
                argumentSet(
                        "a number without a digit",
                        "number",
                        "\"ABC-D\"",
                        "must have a digit: a customer could not name the order otherwise"),
                argumentSet(
                        "hyphens",
                        "number",
                        "\"--\"",
                        "must have a digit: a customer could not name the order otherwise"),
                argumentSet(
                        "a number of three digits",
                        "number",
                        "\"100\"",
                        "must have a letter or at least 4 digits: fewer digits in a customer's text mean an amount or a"
                                + " model"),
                argumentSet("a date as number", "number", "\"2026-11-01\"", OTHER_MESSAGE),
                argumentSet("a quantity as number", "number", "\"500ml\"", OTHER_MESSAGE),
                argumentSet("a JSON number as number", "number", "1", "must be a text"),
                argumentSet("no customer", "customer", "", "is required"),
                argumentSet("null as the customer", "customer", "null", "is required"),
                argumentSet("an empty customer", "customer", "\"\"", ID_MESSAGE),
                argumentSet("a customer with a topic separator", "customer", "\"a/b\"", ID_MESSAGE),
                argumentSet("a customer with a space", "customer", "\"10001 \"", ID_MESSAGE),
                argumentSet("a customer that is too long", "customer", quoted("a".repeat(65)), ID_MESSAGE),
                argumentSet("no status", "status", "", "is required"),
                argumentSet(
                        "an unknown status",
                        "status",
                        "\"LOST\"",
                        "must be one of UNPAID, PAID, SHIPPED, DELIVERED, CANCELLED, REFUNDING, REFUNDED"),
                argumentSet(
                        "a status in lower case",
                        "status",
                        "\"paid\"",
                        "must be one of UNPAID, PAID, SHIPPED, DELIVERED, CANCELLED, REFUNDING, REFUNDED"),
                argumentSet("a carrier that is too long", "carrier", quoted("顺".repeat(101)), LINE_MESSAGE),
                argumentSet("a carrier with a line break", "carrier", "\"a\\nb\"", LINE_MESSAGE),
                argumentSet("a carrier with U+0000", "carrier", "\"a\\u0000b\"", LINE_MESSAGE),
                argumentSet("a carrier with half a surrogate pair", "carrier", "\"a\\ud83d\"", LINE_MESSAGE),
                argumentSet("a tracking number that is too long", "tracking", quoted("1".repeat(101)), LINE_MESSAGE),
                argumentSet("a tracking number with a tab", "tracking", "\"1\\t2\"", LINE_MESSAGE),
                argumentSet("no time", "placedAt", "", "is required"),
                argumentSet(
                        "a time without a zone",
                        "placedAt",
                        "\"2026-11-23T20:00:00\"",
                        "must be like 2026-11-23T20:00:00Z"),
                argumentSet("a time as number", "placedAt", "1795440000000", "must be like 2026-11-23T20:00:00Z"),
                argumentSet("seconds as text", "placedAt", "\"1795680000\"", "must be like 2026-11-23T20:00:00Z"),
                argumentSet(
                        "milliseconds as text", "placedAt", "\" 1795440000000 \"", "must be like 2026-11-23T20:00:00Z"),
                argumentSet("a negative number as text", "placedAt", "\"-1\"", "must be like 2026-11-23T20:00:00Z"),
                argumentSet("a fraction as text", "placedAt", "\"1795680000.5\"", "must be like 2026-11-23T20:00:00Z"),
                argumentSet("a blank time", "placedAt", "\" \"", "is required"),
                argumentSet("a time before the first", "placedAt", "\"1969-12-31T23:59:59.999Z\"", TIME_MESSAGE),
                argumentSet("a time after the last", "placedAt", "\"2101-01-01T00:00:00Z\"", TIME_MESSAGE),
                argumentSet(
                        "an unknown field",
                        "colour",
                        "\"red\"",
                        "is unknown; known fields are carrier, customer, number, placedAt, status, tracking"));
    }

    @ParameterizedTest
    @MethodSource
    void accepts(String field, String value) {
        assertThat(read(with(field, value))).isInstanceOf(ReadResult.Valid.class);
    }

    static Stream<Arguments> accepts() {
        return Stream.of(
                argumentSet("no number", "number", ""),
                argumentSet("a number of four digits", "number", "\"1001\""),
                argumentSet("a number like a phone", "number", "\"13812345678\""),
                argumentSet("a number like a date", "number", "\"20261101\""),
                argumentSet("the longest number", "number", quoted("9".repeat(64))),
                argumentSet("the longest customer", "customer", quoted("a".repeat(64))),
                argumentSet("the longest carrier", "carrier", quoted("顺".repeat(100))),
                argumentSet("a carrier with a surrogate pair", "carrier", "\"\\ud83d\\ude9a\""),
                argumentSet("no tracking number", "tracking", ""),
                argumentSet("the first time", "placedAt", "\"1970-01-01T00:00:00Z\""),
                argumentSet("the last time", "placedAt", "\"2100-12-31T23:59:59.999999Z\""));
    }

    @Test
    void reportsAllErrorsAtOnce() {
        // When
        ReadResult read =
                read("{\"number\": \"a b\", \"status\": \"LOST\", \"carrier\": \"a\\u0000\", \"placedAt\": 0}");

        // Then
        assertThat(((ReadResult.Invalid) read).errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("number", "customer", "status", "carrier", "placedAt");
    }

    @Test
    void convertsValuesToTheirStoredForm() {
        // When
        OrderForm form = valid("""
                {"number": " ｎｍ－１ａ ", "customer": "10001", "status": "PAID", "carrier": "  ", "tracking": " SF1 ",
                 "placedAt": "2026-11-23T20:00:00.1234567+08:00"}""");

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
    void survivesAConversionToAnOrderAndBack() {
        // Given
        OrderForm form = valid("""
                {"number": "NM-1", "customer": "10001", "status": "PAID", "placedAt": "2026-11-23T12:00:00Z"}""");

        // When
        OrderForm again = OrderForm.of(form.toOrder());

        // Then
        assertThat(again).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({
        "NM-1, ''",
        "NM-2, 'must equal the number in the path, or be omitted'",
        "nm-1, " + "'must have from 1 to 64 characters: Latin letters, digits and hyphens'",
        "NM 1, " + "'must have from 1 to 64 characters: Latin letters, digits and hyphens'"
    })
    void requiresTheNumberOfThePath(String path, String message) {
        // When
        List<FieldError> errors = valid(with("number", "\"NM-1\"")).errorsForPath(path);

        // Then
        assertThat(EnglishError.from(errors))
                .isEqualTo(message.isEmpty() ? List.of() : List.of(EnglishError.of("number", message)));
    }

    @Test
    void takesTheNumberOfThePathWhenItHasNone() {
        // Given
        OrderForm form = valid(with("number", ""));

        // When
        Order order = form.toOrder("NM-9");

        // Then
        assertThat(form.errorsForPath("NM-9")).isEmpty();
        assertThat(order.number()).isEqualTo("NM-9");
    }

    @Test
    void keepsCustomersDataOutOfLogs() {
        assertThat(valid(with("number", "\"NM-1\""))).hasToString("OrderForm[]");
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
