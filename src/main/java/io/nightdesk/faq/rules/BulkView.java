package io.nightdesk.faq.rules;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The result of a bulk change in the API. */
@RegisterForReflection
@Schema(name = "BulkResult", description = "What a bulk change did or, as a preview, would do.")
record BulkView(
        @Schema(description = "Whether the rules were changed; false for a preview.")
        boolean applied,

        @Schema(description = "The number of rules that are selected. Send it as matched to apply the change.")
        int matched,

        @Schema(description = "The number of those that the change makes different.")
        int changed,

        @Schema(description = "Why rules cannot be changed, at least the first 200 errors. With any, none is changed.")
        List<RuleProblem> problems,

        @Schema(
                description = "The keys of rules that are not selected, and whose menus have entries for rules that no"
                        + " longer answer. Customers no longer see these entries. At most 200.")
        List<String> offering) {

    static BulkView of(BulkPlan plan, boolean applied) {
        return new BulkView(applied, plan.matched(), plan.changed().size(), plan.problems(), plan.offering());
    }
}
