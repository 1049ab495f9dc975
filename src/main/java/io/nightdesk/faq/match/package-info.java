/**
 * The compiled matcher: from all enabled rules to one immutable {@link io.nightdesk.faq.match.CompiledRules} that
 * matches a text and explains the result in a {@link io.nightdesk.faq.match.MatchTrace}. Plain Java; called by
 * {@code decision} and {@code faq.rules}.
 */
@NullMarked
package io.nightdesk.faq.match;

import org.jspecify.annotations.NullMarked;
