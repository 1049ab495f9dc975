package io.nightdesk.it.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sends signals. A frozen process keeps its connections and locks and does nothing. */
public final class Signals {

    private Signals() {}

    /** SIGSTOP to the process and its descendants. */
    public static void freeze(long pid) throws IOException, InterruptedException {
        sendToAll("-STOP", pid);
    }

    /** SIGCONT to the process and its descendants. */
    public static void resume(long pid) throws IOException, InterruptedException {
        sendToAll("-CONT", pid);
    }

    private static void sendToAll(String signal, long pid) throws IOException, InterruptedException {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        send(signal, Stream.concat(Stream.of(process), process.descendants()).map(ProcessHandle::pid));
    }

    private static void send(String signal, Stream<Long> pids) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        pids.map(String::valueOf).forEach(command::add);
        new ProcessBuilder(command).start().waitFor();
    }

    /** Sends a signal such as {@code -QUIT} to one process. */
    static void send(String signal, long pid) throws IOException, InterruptedException {
        send(signal, Stream.of(pid));
    }
}
