package io.nightdesk.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that the documents show in console blocks, each with the output that is shown below it. */
public final class ConsoleExamples {

    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);
    private static final String PROMPT = "$ ";

    /** In the order in which they are read: later examples build on earlier ones. Further documents follow by name. */
    private static final List<Path> FIRST = List.of(
            Path.of("README.md"),
            Path.of("docs/getting-started.md"),
            Path.of("docs/rules.md"),
            Path.of("docs/hours-and-agents.md"));

    /**
     * One command.
     *
     * @param shown the output in the document, empty if none is shown
     */
    public record Step(String command, String shown) {

        /** Whether {@code output} is what is shown. White space does not count; "…" stands for any text. */
        public boolean shows(String output) {
            String pattern = Stream.of(shown.replaceAll("\\s", "").split("…", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            // The names of headers are case-insensitive.
            int flags = command.contains("grep -i") ? Pattern.CASE_INSENSITIVE : 0;
            return Pattern.compile(pattern, flags)
                    .matcher(output.replaceAll("\\s", ""))
                    .matches();
        }
    }

    private ConsoleExamples() {}

    /** The steps of all blocks whose first command starts with one of {@code commands}. */
    public static List<Step> steps(String... commands) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (Path document : documents()) {
            CONSOLE.matcher(Files.readString(document))
                    .results()
                    .map(block -> block.group(1))
                    .filter(block -> Stream.of(commands).map(PROMPT::concat).anyMatch(block::startsWith))
                    .forEach(block -> steps.addAll(steps(block.lines().toList())));
        }
        return steps;
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            FIRST.stream(),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .distinct()
                    .toList();
        }
    }

    private static List<Step> steps(List<String> lines) {
        List<Step> steps = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(PROMPT)) {
                steps.add(new Step(line.substring(PROMPT.length()), ""));
            } else if (!steps.isEmpty()) {
                Step last = steps.remove(steps.size() - 1);
                steps.add(
                        isOpen(last.command())
                                ? new Step(last.command() + "\n" + line, "")
                                : new Step(last.command(), last.shown() + line + "\n"));
            }
        }
        return steps;
    }

    /** Whether a quotation continues on the next line. */
    private static boolean isOpen(String command) {
        return command.chars().filter(c -> c == '\'').count() % 2 == 1;
    }
}
