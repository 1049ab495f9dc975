package io.nightdesk.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * During a rolling update the previous version runs on the schema of the next one, so a migration may only add to the schema. A
 * breaking statement needs a comment {@code -- contract: <version>} before it, which names the version that stopped using what
 * the statement removes.
 */
final class MigrationsTest {

    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    /** The first migration creates the schema, so it breaks nothing. */
    private static final int INITIAL_VERSION = 1;

    private static final Pattern NUMBER = Pattern.compile("V(\\d+)__.*\\.sql");
    private static final Pattern CONTRACT = Pattern.compile("(?m)^\\s*--\\s*contract:\\s*\\d+\\.\\d+\\S*");
    private static final Pattern BODY = Pattern.compile("(?s)\\$(\\w*)\\$.*?\\$\\1\\$");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern CREATED = Pattern.compile("^create table (?:if not exists )?(\\S+)");
    private static final Pattern ALTERED = Pattern.compile("^alter table (?:if exists )?(?:only )?(\\S+) (.*)$");
    private static final Pattern UNIQUE_INDEX = Pattern.compile("^create unique index .*? on (?:only )?(\\w+)");

    private static final Pattern INDEX = Pattern.compile(
            "^create (?:unique )?index (concurrently )?(?:if not exists )?(?:\\S+ )?on (?:only )?(\\w+)");
    private static final Pattern REPEATABLE_BUILD = Pattern.compile("set lock_timeout = 0; "
            + "drop index concurrently if exists (\\w+); create (unique )?index concurrently \\1 on [^;]*; "
            + "reset lock_timeout");

    /** What may be dropped although the previous version runs on. */
    private static final Pattern HARMLESS_DROP =
            Pattern.compile("^drop index\\b|^drop constraint\\b|^alter (column )?\\S+ drop (not null|identity)\\b");

    private static final Pattern REMOVES = Pattern.compile(
            "\\bdrop\\b|\\brename\\b|^truncate\\b|^alter (column )?\\S+ (set data )?type\\b|\\bset not null\\b");
    private static final Pattern ADDS_A_CONSTRAINT =
            Pattern.compile("^add (constraint \\S+ )?(check|unique|primary key|foreign key|exclude)\\b");

