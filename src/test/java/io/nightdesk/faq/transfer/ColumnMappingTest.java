package io.nightdesk.faq.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleForm.VariantForm;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import io.nightdesk.rest.EnglishError;
import io.nightdesk.rest.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that name their columns otherwise. */
final class ColumnMappingTest {

    @Test
    void readsQuestionsAndAnswersOfAFileWithoutKeysAndTitles() throws Exception {
        // Given
        String file = "问题,答案,备注\n\"怎么退货\n如何退换\",七天内可退。,旧\n能开发票吗,可以。,\n";

        // When
        List<Entry> entries = read(file, "问题:examples,答案:zh,备注:ignore");

        // Then
        assertThat(entries).allSatisfy(entry -> assertThat(entry.errors()).isEmpty());
        assertThat(entries).extracting(Entry::place).containsExactly("line 2", "line 4");
        RuleForm first = form(entries.get(0));
        assertThat(first.key()).isEqualTo("q-82fdffdb7da0c42cc31d");
        assertThat(first.title()).isEqualTo("怎么退货");
        assertThat(first.triggers().examples()).containsExactly("怎么退货", "如何退换");
        assertThat(first.answers().variants()).containsExactly(new VariantForm("七天内可退。", null, null));
        assertThat(form(entries.get(1)).title()).isEqualTo("能开发票吗");
    }

    @Test
    void keepsColumnsThatAreNamedAsFields() throws Exception {
        // When
        List<Entry> entries = read("\uFEFFKey, 标题 ,zh\na,甲,乙\n", "标题:Title");

        // Then
        RuleForm rule = form(entries.get(0));
        assertThat(rule.key()).isEqualTo("a");
        assertThat(rule.title()).isEqualTo("甲");
        assertThat(rule.answers().variants()).containsExactly(new VariantForm("乙", null, null));
    }

    @Test
    void joinsSeveralColumnsOfAList() throws Exception {
        // Given
        String file = "key,问法,问法,examples,分类,标签\na,\"一\n二\",,三,售后,退货;退款\n";

        // When
        List<Entry> entries = read(file, "问法:examples,问法:exact", "分类:tags,标签:tags");

        // Then
        RuleForm rule = form(entries.get(0));
        assertThat(rule.triggers().exact()).containsExactly("一", "二");
        assertThat(rule.triggers().examples()).containsExactly("一", "二", "三");
        assertThat(rule.tags()).containsExactly("售后", "退货", "退款");
    }

    @Test
    void readsNamesWithCommasAndColons() throws Exception {
        // When
        List<Entry> entries = read("\"问题,同义: 全部\",zh\n一,二\n", "问题\\,同义: 全部:exact");

        // Then
        assertThat(form(entries.get(0)).triggers().exact()).containsExactly("一");
    }

    @Test
    void cutsALongTitleBetweenCharacters() throws Exception {
        // Given
        String question = "a".repeat(99) + "😀".repeat(2);

        // When
        List<Entry> entries = read("q,zh\n" + question + ",二\n", "q:exact");

        // Then
        assertThat(form(entries.get(0)).title()).isEqualTo("a".repeat(99));
    }

    @Test
    void derivesNoKeyWhereTheFileHasThem() throws Exception {
        // When
        List<Entry> entries = read("key,问题\n,一\n", "问题:exact");

        // Then
        assertThat(form(entries.get(0)).key()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"问题:question", "问题", ":zh", "问题:examples,答案", "问题:zh_11"})
    void refusesAnUnknownFieldWithAListOfThem(String parameter) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ColumnMapping.parse(List.of(parameter)))
                .satisfies(e -> assertThat(EnglishError.from(e.problem().problems()))
                        .containsExactly(EnglishError.of(
                                "map",
                                "must be a list like 问题:examples,答案:zh of columns of the file and their fields; known"
                                        + " are key, title, enabled, priority, exact, examples, keywords_all,"
                                        + " keywords_any, keywords_none, regexes, menu, valid_from, valid_until, scope,"
                                        + " tags, after, zh, en, image, zh_2, en_2, image_2, … image_10, and ignore for a"
                                        + " column to leave out")));
    }

    @ParameterizedTest
    @MethodSource
    void refusesAFileThatDoesNotFit(String file, String parameter, String message) {
        assertThatExceptionOfType(UnreadableFileException.class)
                .isThrownBy(() -> read(file, parameter))
                .withMessageStartingWith(message);
    }

    static Stream<Arguments> refusesAFileThatDoesNotFit() {
        return Stream.of(
                argumentSet(
                        "a column that is not there",
                        "问题,,答复\n一,,二\n",
                        "问题:examples,答案:zh",
                        "The file has no column 答案, which map names. It has: 问题, 答复."),
                argumentSet(
                        "a column without a field",
                        "问题,答案,备注\n一,二,三\n",
                        "问题:examples,答案:zh",
                        "The first line must name the columns, each of them once and including key."
                                + " Unknown or duplicate: 备注."),
                argumentSet(
                        "two columns of one text",
                        "问题,答案,说明\n一,二,三\n",
                        "问题:examples,答案:zh,说明:zh",
                        "The first line must name the columns, each of them once and including key."
                                + " Unknown or duplicate: 说明."),
                argumentSet(
                        "no mapping",
                        "问题,答案\n一,二\n",
                        "",
                        "The first line must name the columns, each of them once and including key."
                                + " Unknown or duplicate: 问题, 答案. Known: key,"));
    }

    private static List<Entry> read(String file, String... parameters) throws UnreadableFileException {
        List<Entry> entries = new ArrayList<>();
        RuleCsvReader.read(
                FileText.of(file.getBytes(StandardCharsets.UTF_8)),
                ColumnMapping.parse(List.of(parameters)),
                entries::add);
        return entries;
    }

    private static RuleForm form(Entry entry) {
        return entry.form().orElseThrow();
    }
}
