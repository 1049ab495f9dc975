/**
 * Frames that were rejected: stored within limits, shown over REST, replayed on request.
 */
@NullMarked
package io.nightdesk.deadletter;

import org.jspecify.annotations.NullMarked;
