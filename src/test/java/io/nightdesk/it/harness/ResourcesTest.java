package io.nightdesk.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResourcesTest {

    private final Resources resources = new Resources();
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesInReverseOrder() throws Exception {
        // Given
        resources.add(() -> closed.add("database"));
        resources.add(() -> closed.add("replica"));

        // When
        resources.close();

        // Then
        assertThat(closed).containsExactly("replica", "database");
    }

    @Test
    void closesTheRestAndReportsEveryFailureWhenSomeFail() {
        // Given
        IOException first = new IOException("the replica did not stop");
        AssertionError second = new AssertionError("the broker did not stop");
        resources.add(() -> closed.add("database"));
        resources.add(() -> {
            throw second;
        });
        resources.add(() -> {
            throw first;
        });

        // When
        Exception failure = catchException(resources::close);

        // Then
        assertThat(closed).containsExactly("database");
        assertThat(failure).hasCause(first).hasSuppressedException(second);
    }

    @Test
    void closesNothingTwice() throws Exception {
        // Given
        resources.add(() -> closed.add("database"));
        resources.close();

        // When
        resources.close();

        // Then
        assertThat(closed).containsExactly("database");
    }
}
