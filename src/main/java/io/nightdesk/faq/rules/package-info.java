/**
 * FAQ rules as admins edit them: validation, linting, storing with history, REST, and the snapshot of compiled
 * rules that decisions use.
 */
@NullMarked
package io.nightdesk.faq.rules;

import org.jspecify.annotations.NullMarked;
