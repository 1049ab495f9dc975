package io.nightdesk.faq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class UploadedFileTest {

    private static final String CSV = String.join("\r\n", "key,zh", "a,\"甲", "--乙\"", "");
    private static final String PART = String.join(
            "\r\n",
            "Content-Disposition: form-data; name=\"file\"; filename=\"规则.csv\"",
            "Content-Type: application/vnd.ms-excel",
            "",
            "");

    @ParameterizedTest
    @CsvSource({
        "application, json, key, false",
        "text, csv, [], true",
        "text, tab-separated-values, key, true",
        "application, vnd.ms-excel, key, true",
        "application, octet-stream, key, true",
        "application, octet-stream, ' \uFEFF[{}]', true",
        "application, octet-stream, '\uFEFF\n [{}]', false",
        "application, vnd.ms-excel, '{}', false",
        "application, octet-stream, '', true"
    })
    void tellsCsvFromJsonByTheTypeOrTheText(String type, String subtype, String file, boolean isCsv) throws Exception {
        // When
        UploadedFile upload = UploadedFile.of(bytes(file), new MediaType(type, subtype));

        // Then
        assertThat(upload.isCsv()).isEqualTo(isCsv);
    }

    @ParameterizedTest
    @MethodSource
    void takesTheFileOutOfAForm(String form) throws Exception {
        // When
        UploadedFile upload = UploadedFile.of(bytes(form), form("x-y"));

        // Then
        assertThat(new String(upload.text().utf8(), StandardCharsets.UTF_8)).isEqualTo(CSV);
        assertThat(upload.isCsv()).isTrue();
    }

    static Stream<Arguments> takesTheFileOutOfAForm() {
        String part = PART + CSV;
        return Stream.of(
                argumentSet("as browsers send it", "--x-y\r\n" + part + "\r\n--x-y--\r\n"),
                argumentSet("with text around", "preamble\r\n--x-y\r\n" + part + "\r\n--x-y--\r\nepilogue"),
                argumentSet("without headers", "--x-y\r\n\r\n" + CSV + "\r\n--x-y--"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesAFormThatIsNotOneFile(String form, String message) {
        assertThatExceptionOfType(UnreadableFileException.class)
                .isThrownBy(() -> UploadedFile.of(bytes(form), form("x-y")))
                .withMessage(message);
    }

    static Stream<Arguments> refusesAFormThatIsNotOneFile() {
        String onePart = "The form must have one part, the file. Send options in the query, like ?apply=true.";
        String incomplete = "The body is not a complete form of the type multipart/form-data.";
        String part = "--x-y\r\n" + PART + CSV + "\r\n";
        return Stream.of(
                argumentSet("two files", part + part + "--x-y--", onePart),
                argumentSet(
                        "an option",
                        "--x-y\r\nContent-Disposition: form-data; name=\"apply\"\r\n\r\ntrue\r\n" + part + "--x-y--",
                        onePart),
                argumentSet("no parts", "--x-y--\r\n", incomplete),
                argumentSet("no end", part, incomplete),
                argumentSet("no body", "", incomplete),
                argumentSet("another boundary", "--z\r\n" + PART + CSV + "\r\n--z--", incomplete));
    }

    @Test
    void refusesAFormWithoutABoundary() {
        assertThatExceptionOfType(UnreadableFileException.class)
                .isThrownBy(() -> UploadedFile.of(bytes(""), MediaType.MULTIPART_FORM_DATA_TYPE))
                .withMessage("The type multipart/form-data must have the parameter boundary.");
    }

    private static MediaType form(String boundary) {
        return new MediaType("multipart", "form-data", Map.of("boundary", boundary));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
