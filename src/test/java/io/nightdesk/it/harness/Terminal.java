package io.nightdesk.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.api.Api;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs the commands of the README: the part of a shell, curl and grep that it uses, so that the tests need none of them. It
 * fails on anything else.
 */
public final class Terminal {

    private static final String README_ADDRESS = "http://localhost:8080";
    private static final String PIPE = "|";

    private final App app;
    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();

    public Terminal(App app, Path folder) {
        this.app = app;
        this.folder = folder;
    }

    /** Returns the output of the command. */
    public String run(String command) throws Exception {
        List<String> words = words(command);
        if (words.stream().allMatch(word -> word.matches("(?s)\\w+=.*"))) {
            words.forEach(
                    word -> variables.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1)));
            return "";
        }
        int pipe = words.contains(PIPE) ? words.indexOf(PIPE) : words.size();
        assertThat(words.get(0)).as(command).isEqualTo("curl");
        String printed = curl(words.subList(1, pipe).iterator());
        return pipe == words.size() ? printed : grep(printed, words.subList(pipe + 1, words.size()));
    }

    private String curl(Iterator<String> words) throws Exception {
        Api api = Api.nobody(app);
        Optional<String> method = Optional.empty();
        Optional<String> body = Optional.empty();
        Optional<String> output = Optional.empty();
        boolean withHead = false;
        String path = "";
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "-u" -> api = api.with("Authorization", basic(words.next()));
                case "-H" -> {
                    String[] header = words.next().split(":\\s*", 2);
                    api = api.with(header[0], header[1]);
                }
                case "-X" -> method = Optional.of(words.next());
                case "-d" -> body = Optional.of(words.next());
                case "--data-binary" ->
                    body = Optional.of(
                            Files.readString(folder.resolve(words.next().substring("@".length()))));
                case "-o" -> output = Optional.of(words.next());
                case "-D" -> {
                    assertThat(words.next()).isEqualTo("-");
                    withHead = true;
                }
                default -> {
                    assertThat(word).startsWith(README_ADDRESS);
                    path = word.substring(README_ADDRESS.length());
                }
            }
        }
        Api.Answer answer = api.send(
                method.orElse(body.isPresent() ? "POST" : "GET"),
                path,
                body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        String text = answer.response().body();
        assertThat(answer.status()).as("%s: %s", path, text).isBetween(200, 299);
        if (output.isPresent() && !output.get().equals("/dev/null")) {
            Files.writeString(folder.resolve(output.get()), text);
        }
        return (withHead ? head(answer) : "") + (output.isPresent() ? "" : text);
    }

    private static String basic(String account) {
        return Api.basic(account.substring(0, account.indexOf(':')), account.substring(account.indexOf(':') + 1));
    }

    private static String head(Api.Answer answer) {
        return answer.response().headers().map().entrySet().stream()
                .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String grep(String printed, List<String> words) {
        assertThat(words).hasSize(3).startsWith("grep", "-i");
        return printed.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains(words.get(2)))
                .collect(Collectors.joining("\n"));
    }

    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                end(word, words);
            } else if (quote == 0 && c == '#') {
                break;
            } else if (quote == 0 ? c == '\'' || c == '"' : c == quote) {
                quote = quote == 0 ? c : 0;
            } else if (c == '$' && quote != '\'') {
                int end = i + 1;
                while (end < command.length() && Character.isLetter(command.charAt(end))) {
                    end++;
                }
                String name = command.substring(i + 1, end);
                assertThat(variables).containsKey(name);
                word.append(variables.get(name));
                i = end - 1;
            } else {
                word.append(c);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
