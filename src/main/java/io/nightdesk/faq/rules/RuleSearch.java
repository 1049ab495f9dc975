package io.nightdesk.faq.rules;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Filters of a search for rules; all of them must hold.
 *
 * @param text occurs in key, title, tags, triggers or answers, see {@link TextSearch}
 * @param offers the key of a rule that the menu has an entry for
 */
record RuleSearch(Optional<String> text, Optional<Boolean> enabled, Optional<String> tag, Optional<String> offers) {

    /** The condition in HQL. */
    String condition() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        text.ifPresent(t -> conditions.add("search like :text escape '!'"));
        enabled.ifPresent(e -> conditions.add("enabled = :enabled"));
        tag.ifPresent(t -> conditions.add("cast(tags as String) like :tag escape '!'"));
        offers.ifPresent(key -> conditions.add(FaqRuleEntity.OFFERS));
        return String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        text.ifPresent(t -> parameters.put("text", "%" + escaped(normalized(t)) + "%"));
        enabled.ifPresent(e -> parameters.put("enabled", e));
        tag.ifPresent(t -> parameters.put("tag", "%" + escaped(RuleJson.write(t)) + "%"));
        offers.ifPresent(key -> parameters.put("offered", key));
        return parameters;
    }

    /** Like the expression of the column {@code search}. */
    private static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
