/**
 * Opening hours and mode: when agents are available, and when the desk answers. Holds the tables, the snapshot in
 * memory, the REST resources and the {@code {hours.…}} placeholders. Called by {@code decision}, {@code inbox},
 * {@code history} and {@code faq.rules}.
 */
@NullMarked
package io.nightdesk.hours;

import org.jspecify.annotations.NullMarked;
