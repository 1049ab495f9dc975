package io.nightdesk.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightdesk.docs.PromQl.Condition;
import io.nightdesk.docs.PromQl.Query;
import io.nightdesk.docs.PromQl.Selector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PromQlTest {

    @Test
    void findsSelectorsAndLabelsOfAQuery() {
        // When
        Query query = PromQl.parse(
                "histogram_quantile(0.95, sum by (namespace, le) (rate(x_bucket{a=\"b\", c=~\"d|e\"}[5m]))) > 2"
                        + " and on (pod) up == 1");

        // Then
        assertThat(query.selectors())
                .containsExactly(
                        new Selector(
                                "x_bucket",
                                List.of(new Condition("a", "=", "b"), new Condition("c", "=~", "d|e")),
                                true),
                        new Selector("up", List.of(), false));
        assertThat(query.labels()).isEqualTo(Set.of("namespace", "le", "pod"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "up{}",
                "a:b:c > 0.5",
                "(up)",
                "1 - up / on (x) group_left (y) max(up) by (x)",
                "sum without (pod) (up) unless up or up",
                "changes(max by (namespace) (up > 0)[1h:1m]) > 3",
                "increase(up[1h30m]) * 100 ^ 2"
            })
    void parsesValidQueries(String text) {
        assertThat(PromQl.parse(text).selectors()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up up",
                "up{",
                "up{a=b}",
                "up{a>\"b\"}",
                "sum(up",
                "sum by namespace (up)",
                "rate(up)",
                "rate(sum(up)[5m])",
                "rate(up[5])",
                "up[5m]",
                "up[5m] > 1",
                "up and 1",
                "1 > 2",
                "nosuchfunction(up)",
                "histogram_quantile(up)",
                "histogram_quantile(up, 0.9)",
                "up #",
                "up >"
            })
    void rejectsInvalidQueries(String text) {
        assertThatThrownBy(() -> PromQl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
