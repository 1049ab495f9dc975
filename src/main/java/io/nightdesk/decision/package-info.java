/**
 * Decides, without side effects, whether the desk answers a message and how. Called by {@code inbox} for frames and by
 * {@code history} for dry runs.
 */
@NullMarked
package io.nightdesk.decision;

import org.jspecify.annotations.NullMarked;
