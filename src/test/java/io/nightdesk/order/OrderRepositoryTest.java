package io.nightdesk.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Orders in a real PostgreSQL. */
final class OrderRepositoryTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static Database database;
    private static OrderRepository repository;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        PGSimpleDataSource dataSource = database.migrated();
        repository = new OrderRepository(dataSource);
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    private static Order order(String number, String customer, int day) {
        return new Order(
                number,
                customer,
                OrderStatus.SHIPPED,
                Optional.empty(),
                Optional.of("SF99" + number),
                START.plusSeconds(86_400L * day));
    }

    private static List<String> numbers(OrderSelection selection) {
        return selection.orders().stream().map(Order::number).toList();
    }

    @Test
    void findsOnlyOrdersOfTheCustomerWhoAsks() throws Exception {
        // Given
        repository.storeAll(
                List.of(order("NM20260001", "a", 1), order("NM20260002", "a", 2), order("NM20260003", "b", 3)));
        OrderQuery latest = new OrderQuery("a", "到哪了", "");
        OrderQuery own = new OrderQuery("a", "NM 2026 0001", "");
        OrderQuery foreign = new OrderQuery("a", "NM20260003", "");
        OrderQuery foreignTracking = new OrderQuery("a", "SF99NM20260003", "");
        OrderQuery attached = new OrderQuery("b", "到哪了", "NM20260003");
        OrderQuery attachedForeign = new OrderQuery("b", "到哪了", "NM20260001");
        OrderQuery stranger = new OrderQuery("c", "到哪了", "");

        // When
        Map<OrderQuery, OrderSelection> found = repository.find(
                List.of(latest, own, foreign, foreignTracking, attached, attachedForeign, stranger, latest));

        // Then
        assertThat(numbers(found.get(latest))).containsExactly("NM20260002");
        assertThat(numbers(found.get(own))).containsExactly("NM20260001");
        assertThat(numbers(found.get(foreign))).isEmpty();
        assertThat(numbers(found.get(foreignTracking))).isEmpty();
        assertThat(numbers(found.get(attached))).containsExactly("NM20260003");
        assertThat(numbers(found.get(attachedForeign))).isEmpty();
        assertThat(found.get(stranger)).isEqualTo(OrderSelection.NONE);
    }

    @Test
    void findsAnOrderThatIsTooOldToBeComparedByItsPrintedNumber() throws Exception {
        // Given
        repository.storeAll(IntStream.range(0, 250)
                .mapToObj(i -> order("WS" + (20_260_000 + i), "wholesale", i))
                .toList());
        OrderQuery printed = new OrderQuery("wholesale", "ws20260003到哪了", "");
        OrderQuery grouped = new OrderQuery("wholesale", "WS 2026 0003 到哪了", "");
        OrderQuery latest = new OrderQuery("wholesale", "到哪了", "");

        // When
        Map<OrderQuery, OrderSelection> found = repository.find(List.of(printed));
        Map<OrderQuery, OrderSelection> foundGrouped = repository.find(List.of(grouped));
        Map<OrderQuery, OrderSelection> foundLatest = repository.find(List.of(latest));

        // Then
        assertThat(numbers(found.get(printed))).containsExactly("WS20260003");
        assertThat(numbers(foundGrouped.get(grouped))).isEmpty();
        assertThat(numbers(foundLatest.get(latest))).containsExactly("WS20260249");
    }
}
