import java.nio.file.Path;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Runs Artemis with the given configuration. */
final class Artemis {

    private Artemis() {}

    public static void main(String[] arguments) throws Exception {
        new EmbeddedActiveMQ()
                .setConfigResourcePath(Path.of(arguments[0]).toUri().toString())
                .start();
    }
}
