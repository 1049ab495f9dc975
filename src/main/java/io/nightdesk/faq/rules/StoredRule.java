package io.nightdesk.faq.rules;

import java.time.Instant;

/**
 * A rule as it was stored by a change.
 *
 * @param form with all defaults; without what cannot be read, if the rule was disabled because it is invalid
 * @param version identifies this state of the rule; no other state of any rule has it
 * @param changedBy the name of an account
 */
public record StoredRule(String key, RuleForm form, long version, Instant changedAt, String changedBy) {}
