package io.nightdesk.faq.transfer;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The text of a file. It is in UTF-8, in UTF-16 with a byte order mark, or in GB18030, in which spreadsheet programs save Chinese
 * files. A file that may be in another encoding is refused: its text would be stored as rubbish. The text is decoded while it is
 * read, because all of it need not be in memory.
 */
final class FileText {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BUFFER_CHARS = 8 * 1024;

    private final byte[] file;
    private final Charset charset;

    private FileText(byte[] file, Charset charset) {
        this.file = file;
        this.charset = charset;
    }

    static FileText of(byte[] file) throws UnreadableFileException {
        if (startsWith(file, ZIP) || startsWith(file, OLE2)) {
            throw new UnreadableFileException(
                    "The file is an Excel workbook and not text. Open it and save the sheet with the rules as"
                            + " \"CSV UTF-8\".",
                    "这是 Excel 工作簿，不是文本文件。请打开它，把规则所在的工作表另存为“CSV UTF-8”。");
        }
        Optional<Charset> marked = markedCharset(file);
        if (marked.isPresent()) {
            TextScan scan = TextScan.of(file, marked.get());
            if (!scan.isWellFormed()) {
                throw unreadable(
                        LocalizedMessage.of(
                                "begins with a byte order mark of %s but is not in it",
                                "开头标明是 %s 编码，其实不是", marked.get()),
                        scan.lastLine());
            }
            return of(file, scan);
        }
        TextScan utf8 = TextScan.of(file, StandardCharsets.UTF_8);
        if (utf8.isWellFormed() || utf8.controlCharacterLine().isPresent()) {
            return of(file, utf8);
        }
        TextScan chinese = TextScan.of(file, ChineseCharset.GB18030);
        OptionalLong doubtful = chinese.isWellFormed() ? chinese.implausibleLine() : OptionalLong.of(utf8.lastLine());
        if (doubtful.isPresent()) {
            throw unreadable(
                    LocalizedMessage.of("is neither in UTF-8 nor in GBK", "既不是 UTF-8 也不是 GBK 编码"),
                    doubtful.getAsLong());
        }
        return of(file, chinese);
    }

    private static FileText of(byte[] file, TextScan scan) throws UnreadableFileException {
        if (scan.controlCharacterLine().isPresent()) {
            throw unreadable(
                    LocalizedMessage.of(
                            "has a control character, as a file in UTF-16 or another encoding has",
                            "有控制字符，可能是 UTF-16 或其他编码"),
                    scan.controlCharacterLine().getAsLong());
        }
        return new FileText(file, scan.charset());
    }

    private static UnreadableFileException unreadable(LocalizedMessage problem, long line) {
        return new UnreadableFileException(
                "The file %s, see line %s. Save it in UTF-8: in a spreadsheet program as \"CSV UTF-8\".",
                "文件%s，见第 %s 行。请保存为 UTF-8 编码：在表格软件中另存为“CSV UTF-8”。", problem, line);
    }

    /** The text without byte order marks at its start: programs add one to a file that has one. */
    Reader reader() {
        try {
            BufferedReader text =
                    new BufferedReader(new InputStreamReader(new ByteArrayInputStream(file), charset), BUFFER_CHARS);
            text.mark(1);
            while (text.read() == BYTE_ORDER_MARK) {
                text.mark(1);
            }
            text.reset();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text in UTF-8 without byte order marks at its start. */
    byte[] utf8() {
        byte[] utf8 = charset.equals(StandardCharsets.UTF_8)
                ? file
                : new String(file, charset).getBytes(StandardCharsets.UTF_8);
        byte[] mark = mark(StandardCharsets.UTF_8);
        int start = 0;
        while (Arrays.equals(utf8, start, Math.min(utf8.length, start + mark.length), mark, 0, mark.length)) {
            start += mark.length;
        }
        return start == 0 ? utf8 : Arrays.copyOfRange(utf8, start, utf8.length);
    }

    private static Optional<Charset> markedCharset(byte[] file) {
        for (Charset charset :
                new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            if (startsWith(file, mark(charset))) {
                return Optional.of(charset);
            }
        }
        return Optional.empty();
    }

    private static byte[] mark(Charset charset) {
        return String.valueOf(BYTE_ORDER_MARK).getBytes(charset);
    }

    private static boolean startsWith(byte[] file, byte[] start) {
        return file.length >= start.length && Arrays.equals(file, 0, start.length, start, 0, start.length);
    }
}
