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
        "0A000, true",
        "25006, true",
        "25P02, true",
        "25P03, true",
        "28000, true",
        "28P01, true",
        "3D000, true",
        "3F000, true",
        "40001, true",
        "40P01, true",
        "42501, true",
        "42703, true",
        "42P01, true",
        "53100, true",
        "53200, true",
        "53300, true",
        "55006, true",
        "55P03, true",
        "57014, true",
        "57P01, true",
        "57P03, true",
        "58030, true",
        "F0000, true",
        "P0001, true",
        "XX000, true",
        "XX001, true",
        "ZZ999, true",
        "21000, false",
        "22001, false",
        "22021, false",
        "22P05, false",
        "23502, false",
        "23505, false",
        "23514, false",
        "54000, false",
        "54001, false",
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
