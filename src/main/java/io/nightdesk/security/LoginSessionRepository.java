package io.nightdesk.security;

import io.nightdesk.rest.Role;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The logins of browsers, in the table {@code login_session}, so that every replica knows them. The time is the database's, so that
 * all replicas agree. A login remembers the version of its account: a change of the password, the role or the state ends it.
 */
@Singleton
class LoginSessionRepository {

    /** How long a login is valid without a request. */
    static final Duration IDLE_TIMEOUT = Duration.ofHours(12);

    /** A login that was used within that time is not written again, so that most requests only read. */
    static final Duration WRITE_INTERVAL = Duration.ofMinutes(1);

    /** How many logins an account has at most. A further one ends the one that expires first. */
    static final int MAX_PER_ACCOUNT = 20;

    /** The lock keeps the account from being deleted between the query and the check of the foreign key. */
    private static final String CREATE = """
            insert into login_session (token_hash, account, account_version, expires_at)
            select ?, name, version, clock_timestamp() + make_interval(secs => ?) from account
            where name = ? and version = ? and enabled for key share""";

    private static final String TRIM = """
            delete from login_session where token_hash in (
                select token_hash from login_session where account = ?
                order by expires_at desc, token_hash offset ?)""";

    private static final String FIND = """
            select a.name, a.role, s.expires_at < clock_timestamp() + make_interval(secs => ?)
            from login_session s join account a on a.name = s.account and a.version = s.account_version
            where s.token_hash = ? and s.expires_at > clock_timestamp() and a.enabled""";

    /** Concurrent requests of a browser may all want to write: the second one finds that it has been done. */
    private static final String EXTEND = """
            update login_session set expires_at = clock_timestamp() + make_interval(secs => ?)
            where token_hash = ? and expires_at < clock_timestamp() + make_interval(secs => ?)""";

    private static final String DELETE = "delete from login_session where token_hash = ?";

    private final DataSource database;

    @Inject
    LoginSessionRepository(DataSource database) {
        this.database = database;
    }

    /** Stores a login, unless the account has changed since it was read. Returns whether it did. */
    boolean create(LoginToken token, String account, long version) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement create = connection.prepareStatement(CREATE);
                PreparedStatement trim = connection.prepareStatement(TRIM)) {
            create.setBytes(1, token.hash());
            create.setDouble(2, seconds(IDLE_TIMEOUT));
            create.setString(3, account);
            create.setLong(4, version);
            boolean isCreated = create.executeUpdate() > 0;
            trim.setString(1, account);
            trim.setInt(2, MAX_PER_ACCOUNT);
            trim.executeUpdate();
            return isCreated;
        }
    }

    /** Finds whose login it is and extends it. Returns empty if it has ended or never was. */
    Optional<Caller> use(LoginToken token) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setDouble(1, seconds(IDLE_TIMEOUT.minus(WRITE_INTERVAL)));
            find.setBytes(2, token.hash());
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                if (row.getBoolean(3)) {
                    extend(connection, token);
                }
                return Optional.of(new Caller(row.getString(1), Role.of(row.getString(2))));
            }
        }
    }

    private static void extend(Connection connection, LoginToken token) throws SQLException {
        try (PreparedStatement extend = connection.prepareStatement(EXTEND)) {
            extend.setDouble(1, seconds(IDLE_TIMEOUT));
            extend.setBytes(2, token.hash());
            extend.setDouble(3, seconds(IDLE_TIMEOUT.minus(WRITE_INTERVAL)));
            extend.executeUpdate();
        }
    }

    /** Ends a login. */
    void delete(LoginToken token) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setBytes(1, token.hash());
            delete.executeUpdate();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
