/**
 * The state of a session: takeover by an agent, hand-off, reply budget, menu; its table, its REST resource. Called
 * by {@code decision} and {@code inbox}.
 */
@NullMarked
package io.nightdesk.session;

import org.jspecify.annotations.NullMarked;
