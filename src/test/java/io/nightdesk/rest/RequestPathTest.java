package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/",
                "/im/js/IM.proto",
                "/chat/icon.svg",
                "/api/v1/accounts/a.b_c-d",
                "/api/v1/accounts/...",
                "/.well-known/security.txt",
                "/api/v1/rules/%E9%80%80%E6%AC%BE",
                "/api/v1/rules/%e9%80%80%e6%ac%be/revisions/7/restore",
                "/api/v1/orders/%EF%BC%AE%EF%BC%AD%202026",
                "/a%20b%22c%3Cd%3E",
                "/a:b@c!$&'()*+,=~",
                "/%F0%9F%8C%99"
            })
    void acceptsAPathWithOneSpelling(String path) {
        // When
        boolean isUnambiguous = RequestPath.isUnambiguous(path);

        // Then
        assertThat(isUnambiguous).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "api/v1/rules",
                "/api;x/v1/rejected/replay",
                "/api;/v1/rules",
                "/;/api/v1/rules",
                "/chat;x/settings",
                "/chat/settings;jsessionid=1",
                "/api%3bx/v1/rules",
                "/api%3B/v1/rules",
                "/api%2fv1/rules",
                "/api%2Fv1/rules",
                "/api/v1/rules/a%5Cb",
                "/api/v1/rules/a%5cb",
                "/api\\v1\\rules",
                "//api/v1/rules",
                "/api//v1/rules",
                "/api/v1/rules//",
                "/./api/v1/rules",
                "/api/v1/./rules",
                "/x/../api/v1/rules",
                "/api/v1/rules/.",
                "/api/v1/rules/..",
                "/x/%2e%2e/api/v1/rules",
                "/x/.%2E/api/v1/rules",
                "/api/v1/accounts/a%2eb",
                "/%61pi/v1/rules",
                "/api/v%31/rules",
                "/api/v1/accounts%2Dx",
                "/api/v1/rules%00",
                "/api/v1/rules/a%0d%0aX: y",
                "/api/v1/rules/%09",
                "/api/v1/rules/%7F",
                "/api/v1/rules/%C2%85",
                "/api/v1/rules/\u0000",
                "/api/v1/rules/\u007f",
                "/api/v1/rules/a b",
                "/api/v1/rules/%252f",
                "/api/v1/rules/%",
                "/api/v1/rules/%4",
                "/api/v1/rules/%zz",
                "/api/v1/rules/%+1",
                "/api/v1/rules/%\uff12\uff26",
                "/api/v1/rules/%u002f",
                "/api/v1/rules/%c0%af",
                "/api/v1/rules/%E9%80",
                "/api/v1/rules/%ED%A0%80",
                "/api/v1/rules/%FF",
                "/api/v1/rules/\u9000\u6b3e",
                "/api/v1/rules#x",
                "/api/v1/rules?x"
            })
    void refusesAPathThatCouldBeUnderstoodDifferently(String path) {
        // When
        boolean isUnambiguous = RequestPath.isUnambiguous(path);

        // Then
        assertThat(isUnambiguous).isFalse();
    }
}
