package io.nightdesk.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalDataSourceConfiguration.DataSourceImplementation;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.nightdesk.dev.EmbeddedDatabase;
import io.nightdesk.it.harness.Database;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** A datasource of the service for a database of a test: with the settings of {@code application.properties}. */
public final class ConfiguredDataSource {

    private static final Path SETTINGS = Path.of("src/main/resources/application.properties");
    private static final String DRIVER_PROPERTIES = "additional-jdbc-properties.";

    private ConfiguredDataSource() {}

    /**
     * Connects as the service does.
     *
     * @param name one of {@link DataSources}
     */
    public static AgroalDataSource of(String name, Database database) throws IOException, SQLException {
        return of(name, database, Map.of());
    }

    /** As the service does, except for some properties of the driver. */
    static AgroalDataSource of(String name, Database database, Map<String, String> exceptions)
            throws IOException, SQLException {
        SmallRyeConfig settings = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(SETTINGS.toUri().toURL()))
                .build();
        String prefix = "quarkus.datasource." + name + ".jdbc.";
        boolean isPooled = settings.getOptionalValue(prefix + "pooling-enabled", Boolean.class)
                .orElse(true);
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .dataSourceImplementation(
                        isPooled ? DataSourceImplementation.AGROAL : DataSourceImplementation.AGROAL_POOLLESS)
                .connectionPoolConfiguration(pool -> pool.maxSize(settings.getValue(prefix + "max-size", Integer.class))
                        .acquisitionTimeout(Duration.ofSeconds(3))
                        .connectionFactoryConfiguration(connection -> {
                            connection.jdbcUrl(database.jdbcUrl()).principal(new NamePrincipal(EmbeddedDatabase.USER));
                            for (String property : settings.getPropertyNames()) {
                                if (property.startsWith(prefix + DRIVER_PROPERTIES)) {
                                    connection.jdbcProperty(
                                            property.substring((prefix + DRIVER_PROPERTIES).length()),
                                            settings.getValue(property, String.class));
                                }
                            }
                            exceptions.forEach(connection::jdbcProperty);
                            return connection;
                        })));
    }
}
