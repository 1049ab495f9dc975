package io.nightdesk.faq.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.nightdesk.LocalizedMessage;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.rest.FieldError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Parses a file of rules: JSON here, CSV in {@link RuleCsvReader}. One rule is in memory at a time. */
final class RuleFileParser {

    /** The maximum size of a file. With a heap of 192 MiB, as in a pod, an import of such a file does not run out of memory. */
    static final long MAX_BYTES = 16L * 1024 * 1024;
    /** The maximum number of rules in a file. */
    static final int MAX_RULES = 20_000;
    /** The maximum size of a rule: bytes in JSON, characters in CSV. As large as the body of a request for one rule. */
    static final int MAX_RULE_SIZE = 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

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

        static Entry invalid(String place, String english, String chinese, Object... arguments) {
            return new Entry(place, Optional.empty(), List.of(FieldError.of("rule", english, chinese, arguments)));
        }
    }

    /** The file as a whole cannot be parsed. The message tells the sender why. */
    static final class UnreadableFileException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient LocalizedMessage reason;

        UnreadableFileException(String english, String chinese, Object... arguments) {
            this(LocalizedMessage.of(english, chinese, arguments));
        }

        private UnreadableFileException(LocalizedMessage reason) {
            super(reason.inEnglish(), null, false, false);
            this.reason = reason;
        }

        LocalizedMessage reason() {
            return reason;
        }
    }

    /**
     * Parses an array of rules.
     *
     * @param bind parses the JSON of one rule at the given place
     * @param sink takes the entries, and returns whether to read on
     */
    static void parseJson(FileText file, BiFunction<byte[], String, Entry> bind, Predicate<Entry> sink)
            throws UnreadableFileException {
        byte[] json = file.utf8();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new UnreadableFileException("The file must be a JSON array of rules.", "文件必须是规则的 JSON 数组。");
            }
            int index = 0;
            boolean readsOn = true;
            while (readsOn && parser.nextToken() != JsonToken.END_ARRAY) {
                requireRuleLimit(index + 1);
                readsOn = sink.test(entry(parser, json, "[" + index + "]", bind));
                index++;
            }
            if (readsOn && parser.nextToken() != null) {
                throw new UnreadableFileException("The file must end after the array of rules.", "规则的数组之后不能再有内容。");
            }
        } catch (StreamConstraintsException e) {
            throw new UnreadableFileException(
                    "The file is nested too deeply, or has a number or a name that is too long to be part of a rule.",
                    "文件嵌套太深，或其中的数字或名称太长，不可能是规则。");
        } catch (IOException e) {
            throw notJson(e, json);
        }
    }

    private static Entry entry(JsonParser parser, byte[] json, String place, BiFunction<byte[], String, Entry> bind)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Entry.invalid(place, "must be a JSON object", "必须是 JSON 对象");
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int end = (int) parser.currentLocation().getByteOffset();
        return end - start > MAX_RULE_SIZE
                ? Entry.invalid(place, "must have at most %s bytes", "最多 %s 字节", MAX_RULE_SIZE)
                : bind.apply(Arrays.copyOfRange(json, start, end), place);
    }

    /** The line and the column of an error in characters: the parser counts bytes. */
    private static UnreadableFileException notJson(IOException e, byte[] json) {
        JsonLocation at = e instanceof JsonProcessingException error ? error.getLocation() : null;
        if (at == null || at.getByteOffset() < 0 || at.getByteOffset() > json.length) {
            return new UnreadableFileException("The file is not well-formed JSON.", "文件不是正确的 JSON。");
        }
        int end = (int) at.getByteOffset();
        int start = Math.max(0, end - (at.getColumnNr() - 1));
        int column = new String(json, start, end - start, StandardCharsets.UTF_8).length() + 1;
        return new UnreadableFileException(
                "The file is not well-formed JSON: line %s, column %s.",
                "文件不是正确的 JSON：第 %s 行第 %s 列。", at.getLineNr(), column);
    }

    static void requireRuleLimit(int rules) throws UnreadableFileException {
        if (rules > MAX_RULES) {
            throw new UnreadableFileException("The file has more than %s rules.", "文件中的规则超过 %s 条。", MAX_RULES);
        }
    }
}
