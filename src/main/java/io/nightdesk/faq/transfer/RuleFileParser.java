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

/** A file of rules as admins send it. */
public final class RuleFileParser {

    /** The limit of a file in bytes. */
    static final long MAX_BYTES = 32L * 1024 * 1024;
    /** The limit of a file in rules. */
    static final int MAX_RULES = 20_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleFileParser() {}

    /**
     * A rule of the file.
     *
     * @param place where it stands, {@code [12]} in JSON and {@code line 13} in CSV
     * @param form empty if not even that could be made of it
     */
    public record Entry(String place, Optional<RuleForm> form, List<FieldError> faults) {
        public Entry {
            faults = List.copyOf(faults);
        }
    }

    /** The file is no file of rules at all; the message says why and is to be shown to whoever sent it. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Reads an array of rules.
     *
     * @param bind makes a rule of the JSON of one, and says at what it fails
     */
    static List<Entry> json(byte[] file, BiFunction<byte[], String, Entry> bind) throws Unreadable {
        JsonNode rules;
        try {
            rules = JSON.readTree(text(file));
        } catch (JsonProcessingException e) {
            throw new Unreadable(
                    "The file is not well-formed JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".");
        }
        if (rules == null || !rules.isArray()) {
            throw new Unreadable("The file must be a JSON array of rules.");
        }
        requireFew(rules.size());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            entries.add(bind.apply(rules.get(i).toString().getBytes(StandardCharsets.UTF_8), "[" + i + "]"));
        }
        return entries;
    }

    static void requireFew(int rules) throws Unreadable {
        if (rules > MAX_RULES) {
            throw new Unreadable("The file has more than " + MAX_RULES + " rules.");
        }
    }

    /** The text in UTF-8, with a byte order mark or not, else in GBK as spreadsheet programs write it in Chinese. */
    static String text(byte[] file) throws Unreadable {
        try {
            String text = decode(file, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            try {
                return decode(file, ChineseCharset.GB18030);
            } catch (CharacterCodingException e) {
                throw new Unreadable("The file is neither in UTF-8 nor in GBK: save it as \"CSV UTF-8\".");
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
