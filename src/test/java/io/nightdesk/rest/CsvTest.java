package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CsvTest {

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(List.of("a", "", "怎么退货"), "a,,怎么退货\r\n"),
                Arguments.of(List.of("one, two", "three; four"), "\"one, two\",\"three; four\"\r\n"),
                Arguments.of(List.of("say \"hi\""), "\"say \"\"hi\"\"\"\r\n"),
                Arguments.of(List.of("two\nlines", "two\r\nlines"), "\"two\nlines\",\"two\r\nlines\"\r\n"),
                Arguments.of(List.of("=1+1", "+86", "-1", "@name"), "'=1+1,'+86,'-1,'@name\r\n"),
                Arguments.of(List.of("\t=1", "\r=1", "\n=1"), "\"'\t=1\",\"'\r=1\",\"'\n=1\"\r\n"),
                Arguments.of(List.of("＝1", "＋1", "－1", "＠a"), "'＝1,'＋1,'－1,'＠a\r\n"),
                Arguments.of(List.of("=\"a\",b"), "\"'=\"\"a\"\",b\"\r\n"),
                Arguments.of(List.of("a=1", "1-2", " =1"), "a=1,1-2, =1\r\n"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void quotesSpecialCharactersAndEscapesFormulas(List<String> cells, String expected) {
        // When
        String line = Csv.line(cells);

        // Then
        assertThat(line).isEqualTo(expected);
    }
}
