package io.nightdesk.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The console examples of the README: commands and the output it shows for them. */
public final class Readme {

    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);
    private static final String PROMPT = "$ ";

    /** A command and the output shown below it, which is empty where the output does not matter. */
    public record Step(String command, String shown) {

        /** Whether the output matches the one shown, ignoring white space, with "…" as a wildcard. */
        public boolean shows(String answer) {
            String pattern = Stream.of(shown.replaceAll("\\s", "").split("…", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            // Header names are case-insensitive.
            int flags = command.contains("grep -i") ? Pattern.CASE_INSENSITIVE : 0;
            return Pattern.compile(pattern, flags)
                    .matcher(answer.replaceAll("\\s", ""))
                    .matches();
        }
    }

    private Readme() {}

    /** Returns the steps of all blocks that contain the command, in order. */
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

    /** Whether a quoted argument continues on the next line. */
    private static boolean isOpen(String command) {
        return command.chars().filter(c -> c == '\'').count() % 2 == 1;
    }
}
