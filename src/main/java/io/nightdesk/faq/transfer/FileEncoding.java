package io.nightdesk.faq.transfer;

import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The encoding of a file: UTF-8, with or without a byte order mark, or else GB18030, in which spreadsheet programs save Chinese
 * files.
 */
final class FileEncoding {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int BUFFER_CHARS = 8 * 1024;

    private FileEncoding() {}

    /** The text of a file, decoded while it is read. */
    static Reader reader(byte[] file) throws UnreadableFileException {
        Charset charset = of(file);
        int start = startOfText(file);
        return new InputStreamReader(new ByteArrayInputStream(file, start, file.length - start), charset);
    }

    /** The text of a file in UTF-8 without a byte order mark. */
    static byte[] toUtf8(byte[] file) throws UnreadableFileException {
        Charset charset = of(file);
        if (!charset.equals(StandardCharsets.UTF_8)) {
            return new String(file, charset).getBytes(StandardCharsets.UTF_8);
        }
        int start = startOfText(file);
        return start == 0 ? file : Arrays.copyOfRange(file, start, file.length);
    }

    private static Charset of(byte[] file) throws UnreadableFileException {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, ChineseCharset.GB18030}) {
            if (isEncodedIn(charset, file)) {
                return charset;
            }
        }
        throw new UnreadableFileException("The file is neither in UTF-8 nor in GBK: save it as \"CSV UTF-8\".");
    }

    /** Decodes the file to a small buffer: its whole text need not be in memory. */
    private static boolean isEncodedIn(Charset charset, byte[] file) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(file);
        CharBuffer text = CharBuffer.allocate(BUFFER_CHARS);
        CoderResult result;
        do {
            text.clear();
            result = decoder.decode(bytes, text, /* endOfInput= */ true);
        } while (result.isOverflow());
        return !result.isError();
    }

    private static int startOfText(byte[] file) {
        boolean isMarked = file.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(file, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        return isMarked ? BYTE_ORDER_MARK.length : 0;
    }
}