    @Test
    void everyBreakingStatementNamesItsContract() throws IOException {
        // Given
        List<Path> migrations;
        try (Stream<Path> files = Files.list(FOLDER)) {
            migrations = files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }

        // When
        List<String> violations = new ArrayList<>();
        for (Path migration : migrations) {
            if (number(migration) > INITIAL_VERSION) {
                violations(Files.readString(migration))
                        .forEach(statement -> violations.add(migration.getFileName() + ": " + statement));
            }
        }

        // Then
        assertThat(migrations).hasSizeGreaterThanOrEqualTo(INITIAL_VERSION);
        assertThat(violations)
                .as("statements that break the previous version; only add, or put -- contract: <version> before them")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table account;",
                "alter table account drop column role;",
                "alter table account drop role;",
                "alter table account add column a text, drop column role;",
                "alter table account rename to accounts;",
                "alter table account rename column role to part;",
                "alter table account alter column role type integer;",
                "alter table account alter role set data type integer;",
                "alter table account alter column role set not null;",
                "alter table account alter column role drop default;",
                "alter table account add column email text not null;",
                "alter table account add check (role <> 'x');",
                "alter table account add constraint one unique (role);",
                "create unique index one on account (role);",
                "-- role is not needed\nDROP VIEW reply;",
                "create function a() returns trigger language plpgsql as $$ begin return null; end $$; drop function"
                        + " a;",
                "truncate account;",
            })
    void findsABreakingStatement(String migration) {
        // When
        List<String> violations = violations(migration);

        // Then
        assertThat(violations).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table account add column email text;",
                "alter table account add column email text not null default 'drop table';",
                "alter table account add column n bigint not null generated by default as identity;",
                "alter table account add column email text check (email <> ''), alter column role drop not null;",
                "create table later (id bigint not null); alter table later add unique (id); create unique index on"
                        + " later (id);",
                "create index account_role on account (role); drop index account_role;",
                "alter table account drop constraint account_role_check;",
                "create function a() returns trigger language plpgsql as $$ begin drop table x; return null; end $$;",
                "-- drop table account; and so on\nselect 1;",
                "-- contract: 1.4.0 reads it no more\nalter table account drop column role;",
            })
    void allowsAStatementThatAddsOrNamesItsContract(String migration) {
        // When
        List<String> violations = violations(migration);

        // Then
        assertThat(violations).isEmpty();
    }

    /** A migration must not keep a table locked that the desk uses, so it follows the rules of ARCHITECTURE.md. */
    @Test
    void noMigrationLocksATableForLong() throws IOException {
        // Given
        List<Path> migrations;
        try (Stream<Path> files = Files.list(FOLDER)) {
            migrations = files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> number(file) > INITIAL_VERSION)
                    .toList();
        }

        // When
        List<String> violations = new ArrayList<>();
        for (Path migration : migrations) {
            boolean inTransaction = !Files.exists(migration.resolveSibling(migration.getFileName() + ".conf"));
            lockViolations(Files.readString(migration), inTransaction)
                    .forEach(violation -> violations.add(migration.getFileName() + ": " + violation));
        }

        // Then
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table account add column a text; alter table session add column a text;",
                "create index account_role on account (role);",
                "create index concurrently account_role on account (role);",
            })
    void findsWhatMayLockTablesForLong(String migration) {
        // When
        List<String> violations = lockViolations(migration, true);

        // Then
        assertThat(violations).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index concurrently account_role on account (role);",
                "set lock_timeout = 0; create index concurrently account_role on account (role); reset lock_timeout;",
                "drop index concurrently if exists account_role; create index concurrently account_role on account"
                        + " (role);",
                "set lock_timeout = 0; drop index concurrently if exists account_role; create index concurrently"
                        + " account_role on account (role);",
            })
    void findsAnIndexBuildThatCannotBeRepeated(String migration) {
        // When
        List<String> violations = lockViolations(migration, false);

        // Then
        assertThat(violations).hasSize(1);
    }

    @Test
    void allowsQuickChangesOfOneTableAndIndexesOfNewTables() {
        // Given
        String migration = "create table later (id bigint); create index on later (id); alter table later add column a"
                + " text; alter table account add column a text; alter table account add column b text;";

        // When
        List<String> violations = lockViolations(migration, true);

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void allowsAnIndexBuildThatCanBeRepeated() {
        // Given
        String migration = "set lock_timeout = 0; drop index concurrently if exists account_role; create index"
                + " concurrently account_role on account (role); reset lock_timeout;";

        // When
        List<String> violations = lockViolations(migration, false);

        // Then
        assertThat(violations).isEmpty();
    }

    private static int number(Path migration) {
        Matcher name = NUMBER.matcher(migration.getFileName().toString());
        assertThat(name.matches()).as("name of %s", migration).isTrue();
        return Integer.parseInt(name.group(1));
    }

    /** The breaking statements of a migration that name no contract. */
    private static List<String> violations(String migration) {
        List<String> created = new ArrayList<>();
        List<String> violations = new ArrayList<>();
        String simple = BODY.matcher(migration).replaceAll("''");
        for (String commented : statements(simple)) {
            String statement = simplify(commented);
            Matcher table = CREATED.matcher(statement);
            if (table.find()) {
                created.add(table.group(1));
            } else if (isBreaking(statement, created)
                    && !CONTRACT.matcher(commented).find()) {
                violations.add(statement);
            }
        }
        return violations;
    }

    /** What of a migration may keep a table of the previous version locked, or cannot be repeated after a failure. */
    private static List<String> lockViolations(String migration, boolean inTransaction) {
        List<String> all = statements(BODY.matcher(migration).replaceAll("''")).stream()
                .map(MigrationsTest::simplify)
                .filter(statement -> !statement.isEmpty())
                .toList();
        Set<String> created = new HashSet<>();
        Set<String> altered = new HashSet<>();
        List<String> violations = new ArrayList<>();
        for (String statement : all) {
            Matcher table = CREATED.matcher(statement);
            Matcher change = ALTERED.matcher(statement);
            Matcher index = INDEX.matcher(statement);
            if (table.find()) {
                created.add(table.group(1));
            } else if (change.find() && !created.contains(change.group(1))) {
                altered.add(change.group(1));
            } else if (index.find() && !created.contains(index.group(2)) && (index.group(1) == null || inTransaction)) {
                violations.add("builds an index in a transaction: " + statement);
            }
        }
        if (inTransaction && altered.size() > 1) {
            violations.add("alters several tables in a transaction: " + altered);
        }
        if (!inTransaction && !REPEATABLE_BUILD.matcher(String.join("; ", all)).matches()) {
            violations.add("is not an index build that can be repeated");
        }
        return violations;
    }

    private static String simplify(String statement) {
        return LITERAL.matcher(statement.replaceAll("--[^\n]*", " "))
                .replaceAll("''")
                .replaceAll("\\s+", " ")
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    /** Splits at semicolons outside of comments and literals. */
    private static List<String> statements(String migration) {
        List<String> statements = new ArrayList<>();
        Matcher part = Pattern.compile("--[^\n]*|'(?:[^']|'')*'|;|[^;'-]+|-").matcher(migration);
        StringBuilder statement = new StringBuilder();
        while (part.find()) {
            if (part.group().equals(";")) {
                statements.add(statement.toString());
                statement.setLength(0);
            } else {
                statement.append(part.group());
            }
        }
        statements.add(statement.toString());
        return statements;
    }

    private static boolean isBreaking(String statement, List<String> created) {
        Matcher unique = UNIQUE_INDEX.matcher(statement);
        if (unique.find()) {
            return !created.contains(unique.group(1));
        }
        Matcher altered = ALTERED.matcher(statement);
        if (!altered.matches()) {
            return REMOVES.matcher(statement).find()
                    && !HARMLESS_DROP.matcher(statement).find();
        }
        return !created.contains(altered.group(1))
                && actions(altered.group(2)).stream().anyMatch(MigrationsTest::isBreakingAction);
    }

    private static boolean isBreakingAction(String action) {
        boolean addsWithoutValue = action.startsWith("add ")
                && action.contains(" not null")
                && !action.contains(" default")
                && !action.contains(" generated");
        return addsWithoutValue
                || ADDS_A_CONSTRAINT.matcher(action).find()
                || (REMOVES.matcher(action).find()
                        && !HARMLESS_DROP.matcher(action).find());
    }

    /** The actions of an alter table, split at the commas outside of parentheses. */
    private static List<String> actions(String all) {
        List<String> actions = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                actions.add(all.substring(start, i).trim());
                start = i + 1;
            }
        }
        actions.add(all.substring(start).trim());
        return actions;
    }
}
