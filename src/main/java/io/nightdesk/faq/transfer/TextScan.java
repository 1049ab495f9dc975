package io.nightdesk.faq.transfer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.OptionalLong;

/** What a file looks like as text in a charset. Decodes to a small buffer: the whole text need not be in memory. */
final class TextScan {

    private static final int BUFFER_CHARS = 8 * 1024;

    /** NUL is half of an ASCII character in UTF-16. The others switch between character sets in ISO 2022. */
    private static final String SWITCHES = "\0\u000E\u000F\u001B";

    private final Charset charset;
    private final ChinesePlausibility chinese = new ChinesePlausibility();
    private boolean isWellFormed;
    private long line = 1;
    private OptionalLong controlCharacterLine = OptionalLong.empty();

    private TextScan(Charset charset) {
        this.charset = charset;
    }

    static TextScan of(byte[] file, Charset charset) {
        TextScan scan = new TextScan(charset);
        scan.decode(ByteBuffer.wrap(file));
        return scan;
    }

    private void decode(ByteBuffer bytes) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(BUFFER_CHARS);
        CoderResult result;
        do {
            text.clear();
            result = decoder.decode(bytes, text, /* endOfInput= */ true);
            text.flip();
            while (text.hasRemaining()) {
                add(text.get());
            }
        } while (result.isOverflow());
        isWellFormed = !result.isError();
    }

    private void add(char c) {
        chinese.add(c);
        if (c == '\n') {
            line++;
        } else if (controlCharacterLine.isEmpty() && SWITCHES.indexOf(c) >= 0) {
            controlCharacterLine = OptionalLong.of(line);
        }
    }

    Charset charset() {
        return charset;
    }

    boolean isWellFormed() {
        return isWellFormed;
    }

    /** The last line of the text or, if it is not well-formed, the line of the first error. */
    long lastLine() {
        return line;
    }

    /** The first line with a control character that text in this charset has no use for. */
    OptionalLong controlCharacterLine() {
        return controlCharacterLine;
    }

    /** See {@link ChinesePlausibility#implausibleLine}. */
    OptionalLong implausibleLine() {
        return chinese.implausibleLine();
    }
}
