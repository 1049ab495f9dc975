package io.nightdesk.faq.rules;

import io.nightdesk.rest.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rule as the API shows it: what was sent, with what is not left out any more, and who changed it last. */
@RegisterForReflection
@Schema(name = "Rule", description = "A rule, and who changed it last.")
record RuleView(
        RuleForm rule,

        @Schema(description = "Another one with every change; the ETag.")
        long version,

        Instant changedAt,

        @Schema(description = "An account's name, or system.")
        String changedBy) {

    static RuleView of(FaqRuleEntity row) {
        return new RuleView(row.toForm(), row.version, row.changedAt, row.changedBy);
    }

    /** What a change answers. */
    @RegisterForReflection
    @Schema(name = "SavedRule", description = "A rule as it was saved, and what is weak about it.")
    record Saved(
            RuleForm rule,
            long version,
            Instant changedAt,
            String changedBy,

            @Schema(description = "What an admin should look at; the rule is in force all the same.")
            List<RuleProblem> warnings) {

        static Saved of(FaqRuleEntity row, List<FieldError> warnings) {
            return new Saved(
                    row.toForm(),
                    row.version,
                    row.changedAt,
                    row.changedBy,
                    warnings.stream()
                            .map(fault -> RuleProblem.warning(row.key, fault))
                            .toList());
        }
    }
}
