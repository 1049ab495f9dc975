package io.nightdesk.faq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleForm.AnswersForm;
import io.nightdesk.faq.rules.RuleForm.KeywordsForm;
import io.nightdesk.faq.rules.RuleForm.TriggersForm;
import io.nightdesk.faq.rules.RuleForm.ValidityForm;
import io.nightdesk.faq.rules.RuleForm.VariantForm;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import io.nightdesk.rest.EnglishError;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleCsvTest {

    private static final List<String> PIECES = List.of(
            "a", "退货", ";", "；", "\\", "'", "=", "+1", "\"", ",", " x", "＝", "@", "-", "{order.number}", "'=", "''");

    @Test
    void readsWhatTheWriterWrote() throws UnreadableFileException {
        Random random = Seed.random();

        for (int round = 0; round < 300; round++) {
            // Given
            List<RuleForm> rules = IntStream.range(0, 5)
                    .mapToObj(i -> random("rule-" + i, random).toRule())
                    .map(RuleForm::of)
                    .toList();

            // When
            List<Entry> read = read(bytes(rules, StandardCharsets.UTF_8));

            // Then
            assertThat(read).allSatisfy(entry -> assertThat(entry.errors()).isEmpty());
            assertThat(read.stream()
                            .map(entry -> RuleForm.of(entry.form().orElseThrow().toRule())))
                    .isEqualTo(rules);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key,title,zh\na,甲,乙\n",
                "key;title;zh\na;甲;乙\n",
                "key\ttitle\tzh\na\t甲\t乙\n",
                "key|title|zh\na|甲|乙\n",
                "sep=;\r\nkey;title;zh\r\na;甲;乙\r\n",
                "\n\"SEP=;\"\r\nkey;title;zh\r\na;甲;乙\r\n",
                "sep=,,,\rkey,title,zh\ra,甲,乙",
                "sep=\t\nkey\ttitle\tzh\na\t甲\t乙\n",
                "sep=^\nkey^title^zh\na^甲^乙\n",
                "\uFEFF\uFEFFkey,title,zh\na,甲,乙\n",
                "\uFEFF\"\uFEFFkey\",title,zh\na,甲,乙\n",
                "key,title,zh,,\na,甲,乙,,,,\n",
                "\u200Bkey\u00A0,ｔｉｔｌｅ,zh\u3000,\u00A0\na,甲,乙\n"
            })
    void readsCellsHoweverTheyAreSeparated(String file) throws Exception {
        // When
        List<Entry> entries = read(bytes(file));

        // Then
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).errors()).isEmpty();
        RuleForm rule = entries.get(0).form().orElseThrow();
        assertThat(rule.key()).isEqualTo("a");
        assertThat(rule.title()).isEqualTo("甲");
        assertThat(rule.answers()).isEqualTo(new AnswersForm(List.of(new VariantForm("乙", null, null)), List.of()));
    }

    @ParameterizedTest
    @MethodSource
    void namesTheLineOfWhatWouldBeLost(String file, String place, EnglishError error) throws Exception {
        // When
        List<Entry> entries = read(bytes(file));

        // Then
        Entry last = entries.get(entries.size() - 1);
        assertThat(last.place()).isEqualTo(place);
        assertThat(EnglishError.from(last.errors())).containsExactly(error);
    }

    static Stream<Arguments> namesTheLineOfWhatWouldBeLost() {
        EnglishError lost = EnglishError.of(
                "zh", "has a character that was lost when the file was saved (U+FFFD): save the original in UTF-8");
        EnglishError questionMarks =
                EnglishError.of("zh", "has question marks in place of its letters: save the original in UTF-8");
        EnglishError spreadsheetError = EnglishError.of(
                "zh",
                "is an error or a cell too narrow to be shown, as the spreadsheet program saved it: mend the cell");
        return Stream.of(
                argumentSet(
                        "a text in a column without a name",
                        "key,,zh\na,,甲\nb,乙,甲\n",
                        "line 3",
                        EnglishError.of(
                                "cells", "must not have a text in column 2, which has no name in the first line")),
                argumentSet(
                        "a text behind the last column",
                        "key,zh\na,\"甲\n乙\"\n\nb,甲,,丙\n",
                        "line 5",
                        EnglishError.of("cells", "must not be more than the first line has columns")),
                argumentSet(
                        "two files that were joined",
                        "sep=,\nkey,zh\na,甲\n\uFEFFKEY,zh\n",
                        "line 4",
                        EnglishError.of("rule", "must not be the names of the columns again: remove the line")),
                argumentSet("a replacement character", "key,zh\na,退\uFFFD款\n", "line 2", lost),
                argumentSet("a replacement character read as GBK", "key,zh\na,退锟斤拷款\n", "line 2", lost),
                argumentSet("question marks", "key,zh\na,???? 1 ? 3 ??????\n", "line 2", questionMarks),
                argumentSet("an error in a formula", "key,zh\na,#NAME?\n", "line 2", spreadsheetError),
                argumentSet("a cell that was too narrow", "key,zh\na,########\n", "line 2", spreadsheetError),
                argumentSet(
                        "blanks before a quotation mark",
                        "key, zh, en, image\na, \"甲, 乙\"\n",
                        "line 2",
                        EnglishError.of(
                                "zh",
                                "must not have blanks before its quotation mark: the cell was cut at a delimiter"
                                        + " within")));
    }

    @Test
    void skipsBlankLinesAndReportsLineNumbersOfTheFile() throws UnreadableFileException {
        List<Entry> read = read("""
            key;title;enabled;priority;exact;zh

            a;A;是;;"x
            y
            ";甲
            ;;;;;
            b;B;vielleicht;high;;乙;more
            """.getBytes(StandardCharsets.UTF_8));

        assertThat(read.stream().map(Entry::place)).containsExactly("line 3", "line 7");
        assertThat(read.get(0).form().orElseThrow().triggers().exact()).containsExactly("x", "y");
        assertThat(read.get(0).form().orElseThrow().enabled()).isTrue();
        assertThat(EnglishError.from(read.get(1).errors()))
                .containsExactly(
                        EnglishError.of("cells", "must not be more than the first line has columns"),
                        EnglishError.of("enabled", "must be true or false, 是 or 否"),
                        EnglishError.of("priority", "must be a whole number"));
    }

    @ParameterizedTest
    @MethodSource
    void rejectsAFileThatIsNotATable(byte[] file, String message) {
        assertThatExceptionOfType(UnreadableFileException.class)
                .isThrownBy(() -> read(file))
                .withMessageStartingWith(message);
    }

    static Stream<Arguments> rejectsAFileThatIsNotATable() {
        return Stream.of(
                argumentSet("nothing", new byte[0], "The file is empty"),
                argumentSet("no key", "title,zh\na,b".getBytes(StandardCharsets.UTF_8), "The first line must name"),
                argumentSet(
                        "an unknown column",
                        "key,colour".getBytes(StandardCharsets.UTF_8),
                        "The first line must name the columns, each of them once and including key. Unknown or"
                                + " duplicate: colour."),
                argumentSet(
                        "an open quote",
                        bytes("key,zh\n\na,\"b\nc"),
                        "The file is not valid CSV: in the record that begins in line 3, a quoted cell is not closed"),
                argumentSet(
                        "a stray quote",
                        bytes("key,zh\na,\"b\nc\"\nb,\"c\" d\n"),
                        "The file is not valid CSV: in the record that begins in line 4,"),
                argumentSet(
                        "HTML",
                        bytes("\n<html><table><tr><td>key</td></tr></table>"),
                        "The file is HTML or XML and not CSV"),
                argumentSet(
                        "a delimiter that is a quote",
                        bytes("sep=\"\nkey\n"),
                        "The line sep=\" declares a character that cannot separate cells."),
                argumentSet(
                        "a cell of 15 MB",
                        ("key,zh\na,\"" + "x".repeat(15_000_000) + "\"").getBytes(StandardCharsets.UTF_8),
                        "The file has a record of more than 1048576 characters, which begins in line 2. Is a quoted"
                                + " cell not closed?"),
                argumentSet(
                        "a header of 5,000,000 columns",
                        ",".repeat(5_000_000).getBytes(StandardCharsets.UTF_8),
                        "The file has a record of more than 1048576 characters, which begins in line 1."),
                argumentSet(
                        "a header of 1,000,000 unknown columns",
                        "x,".repeat(500_000).getBytes(StandardCharsets.UTF_8),
                        "The first line must name the columns"),
                argumentSet(
                        "20,001 rules",
                        ("key\n" + "a\n".repeat(20_001)).getBytes(StandardCharsets.UTF_8),
                        "The file has more than 20000 rules."),
                argumentSet("neither encoding", new byte[] {(byte) 0xFF, (byte) 0xFF}, "The file is neither in UTF-8"));
    }

    private static List<Entry> read(byte[] file) throws UnreadableFileException {
        return read(file, ColumnMapping.NONE);
    }

    private static List<Entry> read(byte[] file, ColumnMapping mapping) throws UnreadableFileException {
        List<Entry> entries = new ArrayList<>();
        RuleCsvReader.read(FileText.of(file), mapping, entries::add);
        return entries;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(List<RuleForm> rules, Charset charset) {
        return RuleCsvWriter.write(rules).getBytes(charset);
    }

    private static RuleForm random(String key, Random random) {
        return new RuleForm(
                key,
                text(random),
                random.nextBoolean(),
                random.nextInt(5) - 2,
                new TriggersForm(
                        texts(random),
                        List.of(
                                new KeywordsForm(texts(random), List.of(text(random)), texts(random)),
                                new KeywordsForm(List.of(text(random)), List.of(), texts(random))),
                        texts(random),
                        texts(random)),
                new AnswersForm(
                        List.of(
                                new VariantForm(text(random) + "\n" + text(random), text(random), null),
                                new VariantForm(null, text(random), null),
                                new VariantForm(null, null, "https://x.example/a;b,c.png")),
                        List.of("rule-0", "rule-1")),
                new ValidityForm("2026-12-01T00:00:00Z", random.nextBoolean() ? "2026-12-02T00:00:00Z" : null),
                List.of(20, 21),
                texts(random),
                random.nextBoolean() ? "hand_off" : "nothing");
    }

    private static List<String> texts(Random random) {
        return IntStream.range(0, random.nextInt(3)).mapToObj(i -> text(random)).toList();
    }

    private static String text(Random random) {
        return Optional.of(IntStream.range(0, 1 + random.nextInt(4))
                        .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                        .collect(Collectors.joining())
                        .strip())
                .filter(text -> !text.isEmpty())
                .orElse("x");
    }
}
