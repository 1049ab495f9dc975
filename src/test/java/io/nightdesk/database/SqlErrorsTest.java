package io.nightdesk.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

final class SqlErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "40001, true",
        "42501, true",
        "42703, true",
        "42P01, true",
        "53300, true",
        "57P01, true",
        "58030, true",
        "22021, false",
        "23514, false",
        "23505, false",
    })
    void tellsTheDatabasesFaultsFromThoseOfAFrame(String state, boolean outage) {
        // Given
        RuntimeException failure = new IllegalStateException(new SQLException("", state));

        // When
        boolean isOutage = SqlErrors.isOutage(failure);

        // Then
        assertThat(isOutage).isEqualTo(outage);
    }

    @ParameterizedTest
    @CsvSource({
        "23505, exchange_frame_key, true",
        "23505, exchange_pkey, false",
        "23503, exchange_frame_key, false",
    })
    void tellsByWhichConstraintAKeyIsTaken(String state, String constraint, boolean taken) {
        // Given
        ServerErrorMessage said = new ServerErrorMessage("SERROR\0C" + state + "\0Mrefused\0n" + constraint + "\0");
        RuntimeException failure = new IllegalStateException(new PSQLException(said, false));

        // When
        boolean isTaken = SqlErrors.isTaken(failure, "exchange_frame_key");

        // Then
        assertThat(isTaken).isEqualTo(taken);
    }
}
