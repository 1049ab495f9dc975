package io.nightdesk.it.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the same call from many clients at the same moment. */
public final class Concurrently {

    /** The call of one client. */
    public interface Call<T> {
        T by(int client) throws Exception;
    }

    private Concurrently() {}

    /** Returns the result of each client, by its number from 0. */
    public static <T> List<T> call(int clients, Call<T> call) throws Exception {
        CyclicBarrier together = new CyclicBarrier(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                calls.add(() -> {
                    together.await();
                    return call.by(client);
                });
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
