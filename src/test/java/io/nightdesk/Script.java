package io.nightdesk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A session of {@code sessions/scripts.txt}: messages and their expected outcomes. The rules and the schedule are in the same
 * folder.
 */
public record Script(String title, List<String> lines) {

    private static final String OUTCOME = "= ";
    private static final String WITHHELD = "reply withheld";

    private static final String MODE = "mode ";
    private static final String AGENT = " agent: ";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int TIME_LENGTH = 19;

    /** Plays the lines of a script against an implementation of the desk. */
    public interface Player {

        /** Sets the mode, given by the name of its constant. */
        void mode(String mode) throws Exception;

        void agent(Instant at, String text) throws Exception;

        /** Returns the outcome of a customer's text and, after a space, the reply if there is one, its lines joined by |. */
        String customer(Instant at, String text) throws Exception;

        /** Withholds the last reply. */
        void replyWithheld() throws Exception;
    }

    public static List<Script> all() throws IOException {
        return Arrays.stream(resource("scripts.txt").split("\n## ", -1))
                .skip(1)
                .map(text -> new Script(
                        text.lines().findFirst().orElseThrow(),
                        text.lines().skip(1).filter(line -> !line.isBlank()).toList()))
                .toList();
    }

    /** Reads a file of the folder of the scripts. */
    public static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream("/sessions/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public boolean withholds() {
        return lines.contains(WITHHELD);
    }

    /** The number of messages and other events. */
    public int turns() {
        return (int) lines.stream().filter(line -> !line.startsWith(OUTCOME)).count();
    }

    /** Returns the lines with the actual outcomes. */
    public List<String> play(Player player) throws Exception {
        List<String> actual = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(OUTCOME)) {
                continue;
            }
            actual.add(line);
            if (line.startsWith(MODE)) {
                player.mode(line.substring(MODE.length()));
            } else if (line.equals(WITHHELD)) {
                player.replyWithheld();
            } else {
                Instant at = LocalDateTime.parse(line.substring(0, TIME_LENGTH), TIME)
                        .atZone(ZONE)
                        .toInstant();
                String said = line.substring(line.indexOf(": ") + 2);
                if (line.startsWith(AGENT, TIME_LENGTH)) {
                    player.agent(at, said);
                } else {
                    actual.add(OUTCOME + player.customer(at, said));
                }
            }
        }
        return actual;
    }

    @Override
    public String toString() {
        return title;
    }
}
