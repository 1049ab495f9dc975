package io.nightdesk.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.frame.Frame;
import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The command of the CronJob, with its scripts, settings and secret, and the restore of {@code docs/operations.md}. Only folders
 * and the address of the database differ.
 */
@Tag("deploy")
final class BackupIT {

    private static final String DATABASE = "nightdesk";
    private static final String PASSWORD = "database-of-the-tests";
    private static final String ANSWER = "签收后 7 天内可退。";

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    private Path home;
    private PostgresCluster postgres;
    private Pod pod;
    private App app;
    private Customers customers;

    @BeforeEach
    void start() throws Exception {
        home = Sandbox.createFolder("nightdesk-backup-");
        postgres = deployment.closing(new PostgresCluster(home.resolve("postgres")));
        postgres.update("postgres", "create role nightdesk login password '" + PASSWORD + "'");
        createDatabase();
        pod = new Pod(Manifests.of(Manifests.DEPLOY.resolve("overlays/production")), "CronJob", "nightdesk-backup");
        for (Map.Entry<String, String> file : pod.files().entrySet()) {
            Path path = Path.of(moved(file.getKey()));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Files.createDirectories(Path.of(moved("/etc/nightdesk/database")));
        Path password = Files.writeString(Path.of(moved("/etc/nightdesk/database/password")), PASSWORD + "\n");
        Files.createDirectory(Path.of(moved("/backup")));
        app = deployment
                .add(new App(
                        "desk", postgres.jdbcUrl(DATABASE), deployment.broker().port()))
                .with("QUARKUS_DATASOURCE_USERNAME", "nightdesk")
                .with("NIGHTDESK_DATABASE_PASSWORD_FILE", password.toString())
                .with("NIGHTDESK_MODE", "always");
        customers = deployment.customers();
    }

    private void createDatabase() throws Exception {
        postgres.update("postgres", "create database nightdesk owner nightdesk encoding 'UTF8' template template0");
    }

    @Test
    void theDeskContinuesWithARestoredBackupAndSendsNothingTwice() throws Exception {
        // Given
        app.start().awaitReady();
        Api.as(app, "admin", App.ADMIN_PASSWORD).post("/api/v1/rules", """
                {"key": "returns", "title": "退货", "triggers": {"keywords": [{"all": ["退货"]}]},
                 "answers": {"variants": [{"zh": "%s", "en": "Within 7 days."}]}}""".formatted(ANSWER));
        app.awaitRules(1);
        assertThat(customers.ask(Customers.somebody(), "怎么退货")).isEqualTo(ANSWER);
        await().until(() -> count("select count(*) from pending_reply") == 0);
        // The state of a moment when the reply is sent but its delivery is not recorded yet.
        postgres.update(DATABASE, "insert into pending_reply select id from exchange where reply_id is not null");
        String dump = backUp();
        postgres.update(DATABASE, "delete from pending_reply");
        assertThat(customers.ask(Customers.somebody(), "怎么退货")).isEqualTo(ANSWER);
        await().until(() -> count("select count(*) from pending_reply") == 0);
        app.stop();
        Frame waiting = Customers.question(Customers.somebody(), "怎么退货");
        customers.send(waiting).get();
        long lastEpoch = count("select epoch from leader_lease");
        long lastId = count("select max(id) from exchange");
        postgres.update("postgres", "drop database nightdesk");
        createDatabase();

        // When
        Result restore = run(restoring(dump));
        app.start().awaitReady();

        // Then
        assertThat(restore).isEqualTo(new Result(0, "Backup restored.\n"));
        Frame reply = customers.nextReply();
        assertThat(reply.receiverUid()).isEqualTo(waiting.senderUid());
        assertThat(customers.ask(Customers.somebody(), "怎么退货")).isEqualTo(ANSWER);
        assertThat(customers.repeated()).isZero();
        await().until(() -> count("select count(*) from pending_reply") == 0);
        assertThat(count("select count(*) from exchange where withheld = 'DEADLINE_EXCEEDED'"))
                .isEqualTo(1);
        assertThat(count("select epoch from leader_lease")).isGreaterThan(lastEpoch);
        assertThat(count("select min(id) from exchange where received_at > now() - interval '1 minute'"
                        + " and reply_id is not null and withheld is null"))
                .isGreaterThan(lastId);
    }

    @Test
    void aDamagedDumpLeavesTheDatabaseEmpty() throws Exception {
        // Given
        app.start().awaitReady();
        Path dump = Path.of(moved("/backup")).resolve(backUp());
        app.stop();
        byte[] bytes = Files.readAllBytes(dump);
        Files.write(dump, Arrays.copyOf(bytes, bytes.length - 200));
        postgres.update("postgres", "drop database nightdesk");
        createDatabase();

        // When
        Result restore = run(restoring(dump.getFileName().toString()));

        // Then
        assertThat(restore.exitCode()).isNotZero();
        assertThat(count("select count(*) from information_schema.tables where table_schema = 'public'"))
                .isZero();
    }

    @Test
    void keepsTheNewestDumpsAndDeletesNoneWhenItFails() throws Exception {
        // Given
        app.start().awaitReady();
        for (int day = 10; day < 26; day++) {
            Files.createFile(Path.of(moved("/backup/nightdesk-202601" + day + "T000000Z.dump")));
        }
        Files.createFile(Path.of(moved("/backup/nightdesk-20260125T000000Z.dump.part")));
        List<String> before = dumps();
        postgres.update(DATABASE, "alter role nightdesk nologin");
        assertThat(run(scheduled()).exitCode()).isNotZero();
        List<String> afterFailure = dumps();
        postgres.update(DATABASE, "alter role nightdesk login");

        // When
        String dump = backUp();

        // Then
        assertThat(before).hasSize(16);
        assertThat(afterFailure).isEqualTo(before);
        assertThat(dumps())
                .hasSize(14)
                .startsWith("nightdesk-20260113T000000Z.dump")
                .endsWith(dump);
    }

    private List<String> dumps() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(moved("/backup")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".dump"))
                    .sorted()
                    .toList();
        }
    }

    /** Runs the command of the CronJob and returns the name of the new dump. */
    private String backUp() throws Exception {
        Result backup = run(scheduled());
        assertThat(backup.exitCode()).as(backup.output()).isZero();
        return dumps().get(dumps().size() - 1);
    }

    private List<String> scheduled() {
        return Manifests.elements(pod.container().path("command"))
                .map(word -> word.asText())
                .toList();
    }

    /** The command that replaces that of the CronJob for a restore. */
    private static List<String> restoring(String dump) {
        return List.of("sh", "/etc/nightdesk/backup/restore.sh", dump);
    }

    private record Result(int exitCode, String output) {}

    private Result run(List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(moved(word)));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        pod.plainEnvironment().forEach((name, value) -> builder.environment().put(name, moved(value)));
        builder.environment().put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(DATABASE));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private String moved(String path) {
        return path.startsWith("/") ? home + path : path;
    }

    private long count(String sql) throws SQLException {
        return postgres.count(DATABASE, sql);
    }
}
