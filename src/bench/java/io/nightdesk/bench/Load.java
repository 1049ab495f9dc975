package io.nightdesk.bench;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.SampleQuestions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Customers who each ask their next question when the last one was answered, so many at a time. All behind one connection
 * and one thread; frames are prepared beforehand and replies told apart by their topic, because what this costs is taken
 * from the machine that is measured.
 */
final class Load implements AutoCloseable {

    /** Where a frame's message id goes; any UUID that occurs nowhere else in it. */
    private static final String ID_PLACE = "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f";

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int KINDS = 400;
    /** Where a customer's uid goes, everywhere in the frame. */
    private static final String UID_PLACE = "c9999999";

    /** How many questions a customer asks before another one comes: nobody asks without end, nor is answered so. */
    private static final int QUESTIONS_EACH = 10;

    private static final int MOST_CUSTOMERS = 256;

    private final SplittableRandom random = new SplittableRandom();
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final MqttClient client;
    private final MqttQoS qos;
    /** For each customer the questions that they may ask. */
    private final List<List<Template>> questions = new ArrayList<>();

    private final Template foreign = template("somebody", "else", "你好");
    /** How many customers had asked all their questions. */
    private int served;

    private final AtomicLong answered = new AtomicLong();

    private Run run = new Run(0, 0);

    /** A frame with gaps for its message id and the customer's uid. */
    private record Template(byte[] bytes, int idAt, List<Integer> uidAt) {}

    /** What was measured: replies, the time they took in nanoseconds each in ascending order, and over how long. */
    record Result(long replies, long[] nanos, double seconds) {
        double perSecond() {
            return replies / seconds;
        }

