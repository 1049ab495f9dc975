package io.nightdesk.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class OutboxTest {

    private final TreeSet<Long> table = new TreeSet<>();
    private final Outbox outbox = new Outbox((after, limit) -> table.tailSet(after, false).stream()
            .limit(limit)
            .map(OutboxTest::reply)
            .toList());
    private final LeaderTerm term = Terms.endless(1);

    private static PendingReply reply(long id) {
        return new PendingReply(id, "c" + id, new byte[] {1}, Instant.EPOCH, false);
    }

    private static final class Publisher implements ReplyPublisher {

        private final LeaderTerm term;
        private final List<Long> published = new ArrayList<>();

        Publisher(LeaderTerm term) {
            this.term = term;
        }

        @Override
        public LeaderTerm term() {
            return term;
        }

        @Override
        public void publish(List<PendingReply> replies) {
            replies.forEach(reply -> published.add(reply.exchangeId()));
        }
    }

    private Publisher open() {
        Publisher publisher = new Publisher(term);
        outbox.opened(publisher);
        return publisher;
    }

    private void fill() {
        while (outbox.termToFill().isPresent()) {
            outbox.fill();
        }
    }

    private void commit(long id) {
        table.add(id);
        outbox.committed(List.of(reply(id)));
    }

    @Test
    void handsOutWhatIsPendingBeforeWhatIsCommittedLater() {
        // Given
        table.addAll(List.of(1L, 2L));
        Publisher publisher = open();

        // When
        commit(3);
        fill();
        commit(4);

        // Then
        assertThat(publisher.published).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void handsOutEverythingWithoutAReportAgainAfterAReconnect() {
        // Given
        Publisher first = open();
        fill();
        commit(1);
        commit(2);
        outbox.closed(first);

        // When
        Publisher second = open();
        fill();

        // Then
        assertThat(second.published).containsExactly(1L, 2L);
    }

    @Test
    void doesNotHandOutAConfirmedReplyAgainThatIsNotRecordedYet() {
        // Given
        Publisher first = open();
        fill();
        commit(1);
        commit(2);
        outbox.reported(DeliveryReport.confirmed(1, first));
        outbox.closed(first);

        // When
        Publisher second = open();
        fill();

        // Then
        assertThat(second.published).containsExactly(2L);
    }

    @Test
    void keepsRepliesInTheTableWhileNoConnectionIsOpen() {
        // Given
        commit(1);

        // When
        Publisher publisher = open();
        fill();

        // Then
        assertThat(publisher.published).containsExactly(1L);
        assertThat(outbox.awaitingReport()).isEqualTo(1);
    }

    @Test
    void handsOutNoMoreThanTheLimitAtOnceAndTheRestWhenThereIsRoom() {
        // Given
        LongStream.rangeClosed(1, Outbox.LIMIT + Outbox.PAGE).forEach(table::add);
        Publisher publisher = open();
        fill();
        List<Long> before = List.copyOf(publisher.published);

        // When
        before.subList(0, Outbox.PAGE).forEach(id -> outbox.reported(DeliveryReport.confirmed(id, publisher)));
        outbox.recorded(outbox.unrecorded(term));
        fill();

        // Then
        assertThat(before).hasSize(Outbox.LIMIT);
        assertThat(publisher.published)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, Outbox.LIMIT + Outbox.PAGE)
                        .boxed()
                        .toList());
    }

    @Test
    void handsOutNoMoreBytesThanTheLimitAtOnceAndTheRestWhenThereIsRoom() {
        // Given
        int size = 1024 * 1024;
        TreeSet<Long> large =
                new TreeSet<>(LongStream.rangeClosed(1, 20).boxed().toList());
        Outbox bounded = new Outbox((after, limit) -> large.tailSet(after, false).stream()
                .limit(limit)
                .map(id -> new PendingReply(id, "c" + id, new byte[size], Instant.EPOCH, false))
                .toList());
        Publisher publisher = new Publisher(term);
        bounded.opened(publisher);
        bounded.fill();
        List<Long> before = List.copyOf(publisher.published);

        // When
        before.subList(0, 8).forEach(id -> bounded.reported(DeliveryReport.confirmed(id, publisher)));
        while (bounded.termToFill().isPresent()) {
            bounded.fill();
        }

        // Then
        assertThat(before).hasSize((int) (Outbox.MAX_BYTES / size));
        assertThat(publisher.published)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void keepsCommittedRepliesInTheTableThatDoNotFitIntoMemory() {
        // Given
        Publisher publisher = open();
        fill();
        List<PendingReply> replies = LongStream.rangeClosed(1, 17)
                .mapToObj(id -> new PendingReply(id, "c" + id, new byte[1024 * 1024], Instant.EPOCH, false))
                .toList();

        // When
        replies.forEach(reply -> outbox.committed(List.of(reply)));

        // Then
        assertThat(publisher.published).hasSize(16);
        assertThat(outbox.awaitingReport()).isEqualTo(16);
    }

    @Test
    void readsTheTableAgainWhenTheOutcomeOfTheLastCommitIsUnknown() {
        // Given
        Publisher publisher = open();
        fill();
        table.add(7L);

        // When
        outbox.reload();
        fill();

        // Then
        assertThat(publisher.published).containsExactly(7L);
    }

    @Test
    void changesNothingWhenAPageCannotBeRead() {
        // Given
        int[] failures = {1};
        Outbox failing = new Outbox((after, limit) -> {
            if (failures[0]-- > 0) {
                throw new IllegalStateException("away");
            }
            return after < 1 ? List.of(reply(1)) : List.of();
        });
        Publisher publisher = new Publisher(term);
        failing.opened(publisher);

        // When
        boolean failed = false;
        try {
            failing.fill();
        } catch (IllegalStateException e) {
            failed = true;
            failing.fill();
        }

        // Then
        assertThat(failed).isTrue();
        assertThat(publisher.published).containsExactly(1L);
    }

    @Test
    void ignoresTheEndOfAConnectionThatHasASuccessor() {
        // Given
        Publisher first = open();
        Publisher second = open();
        fill();

        // When
        outbox.closed(first);
        commit(1);

        // Then
        assertThat(second.published).containsExactly(1L);
    }

    @Test
    void keepsConfirmationsAndDropsWithholdingsOfAnEarlierTermWhenANewOneBegins() {
        // Given
        table.addAll(List.of(1L, 2L));
        Publisher first = open();
        fill();
        outbox.reported(DeliveryReport.confirmed(1, first));
        outbox.reported(DeliveryReport.withheld(2, first, WithholdReason.MODE_OFF));
        LeaderTerm next = Terms.endless(2);
        Publisher second = new Publisher(next);

        // When
        outbox.opened(second);
        fill();

        // Then
        assertThat(outbox.unrecorded(next)).containsExactly(DeliveryReport.confirmed(1, first));
        assertThat(second.published).containsExactly(2L);
    }

    @Test
    void recordsNoWithholdingInAnotherTerm() {
        // Given
        Publisher first = open();
        outbox.reported(DeliveryReport.withheld(1, first, WithholdReason.MODE_OFF));

        // When
        List<DeliveryReport> reports = outbox.unrecorded(Terms.endless(2));

        // Then
        assertThat(reports).isEmpty();
    }

    @Test
    void recordsNothingOnceTheLastTermIsOver() {
        // Given
        Publisher first = open();
        outbox.reported(DeliveryReport.confirmed(1, first));
        boolean before = outbox.termToRecord().isPresent();

        // When
        term.end();

        // Then
        assertThat(before).isTrue();
        assertThat(outbox.termToRecord()).isEmpty();
    }

    @Test
    void keepsReportsOfTheSameTermOverAReconnect() {
        // Given
        Publisher first = open();
        outbox.reported(DeliveryReport.confirmed(1, first));

        // When
        open();

        // Then
        assertThat(outbox.unrecorded(term)).containsExactly(DeliveryReport.confirmed(1, first));
    }

    @Test
    void readsNoPageInATermThatIsOver() {
        // Given
        open();

        // When
        term.end();

        // Then
        assertThat(outbox.termToFill()).isEmpty();
    }

    @Test
    void isIdleOnceEveryReplyHasADeliveryReport() {
        // Given
        Publisher publisher = open();
        fill();
        commit(1);
        boolean before = outbox.isIdle();

        // When
        outbox.reported(DeliveryReport.withheld(1, publisher, WithholdReason.MODE_OFF));

        // Then
        assertThat(before).isFalse();
        assertThat(outbox.isIdle()).isTrue();
    }
}
