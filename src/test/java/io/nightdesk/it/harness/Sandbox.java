package io.nightdesk.it.harness;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs a command as a container would: as an unprivileged user, with its own files on a read-only root and an empty
 * {@code /tmp}. Where mounts are forbidden, the command runs on the file system of this machine, with its files in another
 * place.
 */
public final class Sandbox {

    /** Lays the image over the root of this machine, read-only. It uses exec, so that signals reach the command. */
    private static final String MOUNTS = """
            set -e
            image=$1 stage=$2 toolchain=$3
            shift 3
            mount -t tmpfs tmpfs "$stage"
            mkdir "$stage/image" "$stage/root"
            cp -a "$image/." "$stage/image"
            mount -t overlay overlay -o "lowerdir=$stage/image:/" "$stage/root"
            mount --rbind /proc "$stage/root/proc"
            mount --rbind /dev "$stage/root/dev"
            mount -t tmpfs -o mode=1777,size=512m tmpfs "$stage/root/tmp"
            # A native binary of a toolchain under /tmp needs that toolchain at run time.
            case "$toolchain" in
              /tmp/*) mkdir -p "$stage/root$toolchain" && mount --rbind "$toolchain" "$stage/root$toolchain" ;;
            esac
            exec chroot "$stage/root" "$@"
            """;

    private final Path image;
    private final Path stage;
    private final boolean mounts;

    /** The folder must be readable for all users. */
    public Sandbox(Path home) throws IOException, InterruptedException {
        image = folder(home.resolve("image"));
        stage = folder(home.resolve("stage"));
        mounts = runs(List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                MOUNTS,
                "sh",
                image.toString(),
                stage.toString(),
                "",
                "true"));
    }

    /** Creates a temporary folder that all users can read. */
    public static Path createFolder(String name) throws IOException {
        Path home = Files.createTempDirectory(name);
        Files.setPosixFilePermissions(home, fromString("rwxr-xr-x"));
        return home;
    }

    public boolean hasOwnRoot() {
        return mounts;
    }

    /** Writes a file that all users can read. */
    public void write(String path, String text) throws IOException {
        Path file = inImage(path);
        Files.createDirectories(file.getParent(), asFileAttribute(fromString("rwxr-xr-x")));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, fromString("r--r--r--"));
    }

    /** Copies a file or a folder; all users can read and run the copy. */
    public void copy(Path from, String path) throws IOException, InterruptedException {
        Files.createDirectories(inImage(path).getParent(), asFileAttribute(fromString("rwxr-xr-x")));
        String to = inImage(path).toString();
        if (!runs(List.of("cp", "-r", from.toString(), to)) || !runs(List.of("chmod", "-R", "a+rX,u-w", to))) {
            throw new IOException("cannot copy " + from);
        }
    }

    /** Returns the environment with the paths that the command sees. */
    public Map<String, String> seen(Map<String, String> environment) {
        Map<String, String> seen = new TreeMap<>(environment);
        seen.replaceAll((name, value) -> seen(value));
        return seen;
    }

    /** Returns the command line that runs the command in this sandbox. */
    public List<String> command(String user, String group, String folder, List<String> command) {
        List<String> whole = new ArrayList<>();
        if (mounts) {
            whole.addAll(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", MOUNTS, "sh"));
            whole.addAll(List.of(image.toString(), stage.toString(), toolchain()));
        }
        whole.addAll(List.of("env", "-C", seen(folder), "setpriv", "--reuid=" + user, "--regid=" + group));
        whole.addAll(List.of("--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", "--"));
        command.forEach(word -> whole.add(seen(word)));
        return whole;
    }

    private String seen(String text) {
        return mounts || !text.startsWith("/") || !Files.exists(inImage(text))
                ? text
                : inImage(text).toString();
    }

    private Path inImage(String path) {
        return image.resolve(path.substring(1));
    }

    private static String toolchain() {
        return Optional.ofNullable(System.getenv("GRAALVM_HOME")).orElse("");
    }

    private static Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, asFileAttribute(fromString("rwxr-xr-x")));
    }

    private static boolean runs(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
