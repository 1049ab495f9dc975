package io.nightdesk.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlTest {

    @ParameterizedTest
    @CsvSource({
        "08006, true, false",
        "40001, true, false",
        "42501, true, false",
        "42703, true, false",
        "42P01, true, false",
        "53300, true, false",
        "57P01, true, false",
        "58030, true, false",
        "22021, false, false",
        "23514, false, false",
        "23505, false, true",
    })
    void tellsTheDatabasesFaultsFromThoseOfAFrame(String state, boolean outage, boolean repetition) {
        // Given
        RuntimeException failure = new IllegalStateException(new SQLException("", state));

        // When
        boolean isOutage = Sql.isOutage(failure);

        // Then
        assertThat(isOutage).isEqualTo(outage);
        assertThat(Sql.isRepetition(failure)).isEqualTo(repetition);
    }
}
