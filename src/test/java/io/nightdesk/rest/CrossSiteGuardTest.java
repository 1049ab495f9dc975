package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CrossSiteGuardTest {

    private final CrossSiteGuard guard = new CrossSiteGuard(/* corsEnabled= */ false);
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @CsvSource({
        "https://desk.example, https, desk.example",
        "https://DESK.example, https, desk.Example",
        "https://desk.example, https, desk.example:443",
        "https://desk.example:443, https, desk.example",
        "http://desk.example, http, desk.example:80",
        "http://localhost:8080, http, localhost:8080",
        "http://[::1]:8080, http, [::1]:8080",
    })
    void allowsAPageOfTheServiceItself(String origin, String scheme, String authority) {
        // Given
        headers.add("Origin", origin).add("Sec-Fetch-Site", "same-origin");

        // When
        boolean isForbidden = guard.forbids(headers, scheme, authority);

        // Then
        assertThat(isForbidden).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, https, desk.example",
        "https://desk.example.evil.example, https, desk.example",
        "https://x.desk.example, https, desk.example",
        "https://example, https, desk.example",
        "http://desk.example, https, desk.example",
        "https://desk.example, http, desk.example",
        "https://desk.example:8443, https, desk.example",
        "http://localhost:8081, http, localhost:8080",
        "http://localhost, http, localhost:8080",
        "https://desk.example@evil.example, https, desk.example",
        "https://desk.example/, https, desk.example",
        "https://desk.example?, https, desk.example",
        "https://desk.example https://evil.example, https, desk.example",
        "file://, https, desk.example",
        "chrome-extension://desk.example, https, desk.example",
        "desk.example, https, desk.example",
        "//desk.example, https, desk.example",
        "null, https, desk.example",
        "null, null, null",
        "'', https, desk.example",
        "https://desk.example, https, null",
        "https://null, https, ''",
    })
    void forbidsAnotherOriginOrNone(String origin, String scheme, String authority) {
        // Given
        headers.add("Origin", origin);

        // When
        boolean isForbidden = guard.forbids(headers, scheme, authority);

        // Then
        assertThat(isForbidden).isTrue();
    }

    @Test
    void forbidsTwoOriginsOfWhichOneIsItsOwn() {
        // Given
        headers.add("Origin", "https://desk.example").add("Origin", "https://evil.example");

        // When
        boolean isForbidden = guard.forbids(headers, "https", "desk.example");

        // Then
        assertThat(isForbidden).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"same-origin, false", "none, false", "same-site, true", "cross-site, true", "'', true", "other, true"})
    void decidesByTheSiteWithoutAnOrigin(String site, boolean expected) {
        // Given
        headers.add("Sec-Fetch-Site", site);

        // When
        boolean isForbidden = guard.forbids(headers, "https", "desk.example");

        // Then
        assertThat(isForbidden).isEqualTo(expected);
    }

    @Test
    void forbidsAForeignSiteEvenWithItsOwnOrigin() {
        // Given
        headers.add("Origin", "https://desk.example").add("Sec-Fetch-Site", "cross-site");

        // When
        boolean isForbidden = guard.forbids(headers, "https", "desk.example");

        // Then
        assertThat(isForbidden).isTrue();
    }

    @Test
    void allowsAProgramThatIsNoBrowser() {
        // When
        boolean isForbidden = guard.forbids(headers, "http", "desk.example");

        // Then
        assertThat(isForbidden).isFalse();
    }

    @Test
    void leavesTheOriginToTheCorsFilterWhereCorsIsConfigured() {
        // Given
        headers.add("Origin", "https://shop.example").add("Sec-Fetch-Site", "cross-site");

        // When
        boolean isForbidden = new CrossSiteGuard(/* corsEnabled= */ true).forbids(headers, "https", "desk.example");

        // Then
        assertThat(isForbidden).isFalse();
    }

    @Test
    void forbidsAForeignSiteWithoutAnOriginWhereCorsIsConfigured() {
        // Given
        headers.add("Sec-Fetch-Site", "cross-site");

        // When
        boolean isForbidden = new CrossSiteGuard(/* corsEnabled= */ true).forbids(headers, "https", "desk.example");

        // Then
        assertThat(isForbidden).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "post", "FOO"})
    void takesEveryOtherMethodForAChange(String method) {
        // When
        boolean isChange = CrossSiteGuard.isChange(HttpMethod.valueOf(method));

        // Then
        assertThat(isChange).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void takesReadsForSafe(String method) {
        // When
        boolean isChange = CrossSiteGuard.isChange(HttpMethod.valueOf(method));

        // Then
        assertThat(isChange).isFalse();
    }
}
