package io.nightdesk.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.ManualClock;
import io.nightdesk.database.SqlCondition;
import io.nightdesk.it.harness.Database;
import io.nightdesk.rest.EnglishError;
import io.nightdesk.rest.FieldError;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The audit log in a real PostgreSQL. */
final class AuditLogTest {

    private static final Instant START = Instant.parse("2026-11-23T20:00:00Z");

    private static Database database;
    private static PGSimpleDataSource dataSource;
    private static AuditQueries queries;

    private final ManualClock clock = new ManualClock(START);
    private final AuditLog log = new AuditLog(
            dataSource,
            QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal("night-editor"))
                    .build(),
            new ObjectMapper(),
            clock);

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        dataSource = database.migrated();
        queries = new AuditQueries(dataSource, new ObjectMapper());
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.update("truncate audit_entry");
    }

    @Test
    void recordsTheAccountOfTheRequest() {
        // When
        long id = log.record(
                AuditAction.REJECTED_FRAME_DELETED, AuditSubject.of(7), Map.of("frames", 3, "by", "hand", "all", true));

        // Then
        assertThat(all())
                .containsExactly(new AuditEntry(
                        id,
                        START,
                        "night-editor",
                        AuditKind.REJECTED_FRAME,
                        "deleted",
                        "7",
                        Map.of("all", "true", "by", "hand", "frames", "3")));
    }

    @Test
    void recordsAChangeByTheServiceItself() {
        // When
        log.recordBy(AuditLog.SYSTEM, AuditAction.ACCOUNT_CREATED, AuditSubject.NONE, Map.of());

        // Then
        assertThat(all()).singleElement().satisfies(entry -> {
            assertThat(entry.by()).isEqualTo("system");
            assertThat(entry.subject()).isNull();
            assertThat(entry.details()).isEmpty();
        });
    }

    @Test
    void updatesTheDetailsOfOneEntry() {
        // Given
        log.record(AuditAction.ORDER_UPLOADED, AuditSubject.NONE, Map.of("orders", 1));
        long second = log.record(AuditAction.ORDER_UPLOADED, AuditSubject.NONE, Map.of("orders", 500));

        // When
        log.setDetails(second, Map.of("orders", 900));

        // Then
        assertThat(all())
                .extracting(AuditEntry::details)
                .containsExactly(Map.of("orders", "900"), Map.of("orders", "1"));
    }

    @Test
    void losesNothingButTheNamesWhenACustomerIsErased() {
        // Given
        log.record(AuditAction.SESSION_PAUSED, AuditSubject.customer("10001"), Map.of());
        log.record(AuditAction.ORDER_CREATED, AuditSubject.ofCustomer("NM-1", "10001"), Map.of());
        log.record(AuditAction.ORDER_CREATED, AuditSubject.ofCustomer("NM-2", "10002"), Map.of());
        log.record(AuditAction.ACCOUNT_CREATED, AuditSubject.of("10001"), Map.of());

        // When
        log.eraseCustomer("10001");

        // Then
        assertThat(database.query(
                        "select concat_ws(' ', kind, action, subject, customer_uid) from audit_entry order by id"))
                .containsExactly(
                        "session paused ", "order created ", "order created NM-2 10002", "account created 10001");
    }

    @Test
    void readsFromTheNewestToTheOldest() {
        // Given
        long first = log.record(AuditAction.MODE_SET, AuditSubject.NONE, Map.of());
        long second = log.record(AuditAction.MODE_SET, AuditSubject.NONE, Map.of());
        long third = log.record(AuditAction.MODE_SET, AuditSubject.NONE, Map.of());

        // When
        List<AuditEntry> newest = queries.newest(SqlCondition.ANY, Long.MAX_VALUE, 2);
        List<AuditEntry> older = queries.newest(SqlCondition.ANY, second, 2);

        // Then
        assertThat(newest).extracting(AuditEntry::id).containsExactly(third, second);
        assertThat(older).extracting(AuditEntry::id).containsExactly(first);
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("kind", (Consumer<AuditFilterForm>) form -> form.kind = "rule", List.of("a")),
                Arguments.of("account", (Consumer<AuditFilterForm>) form -> form.by = " system ", List.of("c")),
                Arguments.of("subject", (Consumer<AuditFilterForm>) form -> form.subject = "b", List.of("b")),
                Arguments.of(
                        "from",
                        (Consumer<AuditFilterForm>) form -> form.from = "2026-11-23T21:00:00Z",
                        List.of("c", "b")),
                Arguments.of(
                        "until",
                        (Consumer<AuditFilterForm>) form -> form.until = "2026-11-24T06:00:00+08:00",
                        List.of("b", "a")),
                Arguments.of("none", (Consumer<AuditFilterForm>) form -> form.kind = "", List.of("c", "b", "a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void selectsByFilter(String name, Consumer<AuditFilterForm> filter, List<String> subjects) {
        // Given
        log.record(AuditAction.RULE_CREATED, AuditSubject.of("a"), Map.of());
        clock.advance(Duration.ofHours(1));
        log.record(AuditAction.ORDER_DELETED, AuditSubject.of("b"), Map.of());
        clock.advance(Duration.ofHours(1));
        log.recordBy("system", AuditAction.ACCOUNT_CREATED, AuditSubject.of("c"), Map.of());
        AuditFilterForm form = new AuditFilterForm();
        filter.accept(form);

        // When
        List<AuditEntry> found = queries.newest(form.condition(new ArrayList<>()), Long.MAX_VALUE, 10);

        // Then
        assertThat(found).extracting(AuditEntry::subject).isEqualTo(subjects);
    }

    @Test
    void reportsAllErrorsOfAFilter() {
        // Given
        AuditFilterForm form = new AuditFilterForm();
        form.kind = "rules";
        form.by = "x".repeat(201);
        form.subject = "a\nb";
        form.from = "yesterday";
        form.until = "0001-01-01T00:00:00Z";
        List<FieldError> errors = new ArrayList<>();

        // When
        form.condition(errors);

        // Then
        assertThat(EnglishError.from(errors))
                .containsExactlyInAnyOrder(
                        EnglishError.of(
                                "kind",
                                "must be one of rule, schedule, mode, session, order, account, rejected_frame,"
                                        + " customer, question"),
                        EnglishError.of("by", "must have at most 200 characters, none of them a control character"),
                        EnglishError.of(
                                "subject", "must have at most 200 characters, none of them a control character"),
                        EnglishError.of("from", "must be a time like 2026-11-23T20:00:00Z"),
                        EnglishError.of("until", "must be from 1970 to 9999"));
    }

    private static List<AuditEntry> all() {
        return queries.newest(SqlCondition.ANY, Long.MAX_VALUE, 10);
    }
}
