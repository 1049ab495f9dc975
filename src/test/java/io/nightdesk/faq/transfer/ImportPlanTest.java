package io.nightdesk.faq.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.faq.Answers;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleTitle;
import io.nightdesk.faq.transfer.ImportPlan.ChangedRule;
import io.nightdesk.faq.transfer.ImportPlan.Stored;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.rest.EnglishError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ImportPlanTest {

    private final RuleFile file = new RuleFile();
    private final TreeMap<String, Optional<RuleForm>> stored = new TreeMap<>();
    private int entries;

    @Test
    void comparesTheFileWithAllPagesOfStoredRules() {
        // Given
        stored("a", "old");
        stored("b", "same");
        stored("c", "other");
        stored("d", "same");
        add(rule("new", "x"));
        add(rule("d", "same"));
        add(rule("a", "new"));
        add(rule("b", "same"));

        // When
        ImportPlan plan = plan(/* deleteOthers= */ true);

        // Then
        assertThat(plan.added()).extracting(RuleTitle::key).containsExactly("new");
        assertThat(plan.changed()).extracting(ChangedRule::key).containsExactly("a");
        assertThat(plan.changed().get(0).changes().orElseThrow())
                .extracting(change -> change.field())
                .containsExactly("triggers.exact");
        assertThat(plan.unchanged()).isEqualTo(2);
        assertThat(plan.deleted()).containsExactly("c");
        assertThat(plan.errors()).isEmpty();
    }

    @Test
    void replacesARowThatIsNoRule() {
        // Given
        stored.put("a", Optional.empty());
        add(rule("a", "new"));

        // When
        ImportPlan plan = plan(/* deleteOthers= */ false);

        // Then
        assertThat(plan.changed()).containsExactly(new ChangedRule("a", Optional.empty()));
    }

    @Test
    void warnsOfMenuEntriesWithoutARule() {
        // Given
        stored("stays", "x");
        add(menu("menu", "later", "stays", "nowhere"));
        add(rule("later", "y"));

        // When
        ImportPlan kept = plan(/* deleteOthers= */ false);
        ImportPlan deleted = plan(/* deleteOthers= */ true);

        // Then
        String missing = "is the key of a rule that does not exist: the entry is left out of the menu";
        assertThat(kept.errors()).isEmpty();
        assertThat(EnglishError.from(kept.warnings())).containsExactly(EnglishError.of("[0].answers.menu[2]", missing));
        assertThat(deleted.errors()).isEmpty();
        assertThat(EnglishError.from(deleted.warnings()))
                .containsExactly(
                        EnglishError.of("[0].answers.menu[1]", missing),
                        EnglishError.of("[0].answers.menu[2]", missing));
    }

    @Test
    void namesAKeyThatTwoEntriesHave() {
        // Given
        add(rule("a", "x"));
        add(rule("a", "y"));

        // When
        ImportPlan plan = plan(/* deleteOthers= */ false);

        // Then
        assertThat(EnglishError.from(plan.errors()))
                .containsExactly(EnglishError.of("[1].key", "is the key of [0] too"));
    }

    @Test
    void deletesNothingWhenAFileHasTooManyErrorsToBeReadToItsEnd() {
        // Given
        stored("a", "x");
        boolean readsOn = IntStream.range(0, 200)
                .allMatch(i -> file.add(Entry.invalid("[" + i + "]", "must be a JSON object", "必须是 JSON 对象")));

        // When
        ImportPlan plan = plan(/* deleteOthers= */ true);

        // Then
        assertThat(readsOn).isFalse();
        assertThat(plan.errors()).hasSize(200);
        assertThat(plan.deleted()).isEmpty();
    }

    @Test
    void leavesOutChangesThatWouldTakeTooMuchMemory() {
        // Given 4 MiB of changes
        String question = "x".repeat(200);
        List<String> questions =
                IntStream.range(0, 100).mapToObj(i -> question.substring(3) + i).toList();
        for (int i = 0; i < 200; i++) {
            stored("rule-" + (1000 + i), "old");
            add(rule("rule-" + (1000 + i), questions.toArray(String[]::new)));
        }

        // When
        ImportPlan plan = plan(/* deleteOthers= */ false);

        // Then
        assertThat(plan.changed()).hasSize(200);
        assertThat(plan.changed().stream().filter(change -> change.changes().isPresent()))
                .hasSizeBetween(50, 150);
    }

    private ImportPlan plan(boolean deleteOthers) {
        return ImportPlan.of(file, this::storedAfter, deleteOthers);
    }

    /** Pages of two rules. */
    private List<Stored> storedAfter(String key) {
        List<Stored> page = new ArrayList<>();
        stored.tailMap(key, /* inclusive= */ false).entrySet().stream()
                .limit(2)
                .forEach(row -> page.add(new Stored(row.getKey(), row.getValue())));
        return page;
    }

    private void stored(String key, String... questions) {
        stored.put(key, Optional.of(rule(key, questions)));
    }

    private void add(RuleForm form) {
        file.add(new Entry("[" + entries++ + "]", Optional.of(form), List.of()));
    }

    private static RuleForm rule(String key, String... questions) {
        return RuleForm.of(RuleSamples.exact(key, 0, questions));
    }

    private static RuleForm menu(String key, String... entries) {
        Answers answers = new Answers(RuleSamples.answers(key).variants(), List.of(entries));
        return RuleForm.of(
                RuleSamples.rule(key, 0, RuleSamples.exact(key, 0, "m").triggers(), answers));
    }
}
