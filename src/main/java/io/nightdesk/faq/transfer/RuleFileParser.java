package io.nightdesk.faq.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.rest.FieldError;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Parses a file of rules: JSON here, CSV in {@link RuleCsvReader}. */
final class RuleFileParser {

    /** The maximum size of a file. */
    static final long MAX_BYTES = 32L * 1024 * 1024;
    /** The maximum number of rules in a file. */
    static final int MAX_RULES = 20_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleFileParser() {}

    /**
     * A rule of the file.
     *
     * @param place its place in the file: {@code [12]} in JSON, {@code line 13} in CSV
     * @param form empty if the entry does not have the form of a rule
     * @param errors what could not be parsed
     */
    record Entry(String place, Optional<RuleForm> form, List<FieldError> errors) {
        Entry {
            errors = List.copyOf(errors);
        }
    }

    /** The file as a whole cannot be parsed. The message tells the sender why. */
    static final class UnreadableFileException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableFileException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Parses an array of rules.
     *
     * @param bind parses the JSON of one rule at the given place
     */
    static List<Entry> parseJson(byte[] file, BiFunction<byte[], String, Entry> bind) throws UnreadableFileException {
        JsonNode rules;
        try {
            rules = JSON.readTree(decode(file));
        } catch (JsonProcessingException e) {
            throw new UnreadableFileException(
                    "The file is not well-formed JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".");
        }
        if (rules == null || !rules.isArray()) {
            throw new UnreadableFileException("The file must be a JSON array of rules.");
        }
        requireRuleLimit(rules.size());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            entries.add(bind.apply(rules.get(i).toString().getBytes(StandardCharsets.UTF_8), "[" + i + "]"));
        }
        return entries;
    }

    static void requireRuleLimit(int rules) throws UnreadableFileException {
        if (rules > MAX_RULES) {
            throw new UnreadableFileException("The file has more than " + MAX_RULES + " rules.");
        }
    }

    /**
     * Decodes a file in UTF-8, with or without a byte order mark, or else in GB18030, in which spreadsheet programs save
     * Chinese files.
     */
    static String decode(byte[] file) throws UnreadableFileException {
        try {
            String text = decode(file, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            try {
                return decode(file, ChineseCharset.GB18030);
            } catch (CharacterCodingException e) {
                throw new UnreadableFileException("The file is neither in UTF-8 nor in GBK: save it as \"CSV UTF-8\".");
            }
        }
    }

    private static String decode(byte[] bytes, Charset charset) throws CharacterCodingException {
        CharBuffer text = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes));
        return text.toString();
    }
}
