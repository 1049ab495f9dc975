package io.nightdesk.inbox;

import io.nightdesk.IdentityConfig;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.RejectReason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes frames and leaves out those of senders that send too many. */
@Singleton
final class BatchDecoder {

    private final FrameCodec codec;
    private final String customerId;
    private final SenderRateLimiter rateLimiter;

    @Inject
    BatchDecoder(FrameCodec codec, IdentityConfig identity, SenderRateLimiter rateLimiter) {
        this(codec, identity.customerId(), rateLimiter);
    }

    BatchDecoder(FrameCodec codec, String customerId, SenderRateLimiter rateLimiter) {
        this.codec = codec;
        this.customerId = customerId;
        this.rateLimiter = rateLimiter;
    }

    DecodedBatch decode(List<InboundFrame> inbound) {
        List<DecodedFrame> frames = new ArrayList<>(inbound.size());
        List<DecodedBatch.Rejection> rejected = new ArrayList<>();
        Map<SenderRateLimiter.Sender, Integer> senders = new HashMap<>();
        int rateLimited = 0;
        for (InboundFrame one : inbound) {
            DecodeResult result = decode(one);
            if (result instanceof DecodeResult.Rejected rejection) {
                rejected.add(new DecodedBatch.Rejection(one, rejection.reason()));
                continue;
            }
            DecodedFrame frame = decoded(one, (DecodeResult.Accepted) result);
            if (one.replay().isPresent()) {
                frames.add(frame);
            } else if (rateLimiter.isOver(frame.sender(), senders.getOrDefault(frame.sender(), 0))) {
                rateLimited++;
            } else {
                senders.merge(frame.sender(), 1, Integer::sum);
                frames.add(frame);
            }
        }
        return new DecodedBatch(frames, rejected, senders, rateLimited);
    }

    /** A message of an agent is accepted even if it cannot be read: it takes the session over. */
    private DecodeResult decode(InboundFrame inbound) {
        DecodeResult result = inbound.isTruncated()
                ? new DecodeResult.Rejected(RejectReason.TOO_LARGE)
                : codec.decode(inbound.bytes());
        return result instanceof DecodeResult.Rejected
                ? codec.decodeAgentMessage(inbound.bytes(), customerId)
                        .<DecodeResult>map(DecodeResult.Accepted::new)
                        .orElse(result)
                : result;
    }

    private DecodedFrame decoded(InboundFrame inbound, DecodeResult.Accepted accepted) {
        return new DecodedFrame(
                inbound,
                accepted.frame(),
                sha256(inbound.bytes()),
                accepted.frame().senderUid().equals(customerId));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
