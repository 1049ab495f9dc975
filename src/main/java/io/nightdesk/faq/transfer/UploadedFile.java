package io.nightdesk.faq.transfer;

import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/**
 * A file as a client sent it. Browsers declare various types for the same file, depending on the programs that are installed, so only
 * JSON and CSV are taken at their word; otherwise the text decides.
 */
record UploadedFile(FileText text, boolean isCsv) {

    static final String TSV = "text/tab-separated-values";
    static final String EXCEL = "application/vnd.ms-excel";
    /** A workbook is refused, but the sender is told how to save it. */
    static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    static UploadedFile of(byte[] body, MediaType type) throws UnreadableFileException {
        FileText text = FileText.of(isForm(type) ? MultipartForm.file(body, boundary(type)) : body);
        boolean isJson = type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
        boolean isCsv = type.getSubtype().equalsIgnoreCase("csv") || (!isJson && !looksLikeJson(text));
        return new UploadedFile(text, isCsv);
    }

    private static boolean isForm(MediaType type) {
        return type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE);
    }

    private static String boundary(MediaType type) throws UnreadableFileException {
        String boundary = type.getParameters().get("boundary");
        if (boundary == null) {
            throw new UnreadableFileException(
                    "The type multipart/form-data must have the parameter boundary.",
                    "multipart/form-data 类型必须带有 boundary 参数。");
        }
        return boundary;
    }

    private static boolean looksLikeJson(FileText text) {
        try (Reader reader = text.reader()) {
            int c = reader.read();
            while (Character.isWhitespace(c)) {
                c = reader.read();
            }
            return c == '[' || c == '{';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
