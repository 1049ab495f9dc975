package io.nightdesk.inbox;

import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.frame.RejectReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A batch of frames, decoded.
 *
 * @param frames those that could be decoded, in the order received
 * @param rejected those that could not
 * @param senders how many of {@code frames} each sender has; replayed frames do not count
 * @param rateLimited how many frames were left out because their sender sends too many
 */
record DecodedBatch(
        List<DecodedFrame> frames,
        List<Rejection> rejected,
        Map<SenderRateLimiter.Sender, Integer> senders,
        int rateLimited) {

    static final DecodedBatch EMPTY = new DecodedBatch(List.of(), List.of(), Map.of(), 0);

    /** A frame that could not be decoded. */
    record Rejection(InboundFrame inbound, RejectReason reason) {}

    DecodedBatch {
        frames = List.copyOf(frames);
        rejected = List.copyOf(rejected);
        senders = Map.copyOf(senders);
    }

    /** The customers whose sessions the frames belong to. */
    Set<String> customers() {
        return frames.stream().map(DecodedFrame::customerUid).collect(Collectors.toSet());
    }

    List<UUID> messageIds() {
        return frames.stream().map(frame -> frame.frame().messageId()).toList();
    }

    /** The message ids of the frames that the desk's own uid sent. */
    List<UUID> messageIdsFromDesk() {
        return frames.stream()
                .filter(DecodedFrame::isFromDesk)
                .map(frame -> frame.frame().messageId())
                .toList();
    }

    /** Whether some frames may have been decided before: the broker delivers again what was not acknowledged. */
    boolean mayHoldDuplicates() {
        return frames.stream().anyMatch(frame -> frame.inbound().waitedSince().isPresent());
    }

    /** The replay requests that the frames answer. */
    List<ReplayRequest> replays() {
        return Stream.concat(
                        rejected.stream().map(Rejection::inbound),
                        frames.stream().map(DecodedFrame::inbound))
                .flatMap(inbound -> inbound.replay().stream())
                .toList();
    }

    /** This batch without the replayed frames whose request is not among {@code open}. */
    DecodedBatch withReplays(Set<ReplayRequest> open) {
        return new DecodedBatch(
                frames.stream().filter(frame -> isOpen(frame.inbound(), open)).toList(),
                rejected.stream().filter(one -> isOpen(one.inbound(), open)).toList(),
                senders,
                rateLimited);
    }

    private static boolean isOpen(InboundFrame inbound, Set<ReplayRequest> open) {
        return inbound.replay().map(open::contains).orElse(true);
    }
}
