package io.nightdesk.faq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import io.nightdesk.rest.EnglishError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleFileParserTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MIB = 1024 * 1024;
    private static final String TOO_DEEP_OR_LONG =
            "The file is nested too deeply, or has a number or a name that is too long to be part of a rule.";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK"})
    void cutsTheFileIntoItsRules(String charset) throws Exception {
        // Given
        byte[] file = " [ {\"key\":\"a\",\"title\":\"退款]\"} ,\n{\"key\":\"b\",\"tags\":[\"}\"]}]\n"
                .getBytes(Charset.forName(charset));

        // When
        List<Entry> entries = parse(file);

        // Then
        assertThat(entries).extracting(Entry::place).containsExactly("[0]", "[1]");
        assertThat(entries.get(0).form().orElseThrow().title()).isEqualTo("退款]");
        assertThat(entries.get(1).form().orElseThrow().tags()).containsExactly("}");
    }

    @Test
    void skipsAByteOrderMark() throws Exception {
        // When
        List<Entry> entries = parse(bytes("\uFEFF[{\"key\":\"a\"}]"));

        // Then
        assertThat(entries).hasSize(1);
    }

    @Test
    void reportsWhatIsNoObjectAndGoesOn() throws Exception {
        // When
        List<Entry> entries = parse(bytes("[7,\"a\",null,[[]],1e999,{\"key\":\"b\"}]"));

        // Then
        assertThat(entries).hasSize(6);
        assertThat(entries.subList(0, 5))
                .allSatisfy(entry -> assertThat(EnglishError.from(entry.errors()))
                        .containsExactly(EnglishError.of("rule", "must be a JSON object")));
        assertThat(entries.get(5).form()).isPresent();
    }

    @Test
    void reportsARuleThatIsTooLargeAndGoesOn() throws Exception {
        // When
        List<Entry> entries = parse(bytes("[{\"title\":\"" + "x".repeat(MIB) + "\"},{\"key\":\"b\"}]"));

        // Then
        assertThat(EnglishError.from(entries.get(0).errors()))
                .containsExactly(EnglishError.of("rule", "must have at most 1048576 bytes"));
        assertThat(entries.get(1).form()).isPresent();
    }

    @Test
    void stopsReadingWhenTheSinkHasEnough() throws Exception {
        // Given
        List<Entry> entries = new ArrayList<>();

        // When
        RuleFileParser.parseJson(FileText.of(bytes("[1,2,3,4]")), RuleFileParserTest::bind, entry -> {
            entries.add(entry);
            return entries.size() < 2;
        });

        // Then
        assertThat(entries).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource
    void rejectsAFileThatIsNoListOfRules(byte[] file, String message) {
        assertThatExceptionOfType(UnreadableFileException.class)
                .isThrownBy(() -> parse(file))
                .withMessage(message);
    }

    static Stream<Arguments> rejectsAFileThatIsNoListOfRules() {
        return Stream.of(
                argumentSet("nothing", new byte[0], "The file must be a JSON array of rules."),
                argumentSet("an object", bytes("{}"), "The file must be a JSON array of rules."),
                argumentSet("an open array", bytes("[{}"), "The file is not well-formed JSON: line 1, column 4."),
                argumentSet("a wrong place", bytes("[{]"), "The file is not well-formed JSON: line 1, column 3."),
                argumentSet(
                        "a wrong place behind Chinese",
                        bytes("[\n{\"退款\":}"),
                        "The file is not well-formed JSON: line 2, column 7."),
                argumentSet("more behind the array", bytes("[]{}"), "The file must end after the array of rules."),
                argumentSet("deep arrays", bytes("[".repeat(400_000)), TOO_DEEP_OR_LONG),
                argumentSet("deep objects", bytes("[" + "{\"a\":".repeat(400_000)), TOO_DEEP_OR_LONG),
                argumentSet("deep arrays in a rule", bytes("[{\"a\":" + "[".repeat(400_000)), TOO_DEEP_OR_LONG),
                argumentSet("a long name", bytes("[{\"" + "a".repeat(MIB) + "\":1}]"), TOO_DEEP_OR_LONG),
                argumentSet("a long number", bytes("[" + "1".repeat(MIB) + "]"), TOO_DEEP_OR_LONG),
                argumentSet(
                        "too many rules",
                        bytes(IntStream.rangeClosed(0, 20_000)
                                .mapToObj(i -> "{}")
                                .collect(Collectors.joining(",", "[", "]"))),
                        "The file has more than 20000 rules."));
    }

    private static List<Entry> parse(byte[] file) throws UnreadableFileException {
        List<Entry> entries = new ArrayList<>();
        RuleFileParser.parseJson(FileText.of(file), RuleFileParserTest::bind, entries::add);
        return entries;
    }

    private static Entry bind(byte[] rule, String place) {
        try {
            return new Entry(place, Optional.of(JSON.readValue(rule, RuleForm.class)), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
