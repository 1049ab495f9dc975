package io.nightdesk.faq.rules;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A stored rule in the API. Values that were left out in the request have their defaults. */
@RegisterForReflection
@Schema(name = "Rule", description = "A stored rule and its last change.")
record RuleView(
        RuleForm rule,

        @Schema(description = "Differs after every change; the ETag.")
        long version,

        Instant changedAt,

        @Schema(description = "The name of an account, or system.")
        String changedBy) {

    static RuleView of(FaqRuleEntity entity) {
        return new RuleView(entity.toReadableForm(), entity.version, entity.changedAt, entity.changedBy);
    }

    /** The response to a deletion with warnings. */
    @RegisterForReflection
    @Schema(name = "DeletedRule", description = "Warnings about a deletion.")
    record Deleted(
            @Schema(description = "What no longer works without the rule, such as entries in menus of other rules.")
            List<RuleProblem> warnings) {}

    /** The response to the validation of a draft. */
    @RegisterForReflection
    @Schema(name = "ValidatedRule", description = "Errors and warnings about a draft.")
    record Validated(
            @Schema(description = "Errors, or else warnings. Empty if the draft can be saved and works as intended.")
            List<RuleProblem> problems) {}

    /** The response to a change. */
    @RegisterForReflection
    @Schema(name = "SavedRule", description = "The rule after a change, and warnings about it.")
    record Saved(
            RuleForm rule,
            long version,
            Instant changedAt,
            String changedBy,

            @Schema(description = "Weaknesses that an admin should look at. The rule is in force regardless.")
            List<RuleProblem> warnings) {

        static Saved of(RuleChange change) {
            StoredRule stored = change.stored();
            return new Saved(
                    stored.form(),
                    stored.version(),
                    stored.changedAt(),
                    stored.changedBy(),
                    change.warnings().stream()
                            .map(warning -> RuleProblem.warning(stored.key(), warning))
                            .toList());
        }
    }
}
