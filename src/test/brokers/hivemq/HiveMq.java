import com.hivemq.embedded.EmbeddedHiveMQ;
import java.nio.file.Path;

/** Runs HiveMQ with the configuration, data and extensions in the given folder. */
final class HiveMq {

    private HiveMq() {}

    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        EmbeddedHiveMQ.builder()
                .withConfigurationFolder(home)
                .withDataFolder(home.resolve("data"))
                .withExtensionsFolder(home.resolve("extensions"))
                .build()
                .start()
                .join();
    }
}
