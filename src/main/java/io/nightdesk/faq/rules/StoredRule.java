package io.nightdesk.faq.rules;

import io.nightdesk.faq.Rule;
import java.time.Instant;

/**
 * A rule as it was stored by a change.
 *
 * @param version identifies this state of the rule; no other state of any rule has it
 * @param changedBy the name of an account
 */
public record StoredRule(Rule rule, long version, Instant changedAt, String changedBy) {}
