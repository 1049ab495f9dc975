package io.nightdesk.faq.transfer;

import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the file out of a form ({@code multipart/form-data}, RFC 7578). The framework would write it to a temporary file; a pod has a
 * read-only file system.
 */
final class MultipartForm {

    private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};
    private static final byte[] END_OF_FORM = {'-', '-'};

    private final byte[] body;
    /** A line break, two hyphens and the boundary. */
    private final byte[] delimiter;

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The content of the only part of the form. */
    static byte[] file(byte[] body, String boundary) throws UnreadableFileException {
        MultipartForm form = new MultipartForm(body, boundary);
        int headers = form.endOfFirstDelimiter();
        int start = form.indexOf(END_OF_HEADERS, headers) + END_OF_HEADERS.length;
        int end = form.indexOf(form.delimiter, start);
        int next = end + form.delimiter.length;
        if (!form.hasAt(next, END_OF_FORM, 0)) {
            throw new UnreadableFileException(
                    "The form must have one part, the file. Send options in the query, like ?apply=true.",
                    "表单只能有一个部分，即文件。选项请放在查询参数中，如 ?apply=true。");
        }
        return Arrays.copyOfRange(body, start, end);
    }

    /** No line break is before the first delimiter of the body. */
    private int endOfFirstDelimiter() throws UnreadableFileException {
        return hasAt(0, delimiter, 2) ? delimiter.length - 2 : indexOf(delimiter, 0) + delimiter.length;
    }

    private int indexOf(byte[] bytes, int from) throws UnreadableFileException {
        for (int i = from; i <= body.length - bytes.length; i++) {
            if (hasAt(i, bytes, 0)) {
                return i;
            }
        }
        throw new UnreadableFileException(
                "The body is not a complete form of the type multipart/form-data.",
                "请求正文不是完整的 multipart/form-data 表单。");
    }

    /** Whether the body has the bytes from an offset on at the index. */
    private boolean hasAt(int index, byte[] bytes, int offset) {
        int length = bytes.length - offset;
        return index + length <= body.length && Arrays.equals(body, index, index + length, bytes, offset, bytes.length);
    }
}
