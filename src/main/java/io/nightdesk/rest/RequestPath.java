package io.nightdesk.rest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether the path of a request can be spelled in one way only. Filters, the router and reverse proxies each decode and
 * normalise a path in their own way: to some {@code /api;x} is {@code /api} and {@code %2f} is a slash, to others not. A path that
 * they could understand differently is refused, so that none of them can be bypassed.
 */
final class RequestPath {

    private static final String UNENCODED_PUNCTUATION = "/-._~!$&'()*+,=:@";
    private static final String NEVER_ENCODED_PUNCTUATION = "/\\;%-._~";
    private static final int DELETE = 0x7f;

    private RequestPath() {}

    /**
     * Whether the path has neither path parameters nor empty, {@code .} or {@code ..} segments, and encodes only what must be
     * encoded: no separators, no control characters, and nothing but UTF-8.
     *
     * @param path as it was sent, without the query
     */
    static boolean isUnambiguous(String path) {
        return path.startsWith("/") && hasPlainSegments(path) && isPlainlyEncoded(path);
    }

    private static boolean hasPlainSegments(String path) {
        return !path.contains("//")
                && !path.contains("/./")
                && !path.contains("/../")
                && !path.endsWith("/.")
                && !path.endsWith("/..");
    }

    private static boolean isPlainlyEncoded(String path) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        int at = 0;
        while (at < path.length()) {
            char character = path.charAt(at);
            if (character == '%') {
                int octet = octet(path, at + 1);
                if (octet < 0 || isNeverEncoded(octet)) {
                    return false;
                }
                decoded.write(octet);
                at += 3;
            } else if (isAsciiLetterOrDigit(character) || UNENCODED_PUNCTUATION.indexOf(character) >= 0) {
                decoded.write(character);
                at++;
            } else {
                return false;
            }
        }
        return isTextWithoutControls(decoded.toByteArray());
    }

    /** The value of two hexadecimal digits; -1 if they are not there. */
    private static int octet(String path, int at) {
        if (at + 2 > path.length()) {
            return -1;
        }
        int high = hexDigit(path.charAt(at));
        int low = hexDigit(path.charAt(at + 1));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** Unlike {@link Character#digit}, takes ASCII only. */
    private static int hexDigit(char character) {
        return character > DELETE ? -1 : Character.digit(character, 16);
    }

    private static boolean isNeverEncoded(int octet) {
        return octet < ' '
                || octet == DELETE
                || isAsciiLetterOrDigit((char) octet)
                || NEVER_ENCODED_PUNCTUATION.indexOf(octet) >= 0;
    }

    private static boolean isAsciiLetterOrDigit(char character) {
        return character < DELETE && Character.isLetterOrDigit(character);
    }

    private static boolean isTextWithoutControls(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .chars()
                    .noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
