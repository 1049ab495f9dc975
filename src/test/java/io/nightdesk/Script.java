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
 * A conversation of {@code conversations/scripts.txt}: who says what when, and what becomes of it. Rules and hours are beside
 * that file.
 */
public record Script(String title, List<String> lines) {

    private static final String OUTCOME = "= ";
    private static final String WITHHELD = "reply withheld";

    private static final String MODE = "mode ";
    private static final String AGENT = " agent: ";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int TIME_LENGTH = 19;

    /** Where a script is played. */
    public interface Player {

        /** The desk speaks by another mode, as its constant is named. */
        void mode(String mode) throws Exception;

        void agent(Instant at, String text) throws Exception;

        /** What becomes of a customer's text: the outcome and, if something is said, a space and that, lines joined by |. */
        String customer(Instant at, String text) throws Exception;

        /** The last reply does not reach the customer. */
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

    /** A file beside the scripts. */
    public static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream("/conversations/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public boolean withholds() {
        return lines.contains(WITHHELD);
    }

    /** How many things happen in it. */
    public int turns() {
        return (int) lines.stream().filter(line -> !line.startsWith(OUTCOME)).count();
    }

    /** The lines with what becomes of each in fact. */
    public List<String> play(Player player) throws Exception {
        List<String> went = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(OUTCOME)) {
                continue;
            }
            went.add(line);
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
                    went.add(OUTCOME + player.customer(at, said));
                }
            }
        }
        return went;
    }

    @Override
    public String toString() {
        return title;
    }
}
