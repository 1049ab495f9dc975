package io.nightdesk.inbox;

import io.nightdesk.deadletter.RejectedFrame;
import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.deadletter.ReplayResult;
import io.nightdesk.decision.Outcome;
import io.nightdesk.inbox.Exchange.FrameKey;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.PendingReplies;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.outbox.WithholdReason;
import io.nightdesk.session.SessionRepository.Versioned;
import io.nightdesk.session.SessionState;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The tables in memory, with the constraints and the fence of the real ones, and with failures on demand. */
final class FakeBatchStore implements BatchStore, PendingReplies {

    private final Map<FrameKey, Exchange> exchanges = new LinkedHashMap<>();
    private final TreeMap<Long, PendingReply> pending = new TreeMap<>();
    private final Map<String, Versioned> sessions = new HashMap<>();
    private final Map<Long, WithholdReason> withheld = new HashMap<>();
    private final List<RejectedFrame> rejected = new ArrayList<>();
    private final List<ReplayResult> replayResults = new ArrayList<>();
    private final Set<ReplayRequest> openReplays = new HashSet<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private Predicate<Exchange> poison = exchange -> false;
    private String refusal = "";
    private LeaderTerm holder;
    private int commits;
    private int successesLeft;
    private int failuresLeft;
    private boolean withdrawing;
    private int lookUps;

    /** What goes wrong with a commit. */
    enum Failure {
        /** Nothing is stored, and the connection breaks. */
        BEFORE,
        /** All is stored, and then the connection breaks: its outcome is unknown. */
        AFTER
    }

    FakeBatchStore(LeaderTerm holder) {
        this.holder = holder;
    }

    /** Another replica acquires the lease. */
    void becomesLeader(LeaderTerm other) {
        holder = other;
    }

    /** The next commits fail like this, one each. */
    void failNext(Failure... next) {
        failures.addAll(List.of(next));
    }

    /** After {@code successes} further commits, {@code failing} commits fail and store nothing. */
    void failCommitsAfter(int successes, int failing) {
        successesLeft = successes;
        failuresLeft = failing;
    }

    /** Somebody withdraws all replay requests between the next look-up and its commit. */
    void withdrawReplaysAfterLookUp() {
        withdrawing = true;
    }

    /** Somebody withdraws all replay requests. */
    void withdrawReplays() {
        openReplays.clear();
    }

    /** The database refuses to store such exchanges: it says that a value is invalid. */
    void refuse(Predicate<Exchange> refused) {
        refuse("22021", refused);
    }

    /** The database refuses to store such exchanges, with this SQLSTATE. */
    void refuse(String sqlState, Predicate<Exchange> refused) {
        refusal = sqlState;
        poison = refused;
    }

    void openReplay(ReplayRequest request) {
        openReplays.add(request);
    }

    SessionState session(String customerUid) {
        return sessions.getOrDefault(customerUid, Versioned.NEW).state();
    }

    /** Somebody changes a session by hand. */
    void changeSession(String customerUid, Versioned session) {
        sessions.put(customerUid, session);
    }

    /** Stores what another replica, or an earlier term, stored. */
    void put(Exchange exchange) {
        exchanges.put(exchange.key(), exchange);
    }

    List<Exchange> exchanges() {
        return List.copyOf(exchanges.values());
    }

    List<Long> pendingIds() {
        return List.copyOf(pending.keySet());
    }

    Map<Long, WithholdReason> withheld() {
        return withheld;
    }

    List<RejectedFrame> rejected() {
        return rejected;
    }

    List<ReplayResult> replayResults() {
        return replayResults;
    }

    /** How many transactions were committed. */
    int commits() {
        return commits;
    }

    int lookUps() {
        return lookUps;
    }

