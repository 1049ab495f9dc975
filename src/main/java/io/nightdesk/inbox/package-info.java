/**
 * Frames in: batches, decoding, deduplication, the fenced transaction that stores a batch, isolation of poison
 * frames, the rate limit per sender. {@code mqtt} brings {@link io.nightdesk.inbox.InboundFrame}s and delivery
 * reports; one thread processes them.
 */
@NullMarked
package io.nightdesk.inbox;

import org.jspecify.annotations.NullMarked;
