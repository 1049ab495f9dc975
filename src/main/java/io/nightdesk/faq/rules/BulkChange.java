package io.nightdesk.faq.rules;

import io.nightdesk.faq.rules.FaqRuleRevisionEntity.Action;
import io.nightdesk.rest.FieldError;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The same change of many rules. */
sealed interface BulkChange {

    /** Whether the rule differs after the change. */
    boolean changes(FaqRuleEntity rule);

    /** Why a rule that {@link #changes} cannot be changed. */
    default List<FieldError> errors(FaqRuleEntity rule) {
        return List.of();
    }

    /** Whether menus of other rules lose their entries for the rule. */
    default boolean removesFromMenus() {
        return false;
    }

    /** The change for the audit log, in the words of the API. */
    Map<String, String> describe();

    /** Changes a row that has a new version already. Returns how the revision calls the change. */
    Action apply(FaqRuleEntity rule);

    /** Only a valid rule can be enabled. */
    record Enable() implements BulkChange {
        @Override
        public boolean changes(FaqRuleEntity rule) {
            return !rule.enabled;
        }

        @Override
        public List<FieldError> errors(FaqRuleEntity rule) {
            return rule.errors();
        }

        @Override
        public Map<String, String> describe() {
            return Map.of("operation", "enable");
        }

        @Override
        public Action apply(FaqRuleEntity rule) {
            rule.enabled = true;
            return Action.CHANGED;
        }
    }

    /** Validates nothing: a rule that can no longer be saved must not stay in force. */
    record Disable() implements BulkChange {
        @Override
        public boolean changes(FaqRuleEntity rule) {
            return rule.enabled;
        }

        @Override
        public boolean removesFromMenus() {
            return true;
        }

        @Override
        public Map<String, String> describe() {
            return Map.of("operation", "disable");
        }

        @Override
        public Action apply(FaqRuleEntity rule) {
            rule.enabled = false;
            return Action.CHANGED;
        }
    }

    /** Adds a tag behind the others. */
    record AddTag(String tag) implements BulkChange {
        @Override
        public boolean changes(FaqRuleEntity rule) {
            return !rule.readableTags().contains(tag);
        }

        @Override
        public List<FieldError> errors(FaqRuleEntity rule) {
            return RuleValidator.errorsOfTags(tagsAfter(rule));
        }

        @Override
        public Map<String, String> describe() {
            return Map.of("operation", "tag", "tag", tag);
        }

        @Override
        public Action apply(FaqRuleEntity rule) {
            rule.tags = RuleJson.write(tagsAfter(rule));
            return Action.CHANGED;
        }

        private List<String> tagsAfter(FaqRuleEntity rule) {
            return Stream.concat(rule.readableTags().stream(), Stream.of(tag)).toList();
        }
    }

    /** Removes a tag. */
    record RemoveTag(String tag) implements BulkChange {
        @Override
        public boolean changes(FaqRuleEntity rule) {
            return rule.readableTags().contains(tag);
        }

        @Override
        public Map<String, String> describe() {
            return Map.of("operation", "untag", "tag", tag);
        }

        @Override
        public Action apply(FaqRuleEntity rule) {
            rule.tags = RuleJson.write(rule.readableTags().stream()
                    .filter(other -> !other.equals(tag))
                    .toList());
            return Action.CHANGED;
        }
    }

    /** Keeps the revisions, so that each rule can be restored. */
    record Delete() implements BulkChange {
        @Override
        public boolean changes(FaqRuleEntity rule) {
            return true;
        }

        @Override
        public boolean removesFromMenus() {
            return true;
        }

        @Override
        public Map<String, String> describe() {
            return Map.of("operation", "delete");
        }

        @Override
        public Action apply(FaqRuleEntity rule) {
            rule.delete();
            return Action.DELETED;
        }
    }
}
