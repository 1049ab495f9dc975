package io.nightdesk.faq.transfer;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleJson;
import io.nightdesk.faq.rules.RuleLinter;
import io.nightdesk.faq.rules.RuleValidator;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.rest.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a file, validated one by one while the file is read. A rule is kept as the bytes of its JSON, because as objects
 * many short texts take ten times the memory of the file.
 */
final class RuleFile {

    /** Reading ends after so many errors: a file with so many probably has the same one in every line. */
    private static final int MAX_ERRORS = 200;

    private final Map<String, FileRule> rules = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    /**
     * A valid rule.
     *
     * @param menu the keys of the rules that it offers; some may not exist, or come later in the file
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record FileRule(String place, byte[] json, List<String> menu) {}

    /** Adds an entry, or its errors. Returns whether to read on. */
    boolean add(Entry entry) {
        List<FieldError> found = new ArrayList<>(entry.errors());
        entry.form().ifPresent(form -> {
            found.addAll(RuleValidator.errors(form));
            checkKey(form, entry.place(), found);
            if (found.isEmpty()) {
                Rule rule = form.toRule();
                byte[] json = RuleJson.write(RuleForm.of(rule)).getBytes(StandardCharsets.UTF_8);
                rules.put(
                        rule.key(),
                        new FileRule(entry.place(), json, rule.answers().menu()));
            }
        });
        found.stream()
                .limit(MAX_ERRORS - errors.size())
                .map(error -> error.in(entry.place()))
                .forEach(errors::add);
        return isComplete();
    }

    private void checkKey(RuleForm form, String place, List<FieldError> found) {
        String key = form.key();
        if (key != null && key.length() <= RuleValidator.MAX_KEY) {
            String firstPlace = places.putIfAbsent(key, place);
            if (firstPlace != null) {
                found.add(FieldError.of("key", "is the key of %s too", "与 %s 的标识相同", firstPlace));
            }
        }
    }

    /** Whether the file was read to its end. If not, it has too many errors. */
    boolean isComplete() {
        return errors.size() < MAX_ERRORS;
    }

    /** The errors of all entries; each field starts with the place of the entry in the file. */
    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** The keys of the valid rules, in the order of the file. */
    Set<String> keys() {
        return rules.keySet();
    }

    /** Whether the file has a rule with the key, valid or not. */
    boolean mentions(String key) {
        return places.containsKey(key);
    }

    /** The valid rule with the key. */
    Optional<RuleForm> form(String key) {
        return Optional.ofNullable(rules.get(key))
                .map(rule -> RuleJson.read(new String(rule.json(), StandardCharsets.UTF_8), RuleForm.class))
                // With all defaults, so that it can be compared.
                .map(form -> RuleForm.of(form.toRule()));
    }

    /** The size of a valid rule as JSON in bytes. */
    int size(String key) {
        return Objects.requireNonNull(rules.get(key)).json().length;
    }

    /** Warnings of menu entries for rules that are neither in the file nor stored. */
    List<FieldError> missingMenuEntries(Set<String> storedKeys) {
        List<FieldError> missing = new ArrayList<>();
        for (FileRule rule : rules.values()) {
            for (int i = 0; i < rule.menu().size() && missing.size() < MAX_ERRORS; i++) {
                String key = rule.menu().get(i);
                if (!mentions(key) && !storedKeys.contains(key)) {
                    missing.add(FieldError.of("answers.menu[" + i + "]", RuleLinter.DEAD_ENTRY)
                            .in(rule.place()));
                }
            }
        }
        return missing;
    }
}
