package io.nightdesk.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.Database;
import io.nightdesk.rest.Role;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins in a real PostgreSQL. */
final class LoginSessionRepositoryTest {

    private static final long VERSION = 7;
    private static final Caller NORA = new Caller("nora", Role.EDITOR);

    private static Database database;
    private static LoginSessionRepository sessions;

    private final SecureRandom random = new SecureRandom();

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        sessions = new LoginSessionRepository(database.migrated());
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void createTheAccount() {
        database.update("delete from account");
        database.update(
                "insert into account (name, password_hash, role, version) values ('nora', 'x', 'editor', ?)", VERSION);
    }

    private LoginToken logIn() throws Exception {
        LoginToken token = LoginToken.create(random);
        assertThat(sessions.create(token, "nora", VERSION)).isTrue();
        return token;
    }

    @Test
    void findsTheAccountOfALogin() throws Exception {
        // Given
        LoginToken token = logIn();
        logIn();

        // When
        Optional<Caller> caller = sessions.use(token);

        // Then
        assertThat(caller).contains(NORA);
    }

    @Test
    void findsNobodyForATokenThatWasNotIssued() throws Exception {
        // Given
        logIn();

        // When
        Optional<Caller> caller = sessions.use(LoginToken.create(random));

        // Then
        assertThat(caller).isEmpty();
    }

    @Test
    void storesOnlyAHashOfTheToken() throws Exception {
        // Given
        LoginToken token = LoginToken.create(random);

        // When
        sessions.create(token, "nora", VERSION);

        // Then
        assertThat(database.query("select login_session::text from login_session"))
                .singleElement()
                .asString()
                .doesNotContain(token.text());
        assertThat(database.query("select encode(token_hash, 'base64') from login_session"))
                .isEqualTo(database.query("select encode(sha256(?::bytea), 'base64')", token.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update account set version = 8",
                "update account set enabled = false",
                "delete from account",
                "update login_session set expires_at = now()"
            })
    void endsALogin(String change) throws Exception {
        // Given
        LoginToken token = logIn();

        // When
        database.update(change);

        // Then
        assertThat(sessions.use(token)).isEmpty();
    }

    @Test
    void createsNoLoginWhenTheAccountHasChangedSinceItWasRead() throws Exception {
        // Given
        LoginToken token = LoginToken.create(random);

        // When
        boolean isCreated = sessions.create(token, "nora", VERSION - 1);

        // Then
        assertThat(isCreated).isFalse();
        assertThat(sessions.use(token)).isEmpty();
    }

    @Test
    void extendsALoginThatWasNotWrittenForAMinute() throws Exception {
        // Given
        LoginToken token = logIn();
        database.update("update login_session set expires_at = now() + interval '1 hour'");

        // When
        sessions.use(token);

        // Then
        assertThat(database.query(
                        "select expires_at between now() + interval '719 minutes' and now() + interval '12 hours'"
                                + " from login_session"))
                .containsExactly("t");
    }

    @Test
    void onlyReadsALoginThatWasJustWritten() throws Exception {
        // Given
        LoginToken token = logIn();
        List<String> before = database.query("select xmin from login_session");

        // When
        sessions.use(token);

        // Then
        assertThat(database.query("select xmin from login_session")).isEqualTo(before);
    }

    @Test
    void endsTheLoginThatExpiresFirstWhenAnAccountHasTooMany() throws Exception {
        // Given
        database.update("insert into account (name, password_hash, role) values ('otto', 'x', 'viewer')");
        long version = database.count("select version from account where name = 'otto'");
        LoginToken other = LoginToken.create(random);
        sessions.create(other, "otto", version);
        List<LoginToken> tokens = new ArrayList<>();
        for (int i = 0; i < LoginSessionRepository.MAX_PER_ACCOUNT; i++) {
            tokens.add(logIn());
        }

        // When
        LoginToken newest = logIn();

        // Then
        assertThat(sessions.use(tokens.get(0))).isEmpty();
        assertThat(sessions.use(tokens.get(1))).contains(NORA);
        assertThat(sessions.use(newest)).contains(NORA);
        assertThat(sessions.use(other)).isPresent();
    }

    @Test
    void endsOnlyTheLoginThatLogsOut() throws Exception {
        // Given
        LoginToken leaving = logIn();
        LoginToken staying = logIn();

        // When
        sessions.delete(leaving);

        // Then
        assertThat(sessions.use(leaving)).isEmpty();
        assertThat(sessions.use(staying)).contains(NORA);
    }

    @Test
    void readsATokenAsItWasWritten() {
        // Given
        LoginToken token = LoginToken.create(random);

        // When
        Optional<LoginToken> read = LoginToken.parse(token.text());

        // Then
        assertThat(read.map(LoginToken::hash)).contains(token.hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0123456789012345678901234567890123456789012=", "' or true --"})
    void takesNoOtherTextForAToken(String text) {
        // When
        Optional<LoginToken> read = LoginToken.parse(text);

        // Then
        assertThat(read).isEmpty();
    }
}