        /** The latency in milliseconds that a share of the replies did not exceed. */
        double millis(double share) {
            return nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * share))] / 1e6;
        }
    }

    Load(int port, int qos) throws Exception {
        this.qos = MqttQoS.valueOf(qos);
        MqttClientOptions options = Echo.options("load", true);
        options.setAutoAck(true);
        this.client = MqttClient.create(vertx, options);
        prepare();
        client.publishHandler(message -> arrived(message.topicName()));
        CompletableFuture<Void> subscribed = new CompletableFuture<>();
        client.subscribeCompletionHandler(granted -> subscribed.complete(null));
        context.runOnContext(v -> client.connect(port, "127.0.0.1")
                .compose(connected -> client.subscribe("PTP/+", qos))
                .onFailure(subscribed::completeExceptionally));
        subscribed.get(20, TimeUnit.SECONDS);
    }

    private void prepare() throws IOException {
        List<SampleQuestions.Expected> kinds = SampleQuestions.of(KINDS);
        for (int customer = 0; customer < MOST_CUSTOMERS; customer++) {
            List<Template> own = new ArrayList<>();
            // A step that shares no divisor with the kinds' period of four: each customer asks all of them in turn.
            for (int n = 0; n < KINDS; n += 7) {
                // Orders are asked for under the number; whose they are does not matter to the time that it takes.
                own.add(template(
                        UID_PLACE, App.DESK, kinds.get((n + customer) % KINDS).question()));
            }
            questions.add(own);
        }
    }

    private static Template template(String from, String to, String question) {
        Frame frame = new Frame(
                UUID.fromString(ID_PLACE),
                from,
                to,
                System.currentTimeMillis(),
                to + "_" + from,
                0,
                20,
                new Content.Text("content", question, ""));
        byte[] bytes = Customers.bytes(frame);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Integer> uids = new ArrayList<>();
        for (int at = text.indexOf(UID_PLACE); at >= 0; at = text.indexOf(UID_PLACE, at + 1)) {
            uids.add(at);
        }
        return new Template(bytes, text.indexOf(ID_PLACE), uids);
    }

    private Buffer next(Template template, int customer) {
        byte[] bytes = template.bytes().clone();
        for (int at : template.uidAt()) {
            for (int i = UID_PLACE.length() - 1, rest = customer; i > 0; i--, rest /= 10) {
                bytes[at + i] = (byte) ('0' + rest % 10);
            }
        }
        // Random like real ones: ascending ids would spare the database's index most of its work.
        long high = random.nextLong();
        long low = random.nextLong();
        for (int i = 0; i < ID_PLACE.length(); i++) {
            char place = ID_PLACE.charAt(i);
            if (place == 'f' || place == '0') {
                bytes[template.idAt() + i] = HEX[(int) ((i < 18 ? high : low) >>> (i % 16 * 4)) & 15];
            }
        }
        return Buffer.buffer(bytes);
    }

    /** One measurement; confined to the client's thread but for its end. */
    private final class Run {
        private final int customers;
        private final int foreignPerQuestion;
        private final long[] askedAt = new long[MOST_CUSTOMERS];
        private final int[] asked = new int[MOST_CUSTOMERS];
        private final CompletableFuture<Void> quiet = new CompletableFuture<>();
        private long[] nanos = new long[1 << 16];
        private int replies;
        private int open;
        private boolean ending;

        Run(int customers, int foreignPerQuestion) {
            this.customers = customers;
            this.foreignPerQuestion = foreignPerQuestion;
        }

        void begin() {
            for (int customer = 0; customer < customers; customer++) {
                ask(customer);
            }
        }

        private void ask(int customer) {
            List<Template> own = questions.get(customer);
            for (int i = 0; i < foreignPerQuestion; i++) {
                client.publish("PTP", next(foreign, 0), qos, false, false);
            }
            open++;
            askedAt[customer] = System.nanoTime();
            // Which of the open questions it is can be read off the customer's number.
            int number = (served + asked[customer] / QUESTIONS_EACH) * MOST_CUSTOMERS + customer;
            client.publish("PTP", next(own.get(asked[customer]++ % own.size()), number), qos, false, false);
        }

        void answered(int customer) {
            if (askedAt[customer] == 0) {
                return;
            }
            if (replies == nanos.length) {
                nanos = Arrays.copyOf(nanos, replies * 2);
            }
            nanos[replies++] = System.nanoTime() - askedAt[customer];
            askedAt[customer] = 0;
            open--;
            if (!ending) {
                ask(customer);
            } else if (open == 0) {
                quiet.complete(null);
            }
        }

        void end() {
            ending = true;
            if (open == 0) {
                quiet.complete(null);
            }
        }
    }

    private void arrived(String topic) {
        answered.incrementAndGet();
        run.answered(Integer.parseInt(topic.substring("PTP/c".length())) % MOST_CUSTOMERS);
    }

    /**
     * Asks for {@code seconds}, telling once a second how far it is, and waits for the last answers.
     *
     * @param customers how many questions are open at a time
     * @param foreignPerQuestion frames between others that are sent along with each question
     */
    Result measure(String what, int customers, int foreignPerQuestion, int seconds)
            throws InterruptedException, ExecutionException {
        Run measured = new Run(customers, foreignPerQuestion);
        long before = answered.get();
        long start = System.nanoTime();
        context.runOnContext(v -> {
            run = measured;
            measured.begin();
        });
        for (int second = 1; second <= seconds; second++) {
            TimeUnit.NANOSECONDS.sleep(start + second * 1_000_000_000L - System.nanoTime());
            System.out.printf("\r%-60s %2d/%d s, %d replies ", what, second, seconds, answered.get() - before);
            System.out.flush();
        }
        context.runOnContext(v -> measured.end());
        try {
            measured.quiet.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(what + ": " + measured.open + " questions were never answered", e);
        }
        double took = (System.nanoTime() - start) / 1e9;
        served += Arrays.stream(measured.asked).max().orElse(0) / QUESTIONS_EACH + 1;
        System.out.print("\r" + " ".repeat(100) + "\r");
        long[] nanos = Arrays.copyOf(measured.nanos, measured.replies);
        Arrays.sort(nanos);
        return new Result(measured.replies, nanos, took);
    }

    @Override
    public void close() throws Exception {
        client.disconnect();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
