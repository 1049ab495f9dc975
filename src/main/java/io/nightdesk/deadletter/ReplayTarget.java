package io.nightdesk.deadletter;

import io.nightdesk.leader.LeaderTerm;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Processes rejected frames again. */
public interface ReplayTarget {

    /** A rejected frame of which all bytes are stored. */
    record StoredFrame(ReplayRequest request, Instant receivedAt, byte[] bytes) {}

    /**
     * Takes frames to process in this term; returns at once.
     *
     * @return completes when the results of all frames are stored; never if the term ends before
     */
    CompletionStage<Void> replay(LeaderTerm term, List<StoredFrame> frames);
}
