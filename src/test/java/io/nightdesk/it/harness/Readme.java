package io.nightdesk.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the README shows as typed into a terminal, and what it shows as coming back. */
public final class Readme {

    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);
    private static final String PROMPT = "$ ";

    /** A command with what is shown below it, which is nothing where the answer does not matter. */
    public record Step(String command, String shown) {

        /** Whether it is what is shown, but for line breaks and spaces, and for what "…" stands for. */
        public boolean shows(String answer) {
            String pattern = Stream.of(shown.replaceAll("\\s", "").split("…", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            // Names of headers have no case.
            int flags = command.contains("grep -i") ? Pattern.CASE_INSENSITIVE : 0;
            return Pattern.compile(pattern, flags)
                    .matcher(answer.replaceAll("\\s", ""))
                    .matches();
        }
    }

    private Readme() {}

    /** Of all blocks that have such a command, in their order. */
    public static List<Step> steps(String command) throws IOException {
        return CONSOLE.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(PROMPT + command))
                .flatMap(block -> steps(block.lines().toList()).stream())
                .toList();
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

    /** Whether a quotation goes on in the next line. */
    private static boolean isOpen(String command) {
        return command.chars().filter(c -> c == '\'').count() % 2 == 1;
    }
}
