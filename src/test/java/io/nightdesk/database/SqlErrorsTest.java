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
    void recognisesAnOutageByItsSqlState(String sqlState, boolean expected) {
        // Given
        RuntimeException failure = new IllegalStateException(new SQLException("", sqlState));

        // When
        boolean isOutage = SqlErrors.isOutage(failure);

        // Then
        assertThat(isOutage).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "23505, exchange_frame_key, true",
        "23505, exchange_pkey, false",
        "23503, exchange_frame_key, false",
    })
    void recognisesAUniqueViolationByItsConstraint(String sqlState, String constraint, boolean expected) {
        // Given
        ServerErrorMessage message =
                new ServerErrorMessage("SERROR\0C" + sqlState + "\0Mduplicate key\0n" + constraint + "\0");
        RuntimeException failure = new IllegalStateException(new PSQLException(message, false));

        // When
        boolean isUniqueViolation = SqlErrors.isUniqueViolation(failure, "exchange_frame_key");

        // Then
        assertThat(isUniqueViolation).isEqualTo(expected);
    }
}
