package io.nightdesk.faq.rules;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The title of a rule. */
@RegisterForReflection
@Schema(description = "The title of a rule.")
public record RuleTitle(String key, String title) {}
