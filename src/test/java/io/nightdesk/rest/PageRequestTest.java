package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.panache.common.Sort;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageRequestTest {

    private static final Map<String, String> SORTABLE = Map.of("priority", "r.priority", "key", "r.key");

    private static PageRequest.Choice checked(PageRequest request) {
        return request.checked(SORTABLE, "-priority", "r.id");
    }

    @Test
    void returnsTheFirstFiftyInTheDefaultOrderWithoutParameters() {
        // When
        PageRequest.Choice choice = checked(new PageRequest(null, null, null));

        // Then
        assertThat(choice).isEqualTo(new PageRequest.Choice(0, 50, "r.priority desc, r.id"));
    }

    @Test
    void usesTheParameters() {
        // When
        PageRequest.Choice choice = checked(new PageRequest("3", "200", "key,-priority"));

        // Then
        assertThat(choice).isEqualTo(new PageRequest.Choice(3, 200, "r.key, r.priority desc, r.id"));
        assertThat(choice.offset()).isEqualTo(600);
    }

    @Test
    void reportsAllErrorsAtOnce() {
        // When
        ProblemException thrown = catchThrowableOfType(
                ProblemException.class, () -> checked(new PageRequest("-1", "abc", "key,title; drop table rule,-key")));

        // Then
        assertThat(thrown).hasMessage("The request has 4 errors, see problems.");
        assertThat(thrown.problem().status()).isEqualTo(400);
        assertThat(EnglishError.from(thrown.problem().problems()))
                .containsExactly(
                        EnglishError.of("page", "must be a whole number from 0 to 1000000"),
                        EnglishError.of("size", "must be a whole number from 1 to 200"),
                        EnglishError.at("sort", 4, "must be one of key, priority"),
                        EnglishError.at("sort", 27, "must name each field only once"));
    }

    @ParameterizedTest
    @CsvSource({"1000001, 1", "0, 0", "0, 201", "0, 1.5", "0, ' 5'", "99999999999, 1"})
    void rejectsNumbersOutOfRange(String page, String size) {
        // When
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> checked(new PageRequest(page, size, null)));

        // Then
        assertThat(thrown.problem().problems()).hasSize(1);
    }

    @Test
    void givesTheSameOrderToPanache() {
        // When
        Sort sort = new PageRequest.Choice(0, 50, "waitingSince desc, customerUid").sort();

        // Then
        assertThat(sort.getColumns())
                .extracting(Sort.Column::getName, Sort.Column::getDirection)
                .containsExactly(
                        tuple("waitingSince", Sort.Direction.Descending),
                        tuple("customerUid", Sort.Direction.Ascending));
    }
}
