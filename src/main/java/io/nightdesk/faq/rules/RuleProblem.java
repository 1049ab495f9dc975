package io.nightdesk.faq.rules;

import io.nightdesk.rest.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something about a stored rule that an admin should know. */
@RegisterForReflection
@Schema(description = "Something that is wrong with a rule, or weak about it.")
record RuleProblem(
        @Schema(description = "The rule's key.") String rule,

        @Schema(
                description =
                        "error: it could not be saved like this, somebody wrote it past the API. warning: it is in force, but hardly as meant.",
                enumeration = {"error", "warning"})
        String severity,

        @Schema(description = "Where in the rule, like triggers.keywords[2].all[0].")
        String field,

        @Schema(description = "The character of a text, from 0.", implementation = Integer.class, nullable = true)
        Optional<Integer> position,

        @Schema(description = "To be read after the field's name.")
        String message) {

    static RuleProblem error(String rule, FieldError fault) {
        return new RuleProblem(rule, "error", fault.field(), fault.position(), fault.message());
    }

    static RuleProblem warning(String rule, FieldError fault) {
        return new RuleProblem(rule, "warning", fault.field(), fault.position(), fault.message());
    }
}
