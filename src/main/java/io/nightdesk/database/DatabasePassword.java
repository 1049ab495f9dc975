package io.nightdesk.database;

import io.nightdesk.SecretFile;
import io.nightdesk.SecretFile.InvalidFileException;
import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * The password of every datasource, read for each connection if it is in a file. Connections that are open stay open when the
 * password changes, so a rotation needs no restart.
 */
@Singleton
@Unremovable
final class DatabasePassword implements CredentialsProvider {

    private static final Logger LOG = Logger.getLogger(DatabasePassword.class);
    private static final String NO_PROBLEM = "";

    private final Optional<SecretFile> file;
    private final AtomicReference<String> lastProblem = new AtomicReference<>(NO_PROBLEM);

    @Inject
    DatabasePassword(DatabaseConfig config) {
        this(config.passwordFile().map(path -> new SecretFile("NIGHTDESK_DATABASE_PASSWORD_FILE", Path.of(path))));
    }

    DatabasePassword(Optional<SecretFile> file) {
        this.file = file;
    }

    /**
     * Returns the password in the file; without a file nothing, so that the password of the datasource is used. An invalid file
     * is logged, and PostgreSQL rejects the connection, which is retried like any other.
     */
    @Override
    public Map<String, String> getCredentials(String credentialsProviderName) {
        if (file.isEmpty()) {
            return Map.of();
        }
        try {
            String password = file.get().password();
            lastProblem.set(NO_PROBLEM);
            return Map.of(PASSWORD_PROPERTY_NAME, password);
        } catch (InvalidFileException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(lastProblem.getAndSet(problem))) {
                LOG.warnf("No password for the database, connecting without: reason=%s", problem);
            }
            return Map.of();
        }
    }

    /** Reads in the calling thread. The default uses a worker thread, and all of those may be waiting for a connection. */
    @Override
    public Uni<Map<String, String>> getCredentialsAsync(String credentialsProviderName) {
        return Uni.createFrom().item(() -> getCredentials(credentialsProviderName));
    }
}
