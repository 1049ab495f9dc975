package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionalRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", " \"7\" ", "\"6\", \"7\""})
    void letsAChangeToThisVersionPass(String ifMatch) {
        // Given
        ConditionalRequest precondition = new ConditionalRequest(ifMatch, null);

        // When, Then
        assertThatCode(() -> precondition.requireMatch(7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"'\"6\"', 412", "'W/\"7\"', 412", "7, 412", "'', 428", ", 428"})
    void refusesAChangeToAnother(String ifMatch, int status) {
        // Given
        ConditionalRequest precondition = new ConditionalRequest(ifMatch, null);

        // When
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> precondition.requireMatch(7));

        // Then
        assertThat(refused.problem().status()).isEqualTo(status);
    }

    @Test
    void tellsTheVersions() {
        // When
        String tag = ConditionalRequest.tag(7);

        // Then
        assertThat(tag).isEqualTo("\"7\"");
    }
}
