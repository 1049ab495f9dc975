package io.nightdesk.it.deploy;

import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.ChildProcesses;
import io.nightdesk.it.harness.Ports;
import io.nightdesk.it.harness.ProcessLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's PostgreSQL, with a password for every login. The embedded one comes without {@code pg_dump}. */
final class PostgresCluster implements AutoCloseable {

    private static final String ADMIN = "postgres";
    private static final String PASSWORD = "postgres-of-the-tests";

    private final int port = Ports.free();
    private final Process process;

    /** The folder must not exist. */
    PostgresCluster(Path home) throws IOException, InterruptedException {
        Files.createDirectory(home);
        Path password = Files.writeString(home.resolve("password"), PASSWORD);
        run(List.of("chown", "-R", ADMIN, home.toString()));
        Path programs = programs();
        String data = home.resolve("data").toString();
        run(asAdmin(
                programs.resolve("initdb"), "-D", data, "-U", ADMIN, "-A", "scram-sha-256", "--pwfile=" + password));
        process = ChildProcesses.start(new ProcessBuilder(asAdmin(
                        programs.resolve("postgres"), "-D", data, "-p", String.valueOf(port), "-k", home.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessLog.create("BackupIT.postgres").redirect()));
        // The port opens before logins are possible.
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    connect(ADMIN).close();
                    return true;
                });
    }

    /** The programs of the newest release that is installed. */
    private static Path programs() throws IOException {
        try (Stream<Path> releases = Files.list(Path.of("/usr/lib/postgresql"))) {
            return releases.max(Comparator.comparingInt(
                            release -> Integer.parseInt(release.getFileName().toString())))
                    .orElseThrow()
                    .resolve("bin");
        }
    }

    /** PostgreSQL refuses to run as root. */
    private static List<String> asAdmin(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + ADMIN,
                "--regid=" + ADMIN,
                "--clear-groups",
                "env",
                "LC_ALL=C.UTF-8",
                "TZ=UTC"));
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + " fails: " + output);
        }
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    void update(String database, String sql) throws SQLException {
        try (Connection connection = connect(database)) {
            connection.createStatement().execute(sql);
        }
    }

    long count(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), ADMIN, PASSWORD);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("PostgreSQL did not stop");
        }
    }
}
