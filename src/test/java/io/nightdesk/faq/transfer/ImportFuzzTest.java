package io.nightdesk.faq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nightdesk.Mutation;
import io.nightdesk.Seed;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ValidatingJsonReader;
import io.nightdesk.rest.ValidatingJsonReader.ReadResult;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever file is imported: it has rules, errors at a place, or one sentence why it cannot be read; and never anything else. */
final class ImportFuzzTest {

    private static final int FILES = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final String CSV = """
            key,title,exact,keywords_all,keywords_any,regexes,examples,zh,en,image,priority,valid_from,tags
            refund,退款,退款多久,退款;多久,几天,退.{0,4}款,"钱几天能退
            多久到账",原路退回。,"It takes ""days"".",,5,2026-01-01T00:00:00Z,售后
            order,订单,,订单,,,,您的订单{{order.status}},,,,,
            """;

    private static final String JSON = """
            [{"key": "refund", "title": "退款", "triggers": {"exact": ["退款多久"], "keywords": [{"all": ["退款"], "any": ["多久"]}],
              "regexes": ["退.{0,4}款"], "examples": ["钱几天能退"]}, "answers": {"variants": [{"zh": "原路退回。"}], "menu": ["order"]},
              "validity": {"from": "2026-01-01T00:00:00Z"}, "priority": 5, "scope": [20], "tags": ["售后"]},
             {"key": "order", "title": "订单", "answers": {"variants": [{"en": "Your order: {{order.status}}"}]}}]""";

    private static final String FORM =
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\n" + CSV + "\r\n--x--\r\n";

    private static final List<byte[]> TOKENS = Stream.of(
                    Stream.of(
                                    "\"",
                                    "\"\"",
                                    ",",
                                    ";",
                                    "\t",
                                    "\r\n",
                                    "\r",
                                    "\n",
                                    "sep=;\n",
                                    "\uFEFF",
                                    "\u0000",
                                    "{{",
                                    "}}",
                                    "｛",
                                    "[",
                                    "{",
                                    "]",
                                    "}",
                                    ":",
                                    "null",
                                    "1e999999999",
                                    "\\ud800",
                                    "\\u0000",
                                    "--x",
                                    "--x--",
                                    "\r\n\r\n",
                                    "(",
                                    "(a*)*",
                                    "=1+1",
                                    "9".repeat(2_000),
                                    "[".repeat(1_100))
                            .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                    Stream.of("ff", "eda080", "c0af", "a3ac", "8140", "fe", "504b0304", "fffe", "feff", "00")
                            .map(HexFormat.of()::parseHex))
            .flatMap(tokens -> tokens)
            .toList();

    private final Validator validator =
            Validation.buildDefaultValidatorFactory().getValidator();
    private final ValidatingJsonReader reader =
            new ValidatingJsonReader(new ObjectMapper().registerModule(new JavaTimeModule()), validator);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/csv",
                "text/tab-separated-values",
                "application/octet-stream",
                "application/vnd.ms-excel",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "multipart/form-data; boundary=x"
            })
    void readsOrRefusesAnyFile(String type) {
        // Given
        Mutation mutation = new Mutation(Seed.random(), TOKENS);
        List<byte[]> samples = Stream.of(CSV, JSON, FORM, CSV.replace(',', '\t'))
                .flatMap(text -> Stream.of("UTF-8", "GB18030", "UTF-16LE")
                        .map(charset -> text.getBytes(Charset.forName(charset))))
                .toList();

        for (int i = 0; i < FILES; i++) {
            byte[] file = mutation.of(samples);
            long start = System.nanoTime();

            // When
            List<FieldError> errors;
            try {
                errors = errors(file, type);
            } catch (UnreadableFileException e) {
                assertThat(e.getMessage()).endsWith(".");
                continue;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "a file of " + type + ": " + HexFormat.of().formatHex(file), e);
            }

            // Then
            assertThat(errors).allMatch(error -> error.field().matches("(?s)(\\[\\d+]|line \\d+).*"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        }
    }

    private List<FieldError> errors(byte[] bytes, String type) throws UnreadableFileException {
        RuleFile file = new RuleFile();
        UploadedFile upload = UploadedFile.of(bytes, MediaType.valueOf(type));
        if (upload.isCsv()) {
            RuleCsvReader.read(upload.text(), ColumnMapping.parse(List.of()), file::add);
        } else {
            RuleFileParser.parseJson(upload.text(), this::bind, file::add);
        }
        file.missingMenuEntries(file.keys());
        assertThat(file.keys()).allMatch(key -> file.form(key).isPresent());
        return file.errors();
    }

    private Entry bind(byte[] rule, String place) {
        ReadResult read = reader.read(rule, RuleForm.class);
        return read instanceof ReadResult.Valid valid
                ? new Entry(place, Optional.of((RuleForm) valid.value()), List.of())
                : new Entry(
                        place,
                        Optional.empty(),
                        read instanceof ReadResult.Invalid invalid
                                ? invalid.errors()
                                : List.of(FieldError.of("rule", "must be a JSON object", "必须是 JSON 对象")));
    }
}
