package io.nightdesk.it.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A parsed Dockerfile. */
record Dockerfile(List<Instruction> instructions) {

    /** @param stage the number of the build stage, from 1 */
    record Instruction(int stage, String name, String arguments) {

        /** The arguments without options. */
        List<String> words() {
            return Arrays.stream(arguments.split("\\s+", -1))
                    .filter(word -> !word.startsWith("--"))
                    .toList();
        }

        /** The exec form, if it is used; the shell form would not pass on signals. */
        Optional<List<String>> exec() {
            try {
                return Optional.of(List.of(new ObjectMapper().readValue(arguments, String[].class)));
            } catch (JsonProcessingException e) {
                return Optional.empty();
            }
        }
    }

    static Dockerfile read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static Dockerfile parse(String text) {
        String joined = text.replaceAll("(?m)^\\s*#.*\\n", "").replaceAll("\\\\\\n", " ");
        List<Instruction> instructions = new ArrayList<>();
        int stage = 0;
        for (String line : joined.lines().filter(line -> !line.isBlank()).toList()) {
            String[] parts = line.strip().split("\\s+", 2);
            stage += parts[0].equals("FROM") ? 1 : 0;
            instructions.add(new Instruction(stage, parts[0], parts[1]));
        }
        return new Dockerfile(List.copyOf(instructions));
    }

    int stages() {
        return instructions.get(instructions.size() - 1).stage();
    }

    /** The instructions of that name in the last stage, which becomes the image. */
    List<Instruction> ofImage(String name) {
        return named(name)
                .filter(instruction -> instruction.stage() == stages())
                .toList();
    }

    /** The paths that are copied from the build context, not from another stage. */
    List<String> copied() {
        return named("COPY")
                .filter(copy -> !copy.arguments().contains("--from="))
                .flatMap(copy -> copy.words().subList(0, copy.words().size() - 1).stream())
                .toList();
    }

    private Stream<Instruction> named(String name) {
        return instructions.stream().filter(instruction -> instruction.name().equals(name));
    }
}
