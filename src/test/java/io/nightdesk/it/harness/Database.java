package io.nightdesk.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.dev.EmbeddedDatabase;
import io.nightdesk.dev.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real PostgreSQL of its own for one test class. */
public final class Database implements AutoCloseable {

    private final Path data;
    private final int port = Ports.free();
    private EmbeddedDatabase postgres;

    public Database(Path data) throws IOException {
        this.data = data;
        start();
    }

    public void start() throws IOException {
        postgres = EmbeddedDatabase.start(data, port);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** The process that all others of the database descend from. */
    public long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    }

    /** An immediate shutdown: no checkpoint, every connection cut, as in a crash. */
    public void crash() throws IOException, InterruptedException {
        long pid = pid();
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", String.valueOf(pid)).start().waitFor();
        try {
            postmaster.onExit().get(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("PostgreSQL does not stop", e);
        }
        postgres.close();
    }

    public int update(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of every row, as text. */
    public List<String> query(String sql, Object... parameters) {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public long count(String sql, Object... parameters) {
        return Long.parseLong(query(sql, parameters).get(0));
    }

    /** Runs a statement and keeps its locks until the connection is closed. */
    public Connection holding(String sql) {
        try {
            Connection connection = connect();
            connection.setAutoCommit(false);
            connection.createStatement().execute(sql);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rules and orders of dev mode. */
    public void loadSamples() throws SQLException {
        try (Connection connection = connect()) {
            SampleData.load(connection);
        }
    }

    public static JsonNode sample(String name) throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("src/main/resources/sample", name + ".json").toFile());
    }

    private static void fill(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i] instanceof Instant at ? Timestamp.from(at) : parameters[i]);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), EmbeddedDatabase.USER, "");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
