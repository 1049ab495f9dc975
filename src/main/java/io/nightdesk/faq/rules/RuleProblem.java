package io.nightdesk.faq.rules;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error or a warning about a stored rule. */
@RegisterForReflection
@Schema(description = "An error or a warning about a stored rule.")
record RuleProblem(
        @Schema(description = "The rule's key.") String rule,

        @Schema(
                description =
                        "error: the rule is invalid: somebody wrote it to the table without using the API, or an earlier"
                                + " release accepted it."
                                + " warning: the rule is valid, but probably does not work as intended.",
                enumeration = {"error", "warning"})
        String severity,

        @Schema(description = "The field, such as triggers.keywords[2].all[0].")
        String field,

        @Schema(
                description = "The index of the character within the text, from 0.",
                implementation = Integer.class,
                nullable = true)
        Optional<Integer> position,

        @Schema(description = "The message, to be read after the name of the field.", implementation = String.class)
        LocalizedMessage message) {

    static RuleProblem error(String rule, FieldError error) {
        return new RuleProblem(rule, "error", error.field(), error.position(), error.message());
    }

    static RuleProblem warning(String rule, FieldError warning) {
        return new RuleProblem(rule, "warning", warning.field(), warning.position(), warning.message());
    }
}
