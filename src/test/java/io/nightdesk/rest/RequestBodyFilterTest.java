package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestBodyFilterTest {

    private static final Map<String, Long> LIMITS = Map.of("/api/v1/orders/bulk", 7L);

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/orders/bulk", "/api/v1/orders/bulk/"})
    void findsTheLimitOfAPathWithAndWithoutATrailingSlash(String path) {
        // When
        Optional<Long> limit = RequestBodyFilter.streamLimit(LIMITS, path);

        // Then
        assertThat(limit).contains(7L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/orders", "/api/v1/orders/bulk//", "/api/v1/orders/bulk/x", "/"})
    void findsNoLimitOfAnotherPath(String path) {
        // When
        Optional<Long> limit = RequestBodyFilter.streamLimit(LIMITS, path);

        // Then
        assertThat(limit).isEmpty();
    }
}
