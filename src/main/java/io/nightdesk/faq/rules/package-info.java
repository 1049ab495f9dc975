/**
 * FAQ rules as admins edit them: validation, linting, storage with revisions, REST, and the snapshot of compiled rules that
 * decisions use. Uses {@code faq} and {@code faq.match}; used by {@code faq.transfer}, {@code inbox} and {@code history}.
 */
@NullMarked
package io.nightdesk.faq.rules;

import org.jspecify.annotations.NullMarked;
