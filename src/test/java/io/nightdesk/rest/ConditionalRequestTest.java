package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionalRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", " \"7\" ", "\"6\", \"7\"", "W/\"7\"", "W/\"6\",W/\"7\""})
    void acceptsAChangeWhenIfMatchListsTheVersion(String ifMatch) {
        // Given
        ConditionalRequest precondition = new ConditionalRequest(ifMatch, null);

        // When, Then
        assertThatCode(() -> precondition.requireMatch(7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"'\"6\"', 412", "'W/\"6\"', 412", "7, 412", "'\"7-gzip\"', 412", "'', 428", ", 428"})
    void rejectsAChangeWhenIfMatchDoesNotListTheVersion(String ifMatch, int status) {
        // Given
        ConditionalRequest precondition = new ConditionalRequest(ifMatch, null);

        // When
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> precondition.requireMatch(7));

        // Then
        assertThat(thrown.problem().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "\"-6\"", "W/\"-6\""})
    void saysThatTheItemHasChangedWhenTheTagIsOfAnotherVersion(String ifMatch) {
        // Given
        ConditionalRequest precondition = new ConditionalRequest(ifMatch, null);

        // When
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> precondition.requireMatch(7));

        // Then
        assertThat(thrown.problem())
                .isEqualTo(ProblemException.preconditionFailed().problem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7-gzip\"", "\"7\";gzip"})
    void saysHowToSendATagThatIsNone(String ifMatch) {
        // Given
        ConditionalRequest precondition = new ConditionalRequest(ifMatch, null);

        // When
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> precondition.requireMatch(7));

        // Then
        assertThat(thrown.problem().detail())
                .hasToString(
                        "If-Match has no ETag of this API: send the ETag of the response unchanged, with its quotation"
                                + " marks, like \"37\", or * for any version.");
    }

    @ParameterizedTest
    @CsvSource({"'\"7\"', 304", "'W/\"7\"', 304", "*, 304", "'\"6\", \"7\"', 304", "'\"6\"', 200", "7, 200", ", 200"})
    void respondsToAReadWithNotModifiedWhenIfNoneMatchListsTheVersion(String ifNoneMatch, int status) {
        // Given
        ConditionalRequest precondition = new ConditionalRequest(null, ifNoneMatch);

        // When
        Response response = precondition.read(7, "item");

        // Then
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeaderString(HttpHeaders.ETAG)).isEqualTo("\"7\"");
    }

    @Test
    void comparesIfMatchOnlyIfItWasSent() {
        // Given
        ConditionalRequest absent = new ConditionalRequest(null, null);
        ConditionalRequest sent = new ConditionalRequest("\"6\"", null);

        // When, Then
        assertThatCode(() -> absent.requireMatchIfSent(Optional.of(7L))).doesNotThrowAnyException();
        assertThatCode(() -> absent.requireMatchIfSent(Optional.empty())).doesNotThrowAnyException();
        assertThatCode(() -> sent.requireMatchIfSent(Optional.of(6L))).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(ProblemException.class, () -> sent.requireMatchIfSent(Optional.of(7L)))
                        .problem()
                        .status())
                .isEqualTo(412);
        assertThat(catchThrowableOfType(ProblemException.class, () -> sent.requireMatchIfSent(Optional.empty()))
                        .problem()
                        .status())
                .isEqualTo(412);
    }

    @Test
    void tagIsTheVersionInQuotes() {
        // When
        String tag = ConditionalRequest.tag(7);

        // Then
        assertThat(tag).isEqualTo("\"7\"");
    }
}
