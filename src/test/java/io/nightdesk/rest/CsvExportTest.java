package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CsvExportTest {

    private static final int CHUNK_SIZE = 500;

    private final CsvExport<Integer> export =
            new CsvExport<>(List.of("id", "double"), id -> List.of(String.valueOf(id), String.valueOf(2 * id)));

    @Test
    void writesTheRowsOfAllChunks() throws IOException {
        // When
        List<String> lines = linesOf(CHUNK_SIZE + 1);

        // Then
        assertThat(lines)
                .hasSize(CHUNK_SIZE + 2)
                .startsWith("\uFEFFid,double", "501,1002")
                .endsWith("1,2");
    }

    @Test
    void writesOnlyTheNamesOfTheColumnsIfThereIsNoRow() throws IOException {
        assertThat(linesOf(0)).containsExactly("\uFEFFid,double");
    }

    @Test
    void writesAsManyRowsAsAllowedWithoutANote() throws IOException {
        assertThat(linesOf(CsvExport.MAX_ROWS)).hasSize(CsvExport.MAX_ROWS + 1).endsWith("1,2");
    }

    @Test
    void saysAfterTheLastAllowedRowThatThereAreMore() throws IOException {
        assertThat(linesOf(CsvExport.MAX_ROWS + 1))
                .hasSize(CsvExport.MAX_ROWS + 2)
                .endsWith("2,4", "There are more than 100000 rows. Download the rest with the last time as until.,");
    }

    private List<String> linesOf(int rows) throws IOException {
        StringWriter out = new StringWriter();
        export.write(new ExportRows<>(chunkBelow(rows + 1), CsvExportTest::chunkBelow), out);
        return out.toString().lines().toList();
    }

    private static List<Integer> chunkBelow(int id) {
        return IntStream.iterate(id - 1, next -> next > 0, next -> next - 1)
                .limit(CHUNK_SIZE)
                .boxed()
                .toList();
    }
}
