package io.nightdesk.it.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Freezes processes and lets them go on. A frozen process keeps its connections and locks and does nothing. */
public final class Signals {

    private Signals() {}

    /** SIGSTOP to the process and its descendants. */
    public static void freeze(long pid) throws IOException, InterruptedException {
        send("-STOP", pid);
    }

    /** SIGCONT to the process and its descendants. */
    public static void resume(long pid) throws IOException, InterruptedException {
        send("-CONT", pid);
    }

    private static void send(String signal, long pid) throws IOException, InterruptedException {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", signal));
        Stream.concat(Stream.of(process), process.descendants())
                .map(ProcessHandle::pid)
                .map(String::valueOf)
                .forEach(command::add);
        new ProcessBuilder(command).start().waitFor();
    }
}
