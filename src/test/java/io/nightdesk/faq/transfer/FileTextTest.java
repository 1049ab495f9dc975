package io.nightdesk.faq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTextTest {

    private static final String HEADER = "key,title,exact,zh\r\n";
    private static final String CHINESE = HEADER
            + "refund,退款多久到账,退款什么时候到账,退款会在 1 到 3 个工作日内原路退回。\r\n"
            + "drug,布洛芬缓释胶囊,缬沙坦氨氯地平片有货吗,“缬沙坦”有货，请凭处方购买😀\r\n";
    private static final String TRADITIONAL = HEADER + "f,運費說明,運費多少,滿額免運費。\r\n";
    private static final String JAPANESE = HEADER + "f,返品について,返品はできますか,商品到着後七日以内に承ります。\r\n";
    private static final String KOREAN = HEADER + "f,반품 안내,반품은 어떻게 하나요,수령 후 칠일 이내에 가능합니다.\r\n";
    private static final String GERMAN = HEADER + "f,Rückgabe,Wie läuft die Rückgabe?,Die Gebühr trägt der Käufer.\r\n";
    private static final String FRENCH = HEADER + "f,Garantie légale,Quelle durée après réception,C’est l’été\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030", "UTF-16"})
    void readsTheEncodingsOfSpreadsheetPrograms(String charset) throws Exception {
        // Given
        String text = charset.equals("GBK") ? CHINESE.replace("😀", "") : CHINESE;

        // When
        FileText file = FileText.of(text.getBytes(Charset.forName(charset)));

        // Then
        assertThat(text(file)).isEqualTo(text);
        assertThat(new String(file.utf8(), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"})
    void skipsAllByteOrderMarksAtTheStart(String charset) throws Exception {
        // When
        FileText file = FileText.of(("\uFEFF\uFEFF" + CHINESE).getBytes(Charset.forName(charset)));

        // Then
        assertThat(text(file)).isEqualTo(CHINESE);
        assertThat(new String(file.utf8(), StandardCharsets.UTF_8)).isEqualTo(CHINESE);
    }

    @ParameterizedTest
    @MethodSource
    void refusesATextInAnotherEncoding(byte[] file, String problem) {
        assertThatExceptionOfType(UnreadableFileException.class)
                .isThrownBy(() -> FileText.of(file))
                .withMessage("The file " + problem + ". Save it in UTF-8: in a spreadsheet program as \"CSV UTF-8\".");
    }

    static Stream<Arguments> refusesATextInAnotherEncoding() {
        String neither = "is neither in UTF-8 nor in GBK, see line 2";
        String control = "has a control character, as a file in UTF-16 or another encoding has, see line ";
        return Stream.of(
                argumentSet("Big5", in("Big5", TRADITIONAL), neither),
                argumentSet("Shift-JIS", in("Shift_JIS", JAPANESE), neither),
                argumentSet("EUC-JP", in("EUC-JP", JAPANESE), neither),
                argumentSet("EUC-KR", in("EUC-KR", KOREAN), neither),
                argumentSet("German in Windows-1252", in("windows-1252", GERMAN), neither),
                argumentSet("French in Windows-1252", in("windows-1252", FRENCH), neither),
                argumentSet(
                        "a quotation mark of Windows-1252", in("windows-1252", HEADER + "f,a,b,don’t\r\n"), neither),
                argumentSet(
                        "Cyrillic in KOI8-R", in("KOI8-R", HEADER + "f,Возврат,как вернуть товар,в течение"), neither),
                argumentSet("UTF-8 with a damaged byte", damaged(), "is neither in UTF-8 nor in GBK, see line 3"),
                argumentSet(
                        "Chinese in GBK with a line in Big5",
                        joined(in("GBK", CHINESE.replace("😀", "")), in("Big5", "f,運費說明,運費多少,滿額免運費。\r\n")),
                        "is neither in UTF-8 nor in GBK, see line 4"),
                argumentSet("UTF-16LE without a mark", in("UTF-16LE", CHINESE), control + 1),
                argumentSet("UTF-16BE without a mark", in("UTF-16BE", CHINESE), control + 1),
                argumentSet("UTF-32", in("UTF-32BE", CHINESE), control + 1),
                argumentSet("ISO-2022-JP", in("ISO-2022-JP", JAPANESE), control + 2),
                argumentSet(
                        "GBK with a mark of UTF-8",
                        joined(in("UTF-8", "\uFEFF"), in("GBK", TRADITIONAL)),
                        "begins with a byte order mark of UTF-8 but is not in it, see line 2"),
                argumentSet(
                        "half a character in UTF-16",
                        joined(in("UTF-16", HEADER), new byte[1]),
                        "begins with a byte order mark of UTF-16BE but is not in it, see line 2"));
    }

    @ParameterizedTest
    @CsvSource({"504B0304", "D0CF11E0A1B11AE1"})
    void refusesAWorkbook(String start) {
        // Given
        byte[] file = HexFormat.of().parseHex(start);

        // Then
        assertThatExceptionOfType(UnreadableFileException.class)
                .isThrownBy(() -> FileText.of(file))
                .withMessage("The file is an Excel workbook and not text."
                        + " Open it and save the sheet with the rules as \"CSV UTF-8\".");
    }

    @Test
    void readsAnEmptyFile() throws Exception {
        assertThat(text(FileText.of(new byte[0]))).isEmpty();
    }

    private static byte[] damaged() {
        byte[] file = in("UTF-8", CHINESE);
        file[file.length - 5] = (byte) 0xC0;
        return file;
    }

    private static byte[] in(String charset, String text) {
        return text.getBytes(Charset.forName(charset));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static String text(FileText file) throws IOException {
        try (Reader reader = file.reader()) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        }
    }
}
