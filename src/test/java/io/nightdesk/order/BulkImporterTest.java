package io.nightdesk.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nightdesk.rest.ValidatingJsonReader;
import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BulkImporterTest {

    private static final int MAX_LINES = 2_000;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CONNECTION_FAILURE = "08006";

    private static final ValidatingJsonReader JSON_READER = new ValidatingJsonReader(
            JsonMapper.builder().addModule(new JavaTimeModule()).build(),
            Validation.byDefaultProvider()
                    .configure()
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .buildValidatorFactory()
                    .getValidator());

    /** Keeps the batches that it stored, and fails as it is told to. */
    private static final class FakeStore implements BulkImporter.OrderStore {

        private final List<List<String>> batches = new ArrayList<>();
        private String rejectedCustomer = "";
        private String rejectedState = UNIQUE_VIOLATION;
        private int failsAfterBatches = Integer.MAX_VALUE;

        @Override
        public void storeAll(Collection<Order> orders) throws SQLException {
            if (batches.size() >= failsAfterBatches) {
                throw new SQLException("connection lost", CONNECTION_FAILURE);
            }
            if (orders.stream().anyMatch(order -> order.customerUid().equals(rejectedCustomer))) {
                throw new SQLException("rejected", rejectedState);
            }
            batches.add(orders.stream().map(Order::number).toList());
        }
    }

    private final FakeStore store = new FakeStore();

    private List<String> importAll(String body) throws Exception {
        return importAll(body, MAX_LINES);
    }

    private List<String> importAll(String body, int maxLines) throws Exception {
        BulkResponseWriter response = new BulkResponseWriter(Locale.ENGLISH);
        new BulkImporter(store, JSON_READER, response, maxLines)
                .importAll(new NdjsonReader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.write(out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String order(String number, String customer) {
        return "{\"number\": \"%s\", \"customer\": \"%s\", \"status\": \"PAID\", \"placedAt\": \"2026-11-23T12:00:00Z\"}"
                .formatted(number, customer);
    }

    @Test
    void stopsWhenTooManyLinesAreRejected() throws Exception {
        // Given
        int limit = BulkImporter.MAX_REJECTED;
        String body = "{}\n".repeat(limit) + orders(1);

        // When
        List<String> lines = importAll(body, 2 * limit);

        // Then
        assertThat(store.batches).isEmpty();
        assertThat(lines).hasSize(limit + 1);
        assertThat(lines.get(limit))
                .isEqualTo("{\"lines\":10001,\"stored\":0,\"rejected\":10000,\"processedUpTo\":10000,\"detail\":"
                        + "\"10000 lines were rejected, too many to go on. Mend them, and send the lines after line"
                        + " 10000 too.\"}");
    }

    private static String orders(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> order("N-" + i, "c1"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void storesTheValidLinesAndReportsTheOthers() throws Exception {
        // When
        List<String> response =
                importAll(order("N-1", "c1") + "\n\n{\n" + order("N-2", "c 2") + "\n" + order("N-3", "c3"));

        // Then
        assertThat(response)
                .containsExactly(
                        "{\"line\":1,\"status\":\"stored\"}",
                        "{\"line\":3,\"status\":\"rejected\",\"problems\":["
                                + "{\"field\":\"line\",\"message\":\"must be well-formed JSON\"}]}",
                        "{\"line\":4,\"status\":\"rejected\",\"problems\":[{\"field\":\"customer\",\"message\":"
                                + "\"must have from 1 to 64 characters: Latin letters, digits and hyphens\"}]}",
                        "{\"line\":5,\"status\":\"stored\"}",
                        "{\"lines\":4,\"stored\":2,\"rejected\":2,\"processedUpTo\":5}");
        assertThat(store.batches).containsExactly(List.of("N-1", "N-3"));
    }

    @Test
    void storesInBatches() throws Exception {
        // When
        List<String> response = importAll(orders(1_001));

        // Then
        assertThat(response)
                .hasSize(1_002)
                .endsWith("{\"lines\":1001,\"stored\":1001,\"rejected\":0,\"processedUpTo\":1001}");
        assertThat(store.batches).extracting(List::size).containsExactly(500, 500, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"21000", "22003", "23514"})
    void rejectsOnlyTheOrderThatTheDatabaseRejects(String state) throws Exception {
        // Given
        store.rejectedCustomer = "poison";
        store.rejectedState = state;

        // When
        List<String> response =
                importAll(order("N-1", "c1") + "\n" + order("N-2", "poison") + "\n" + order("N-3", "c3"));

        // Then
        assertThat(response)
                .containsExactly(
                        "{\"line\":1,\"status\":\"stored\"}",
                        "{\"line\":2,\"status\":\"rejected\",\"problems\":[{\"field\":\"line\",\"message\":"
                                + "\"was rejected by the database, SQLSTATE " + state + "\"}]}",
                        "{\"line\":3,\"status\":\"stored\"}",
                        "{\"lines\":3,\"stored\":2,\"rejected\":1,\"processedUpTo\":3}");
        assertThat(store.batches).containsExactly(List.of("N-1"), List.of("N-3"));
    }

    @Test
    void reportsTheLinesToSendAgainWhenTheDatabaseFailsInTheMiddle() throws Exception {
        // Given
        store.failsAfterBatches = 2;

        // When
        List<String> response = importAll(orders(1_700));

        // Then
        assertThat(response)
                .hasSize(1_001)
                .endsWith("{\"lines\":1700,\"stored\":1000,\"rejected\":0,\"processedUpTo\":1000,\"detail\":"
                        + "\"The database is unavailable. Send the lines after line 1000 again later.\"}");
    }

    @Test
    void failsWhenTheDatabaseFailsBeforeAnyLineIsStored() {
        // Given
        store.failsAfterBatches = 0;

        // When, Then
        assertThatThrownBy(() -> importAll(orders(1))).isInstanceOf(SQLException.class);
    }

    @Test
    void reportsTheLinesToSendAgainWhenThereAreTooMany() throws Exception {
        // When
        List<String> response = importAll(orders(2_002));

        // Then
        assertThat(response)
                .hasSize(2_001)
                .endsWith(
                        "{\"lines\":2002,\"stored\":2000,\"rejected\":0,\"processedUpTo\":2000,\"detail\":"
                                + "\"A request must have at most 2000 lines. Send the lines after line 2000 in another request.\"}");
    }
}
