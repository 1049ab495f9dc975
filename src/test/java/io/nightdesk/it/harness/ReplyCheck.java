package io.nightdesk.it.harness;

import io.nightdesk.frame.Frame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Checks replies to {@link OrderQuestions} as they arrive: each question is answered once, to its customer, and the replies of
 * a session are in order. Keeps a bit for each question, so that there may be millions.
 */
public final class ReplyCheck {

    private final int customers;
    private final BitSet answered = new BitSet();
    /** The last question of each customer that was answered. */
    private final int[] last;

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    public ReplyCheck(int customers) {
        this.customers = customers;
        this.last = new int[customers];
        Arrays.fill(last, -1);
    }

    /** Takes a reply. One that was sent again under the same id must be left out. */
    public synchronized void accept(Frame reply) {
        int question = OrderQuestions.number(reply);
        int customer = question % customers;
        if (answered.get(question)) {
            violations.add("two replies to question " + question);
        }
        if (!Customers.text(reply).equals("ORDER%08d is paid and being prepared".formatted(question))) {
            violations.add("another text than expected for question " + question);
        }
        if (!reply.receiverUid().equals("c" + customer)) {
            violations.add("the reply to question %d went to %s".formatted(question, reply.receiverUid()));
        }
        if (last[customer] > question) {
            violations.add("the reply to question %d came after that to %d".formatted(question, last[customer]));
        }
        answered.set(question);
        last[customer] = question;
    }

    /** What was wrong so far. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** The first of the questions below {@code asked} that have no reply, at most 20. */
    public synchronized List<Integer> unanswered(int asked) {
        BitSet missing = new BitSet();
        missing.set(0, asked);
        missing.andNot(answered);
        return missing.stream().limit(20).boxed().collect(Collectors.toList());
    }

    /** How many questions have a reply. */
    synchronized int answered() {
        return answered.cardinality();
    }
}
