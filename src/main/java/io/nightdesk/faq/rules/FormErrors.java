package io.nightdesk.faq.rules;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects the errors of a form, with the checks that all kinds of fields share. */
final class FormErrors {

    private final List<FieldError> errors = new ArrayList<>();

    List<FieldError> toList() {
        return List.copyOf(errors);
    }

    void add(String field, String english, String chinese, Object... arguments) {
        errors.add(FieldError.of(field, english, chinese, arguments));
    }

    void add(String field, int position, LocalizedMessage message) {
        errors.add(FieldError.at(field, position, message));
    }

    /** Requires a single line of text that is not blank. Returns whether it is. */
    boolean requireLine(String field, @Nullable String text, int maxLength) {
        if (text == null || text.isBlank()) {
            errors.add(FieldError.of(field, LocalizedMessage.ofConstraint(LocalizedMessage.NOT_BLANK)));
            return false;
        }
        if (text.length() > maxLength) {
            add(field, "must have no more than %s characters", "最多 %s 个字", maxLength);
            return false;
        }
        int control = IntStream.range(0, text.length())
                .filter(i -> Character.isISOControl(text.charAt(i)))
                .findFirst()
                .orElse(-1);
        if (control >= 0) {
            add(field, control, LocalizedMessage.of("must have no line breaks or control characters", "不能有换行或控制字符"));
            return false;
        }
        return requireStorable(field, text);
    }

    /** Requires a text that PostgreSQL can store as UTF-8. Returns whether it is. */
    boolean requireStorable(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !isPair)) {
                add(field, i, LocalizedMessage.of("must not have U+0000 or half of a surrogate pair", "有无法保存的字符"));
                return false;
            }
            i += isPair ? 1 : 0;
        }
        return true;
    }

    /** A check of one entry of a list. */
    interface EntryCheck<T> {
        void check(String field, T entry);
    }

    /** Requires a list that is not too long and has no null, and checks its entries. */
    <T> void checkEach(String field, @Nullable List<T> entries, int maxSize, EntryCheck<T> check) {
        if (entries == null) {
            return;
        }
        if (entries.size() > maxSize) {
            add(field, "must have no more than %s entries", "最多 %s 项", maxSize);
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            String entryField = field + "[" + i + "]";
            T entry = entries.get(i);
            if (entry == null) {
                add(entryField, "must not be null", "不能为 null");
            } else {
                check.check(entryField, entry);
            }
        }
    }
}
