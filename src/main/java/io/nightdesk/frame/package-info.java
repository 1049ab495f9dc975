/**
 * The wire: PTP frames as bytes and as records, and the reasons to reject a frame. {@code proto/IM.proto} defines the
 * messages; field numbers and JSON keys are those of the existing web clients. The only package that uses protobuf.
 * Called by {@code mqtt}, which scans the addressing of each frame, and by {@code inbox}, which decodes frames and
 * encodes replies.
 */
@NullMarked
package io.nightdesk.frame;

import org.jspecify.annotations.NullMarked;
