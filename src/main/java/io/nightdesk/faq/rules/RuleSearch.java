package io.nightdesk.faq.rules;

import io.nightdesk.faq.match.SearchPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Filters of a search for rules; all of them must hold.
 *
 * @param text occurs in key, title, tags, triggers or answers, see {@link SearchPattern}
 * @param offers the key of a rule that the menu has an entry for
 * @param keys the keys of the rules to select from
 */
record RuleSearch(
        Optional<String> text,
        Optional<Boolean> enabled,
        Optional<String> tag,
        Optional<String> offers,
        Optional<List<String>> keys) {

    /** The rules of this search that have one of the keys. */
    RuleSearch among(List<String> some) {
        return new RuleSearch(text, enabled, tag, offers, Optional.of(List.copyOf(some)));
    }

    /** The condition in HQL. */
    String condition() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        text.ifPresent(t -> conditions.add("cast(sql('? ~ ?', search, :text) as Boolean)"));
        enabled.ifPresent(e -> conditions.add("enabled = :enabled"));
        tag.ifPresent(t -> conditions.add("cast(tags as String) like :tag escape '!'"));
        offers.ifPresent(key -> conditions.add(FaqRuleEntity.OFFERS));
        keys.ifPresent(some -> conditions.add("key in :keys"));
        return String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        text.ifPresent(t -> parameters.put("text", SearchPattern.of(t)));
        enabled.ifPresent(e -> parameters.put("enabled", e));
        tag.ifPresent(t -> parameters.put("tag", "%" + escaped(RuleJson.write(t)) + "%"));
        offers.ifPresent(key -> parameters.put("offered", key));
        keys.ifPresent(some -> parameters.put("keys", some));
        return parameters;
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
