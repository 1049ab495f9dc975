package io.nightdesk.frame;

import java.time.Instant;
import java.util.UUID;

/**
 * The desk's answer to one frame.
 *
 * @param messageId fresh and random
 * @param to the frame that is answered: its uids are swapped, its session, member and business type kept
 * @param text what the customer reads
 */
public record Reply(UUID messageId, Frame to, Instant sendTime, String text) {}
