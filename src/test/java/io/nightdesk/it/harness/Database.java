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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL. */
public final class Database implements AutoCloseable {

    private final Path data;
    private final int port;
    private @Nullable EmbeddedDatabase postgres;

    private Database(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** Starts at once. */
    public Database(Path data) throws IOException {
        this(data, Ports.free());
        start();
    }

    static Database stopped(Path data) {
        return new Database(data, Ports.free());
    }

    public void start() throws IOException {
        if (Files.notExists(data)) {
            DatabaseTemplate.copyTo(data);
        }
        postgres = EmbeddedDatabase.start(data, port);
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    /** The URL for a proxy at that port. */
    public static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** The process id of the postmaster. */
    /** Creates the tables of the service. Returns connections of their owner. */
    public PGSimpleDataSource migrated() {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(jdbcUrl());
        owner.setUser(EmbeddedDatabase.USER);
        Flyway.configure().dataSource(owner).load().migrate();
        return owner;
    }

    public long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    }

    /** Shuts down immediately, without a checkpoint, and cuts every connection, as a crash does. */
    public void crash() throws IOException, InterruptedException {
        long pid = pid();
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        Signals.send("-QUIT", pid);
        try {
            postmaster.onExit().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("PostgreSQL did not stop", e);
        }
        close();
    }

    /** Lets the role log in with its password only; every other role needs none. */
    public void requirePassword(String role) throws IOException {
        Path rules = data.resolve("pg_hba.conf");
        Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        query("select pg_reload_conf()");
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

    /** Returns the first column of every row as text. */
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

    /** Runs a statement and holds its locks until the connection is closed. */
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

    /** Loads the rules and orders of dev mode. */
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
        if (postgres != null) {
            postgres.close();
            postgres = null;
        }
    }
}
