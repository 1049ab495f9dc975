package io.nightdesk.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The replies that a session got within the last hour, newest first. Immutable. */
public record ReplyHistory(List<Reply> recent) {

    /** How many replies are remembered. */
    public static final int MAX_REPLIES = 200;

    public static final ReplyHistory NONE = new ReplyHistory(List.of());

    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final int RADIX = 36;

    /** Marks a reply in English; others are in Chinese. */
    private static final String ENGLISH = "=en";

    /** The bound on the digits keeps the time within long. */
    private static final Pattern STORED =
            Pattern.compile("[0-9a-z]{1,10}=[0-9A-Za-z_-]{1," + QuestionDigest.LENGTH + "}(" + ENGLISH + ")?");

    /**
     * A reply.
     *
     * @param second the time, in seconds since 1970
     * @param question identifies the text that was answered
     * @param language the language of the reply
     */
    public record Reply(long second, QuestionDigest question, Locale language) {}

    public ReplyHistory {
        recent = List.copyOf(recent);
    }

    /** The number of replies in the hour before {@code now}. */
    public int inTheLastHour(Instant now) {
        return (int) since(now.getEpochSecond() - HOUR);
    }

    /** Whether there was a reply less than {@code time} before {@code now}. */
    public boolean within(Duration time, Instant now) {
        return since(now.getEpochSecond() - time.toSeconds()) > 0;
    }

    /** Whether a text was answered less than {@code time} before {@code now}. */
    public boolean answered(QuestionDigest question, Duration time, Instant now) {
        return recent.stream()
                .anyMatch(reply ->
                        reply.question().equals(question) && reply.second() > now.getEpochSecond() - time.toSeconds());
    }

    /** The language of the last reply, however long ago it was; empty if there was none. */
    public Optional<Locale> language() {
        return recent.stream().findFirst().map(Reply::language);
    }

    /** This history and one more reply. */
    public ReplyHistory and(QuestionDigest question, Locale language, Instant now) {
        List<Reply> replies = new ArrayList<>();
        replies.add(new Reply(now.getEpochSecond(), question, language));
        recent.stream()
                .filter(reply -> reply.second() > now.getEpochSecond() - HOUR)
                .limit(MAX_REPLIES - 1L)
                .forEach(replies::add);
        return new ReplyHistory(replies);
    }

    /** This history without replies that are later than {@code latest}. */
    ReplyHistory until(Instant latest) {
        return recent.stream().noneMatch(reply -> reply.second() > latest.getEpochSecond())
                ? this
                : new ReplyHistory(recent.stream()
                        .filter(reply -> reply.second() <= latest.getEpochSecond())
                        .toList());
    }

    private long since(long second) {
        return recent.stream().filter(reply -> reply.second() > second).count();
    }

    /** The stored form: {@code second=question} separated by spaces, the time in base 36; with {@code =en} if in English. */
    String text() {
        return recent.stream()
                .map(reply -> Long.toString(reply.second(), RADIX) + "="
                        + reply.question().text()
                        + (reply.language().equals(Locale.ENGLISH) ? ENGLISH : ""))
                .collect(Collectors.joining(" "));
    }

    /**
     * Earlier releases stored a number as the question. Those replies count as replies, but a question is not recognised as
     * answered by them. Leaves out what is no reply: what a session remembers must not keep its frames
     * from being processed.
     */
    static ReplyHistory parse(String text) {
        return new ReplyHistory(Arrays.stream(text.split(" "))
                .filter(reply -> STORED.matcher(reply).matches())
                .map(reply -> reply.split("=", 3))
                .map(parts -> new Reply(
                        Long.parseLong(parts[0], RADIX),
                        new QuestionDigest(parts[1]),
                        parts.length > 2 ? Locale.ENGLISH : Locale.CHINESE))
                .toList());
    }
}
