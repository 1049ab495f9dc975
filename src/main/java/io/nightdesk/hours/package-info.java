/**
 * The schedule and the mode: when agents are available and when the desk answers; tables, snapshot, REST,
 * placeholders in answers. Called by {@code decision} and {@code inbox}.
 */
@NullMarked
package io.nightdesk.hours;

import org.jspecify.annotations.NullMarked;
