package io.nightdesk.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class NdjsonReaderTest {

    private static final String LONGEST = "x".repeat(NdjsonReader.MAX_LINE_BYTES);

    @ParameterizedTest
    @MethodSource
    void readsTheLines(String body, List<String> lines) throws IOException {
        // When
        List<String> read = read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(read).isEqualTo(lines);
    }

    static Stream<Arguments> readsTheLines() {
        return Stream.of(
                argumentSet("none", "", List.of()),
                argumentSet("blank ones only", "\n \t\r\n\n", List.of()),
                argumentSet("one without a terminator", "a", List.of("1:a")),
                argumentSet("one with a terminator", "a\n", List.of("1:a")),
                argumentSet("both line terminators", "a\r\nb\nc\r", List.of("1:a", "2:b", "3:c")),
                argumentSet("blank ones count", "\n\na\n\nb", List.of("3:a", "5:b")),
                argumentSet("a byte order mark at the start", "\uFEFFa\nb", List.of("1:a", "2:b")),
                argumentSet("nothing but a byte order mark", "\uFEFF\nb", List.of("2:b")),
                argumentSet("a byte order mark elsewhere is text", "a\n\uFEFFb", List.of("1:a", "2:\uFEFFb")),
                argumentSet("the longest", LONGEST, List.of("1:" + LONGEST)),
                argumentSet(
                        "the longest with mark and terminator",
                        "\uFEFF" + LONGEST + "\r\nb",
                        List.of("1:" + LONGEST, "2:b")),
                argumentSet("a byte too long", LONGEST + "x\nb", List.of("1:too long", "2:b")),
                argumentSet("a byte too long at the end", "a\n" + LONGEST + "x", List.of("1:a", "2:too long")),
                argumentSet("far too long", LONGEST.repeat(9) + "\nb", List.of("1:too long", "2:b")));
    }

    @Test
    void agreesWithASplitWhateverTheChunksAre() throws IOException {
        // Given
        Random random = Seed.random();
        StringBuilder body = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int number = 1; number <= 3_000; number++) {
            String line = "y".repeat(random.nextInt(10) == 0 ? random.nextInt(30_000) : random.nextInt(20));
            body.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
            if (!line.isEmpty()) {
                expected.add(number + ":" + (line.length() > NdjsonReader.MAX_LINE_BYTES ? "too long" : line));
            }
        }

        // When
        List<String> read =
                read(inSmallChunks(new ByteArrayInputStream(body.toString().getBytes(StandardCharsets.UTF_8)), random));

        // Then
        assertThat(read).isEqualTo(expected);
    }

    private static InputStream inSmallChunks(InputStream in, Random random) {
        return new FilterInputStream(in) {

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(length, random.nextInt(5_000)));
            }
        };
    }

    private static List<String> read(InputStream in) throws IOException {
        NdjsonReader lines = new NdjsonReader(in);
        List<String> read = new ArrayList<>();
        for (Optional<NdjsonLine> line = lines.next(); line.isPresent(); line = lines.next()) {
            read.add(line.get().number() + ":"
                    + (line.get() instanceof NdjsonLine.Text text
                            ? new String(text.bytes(), StandardCharsets.UTF_8)
                            : "too long"));
        }
        return read;
    }
}