    @Override
    public KnownState lookUp(Lookup lookup) {
        lookUps++;
        Map<FrameKey, byte[]> hashes = new HashMap<>();
        Set<UUID> ownReplies = new HashSet<>();
        exchanges.forEach((key, exchange) -> {
            if (lookup.frames().contains(key.messageId())) {
                hashes.put(key, exchange.payloadHash());
            }
            exchange.reply()
                    .filter(reply -> lookup.replies().contains(reply.id()))
                    .ifPresent(reply -> ownReplies.add(reply.id()));
        });
        Map<String, Versioned> known = new HashMap<>();
        lookup.customers().forEach(uid -> known.put(uid, sessions.getOrDefault(uid, Versioned.NEW)));
        Set<ReplayRequest> open = new HashSet<>(lookup.replays());
        open.retainAll(openReplays);
        if (withdrawing) {
            openReplays.clear();
        }
        return new KnownState(hashes, ownReplies, known, open);
    }

    private boolean isOwnReply(Exchange exchange) {
        return exchange.outcome() == Outcome.AGENT_MESSAGE
                && exchanges.values().stream()
                        .flatMap(stored -> stored.reply().stream())
                        .anyMatch(reply -> reply.id().equals(exchange.key().messageId()));
    }

    @Override
    public CommitResult commit(LeaderTerm term, BatchResult result, List<DeliveryReport> reports) {
        Failure failure = failures.poll();
        if (failure == Failure.BEFORE) {
            throw outage();
        }
        if (!term.equals(holder)) {
            return CommitResult.TERM_ENDED;
        }
        if (result.expectedSessions().entrySet().stream()
                .anyMatch(expected ->
                        sessions.getOrDefault(expected.getKey(), Versioned.NEW).version()
                                != expected.getValue().version())) {
            return CommitResult.STATE_CHANGED;
        }
        if (result.exchanges().stream().anyMatch(this::isOwnReply)) {
            return CommitResult.STATE_CHANGED;
        }
        if (result.replayResults().stream().anyMatch(replay -> !openReplays.contains(replay.request()))) {
            return CommitResult.STATE_CHANGED;
        }
        check(result);
        if (failuresLeft > 0 && successesLeft-- <= 0) {
            failuresLeft--;
            throw outage();
        }
        result.exchanges().forEach(exchange -> exchanges.put(exchange.key(), exchange));
        result.replies().forEach(reply -> pending.put(reply.exchangeId(), reply));
        sessions.putAll(result.storedSessions());
        rejected.addAll(result.rejected());
        replayResults.addAll(result.replayResults());
        reports.forEach(report -> {
            pending.remove(report.exchangeId());
            report.withheld().ifPresent(reason -> withheld.put(report.exchangeId(), reason));
        });
        commits++;
        if (failure == Failure.AFTER) {
            throw outage();
        }
        return CommitResult.COMMITTED;
    }

    @Override
    public CommitResult dryRun(LeaderTerm term, BatchResult result) {
        if (!term.equals(holder)) {
            return CommitResult.TERM_ENDED;
        }
        check(result);
        return CommitResult.COMMITTED;
    }

    private void check(BatchResult result) {
        for (Exchange exchange : result.exchanges()) {
            if (exchanges.values().stream().anyMatch(other -> other.id() == exchange.id())) {
                throw violation(ExchangeRepository.PRIMARY_KEY);
            }
            if (exchanges.containsKey(exchange.key())) {
                throw violation(ExchangeRepository.FRAME_KEY);
            }
            if (poison.test(exchange)) {
                throw new IllegalStateException(new SQLException("value not storable", refusal));
            }
        }
    }

    @Override
    public long lastExchangeId() {
        return exchanges.values().stream().mapToLong(Exchange::id).max().orElse(0);
    }

    @Override
    public List<PendingReply> after(long exchangeId, int limit) {
        return pending.tailMap(exchangeId, false).values().stream()
                .limit(limit)
                .map(reply -> new PendingReply(
                        reply.exchangeId(), reply.customerUid(), reply.bytes(), reply.askedAt(), false))
                .toList();
    }

    private static RuntimeException outage() {
        return new IllegalStateException(new SQLException("connection broken", "08006"));
    }

    private static RuntimeException violation(String constraint) {
        return new IllegalStateException(new PSQLException(
                new ServerErrorMessage("SERROR\0VERROR\0C23505\0Mduplicate key\0n" + constraint + "\0\0")));
    }
}
