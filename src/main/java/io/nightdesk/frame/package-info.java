/**
 * The wire: PTP frames as bytes and as records, and the reasons for which a frame is rejected. The only room that
 * sees protobuf. Called by {@code mqtt}, which scans the addressing of each frame, and {@code inbox}, which decodes
 * frames and encodes replies.
 */
@NullMarked
package io.nightdesk.frame;

import org.jspecify.annotations.NullMarked;
