package io.nightdesk.faq.rules;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which rules an admin looks for; all that is given must hold.
 *
 * @param text occurs in key, title, tags, triggers or answers, in whatever case and width
 */
record RuleSearch(Optional<String> text, Optional<Boolean> enabled, Optional<String> tag) {

    /** As HQL. */
    String condition() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        text.ifPresent(t -> conditions.add("search like :text escape '!'"));
        enabled.ifPresent(e -> conditions.add("enabled = :enabled"));
        tag.ifPresent(t -> conditions.add("cast(tags as String) like :tag escape '!'"));
        return String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        text.ifPresent(t -> parameters.put("text", "%" + literally(folded(t)) + "%"));
        enabled.ifPresent(e -> parameters.put("enabled", e));
        tag.ifPresent(t -> parameters.put("tag", "%" + literally(FaqRuleEntity.json(t)) + "%"));
        return parameters;
    }

    /** As the database folds what it searches in. */
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** So that what an admin types is no pattern. */
    private static String literally(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
