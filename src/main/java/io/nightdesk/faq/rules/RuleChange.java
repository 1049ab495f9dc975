package io.nightdesk.faq.rules;

import io.nightdesk.rest.FieldError;
import java.util.List;

/**
 * The result of a committed change of a rule.
 *
 * @param stored the rule after the change
 * @param warnings what the {@link RuleLinter} found; the rule is in force regardless
 */
public record RuleChange(StoredRule stored, List<FieldError> warnings) {
    public RuleChange {
        warnings = List.copyOf(warnings);
    }
}
