package io.nightdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What processes have cost so far, by Linux' own account. */
final class Costs {

    private static final double TICKS_PER_SECOND = 100;

    private Costs() {}

    /** CPU seconds of this process alone. */
    static double ownCpuSeconds() {
        return ticks(ProcessHandle.current().pid(), List.of(11, 12)) / TICKS_PER_SECOND;
    }

    /** CPU seconds of a process and all that it started, those that ended and were waited for included. */
    static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid).map(process -> Stream.concat(Stream.of(process), process.descendants())).stream()
                .flatMap(all -> all)
                .mapToDouble(process -> ticks(process.pid(), List.of(11, 12, 13, 14)) / TICKS_PER_SECOND)
                .sum();
    }

    /** Resident memory of one process in MiB. */
    static double residentMib(long pid) throws IOException {
        return statusMib(pid, "VmRSS:");
    }

    /** Of that what is no page of a file, which the system can drop and read again. */
    static double ownMib(long pid) throws IOException {
        return statusMib(pid, "RssAnon:");
    }

    private static double statusMib(long pid, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** User and system ticks, and the same of children waited for: fields 14 to 17 of {@code /proc/<pid>/stat}, proc(5). */
    private static double ticks(long pid, List<Integer> wanted) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return wanted.stream()
                    .mapToDouble(field -> Double.parseDouble(fields[field]))
                    .sum();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
