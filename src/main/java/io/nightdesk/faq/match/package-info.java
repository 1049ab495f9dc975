/**
 * Matches a text against all enabled rules: they are compiled once into an immutable {@link
 * io.nightdesk.faq.match.CompiledRules}, and each result can be explained by a {@link io.nightdesk.faq.match.MatchTrace}.
 * Plain Java without I/O; used by {@code decision}, {@code history} and {@code faq.rules}.
 */
@NullMarked
package io.nightdesk.faq.match;

import org.jspecify.annotations.NullMarked;
