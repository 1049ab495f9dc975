package io.nightdesk.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Issues certificates with OpenSSL, expired ones too. */
public final class CertificateAuthority {

    private final Path home;

    /** A certificate with its key, in PEM. */
    public record Certified(Path certificate, Path key) {

        /** Overwrites the files of another certificate. */
        public void replace(Certified other) throws IOException {
            Files.copy(certificate, other.certificate, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(key, other.key, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public CertificateAuthority(Path home) throws Exception {
        this.home = Files.createDirectories(home);
        openssl(
                List.of(),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=" + home.getFileName(),
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem");
    }

    public Path certificate() {
        return home.resolve("ca.pem");
    }

    public Certified certify(String host) throws Exception {
        return certify("valid-" + host, host, List.of());
    }

    /** A certificate that was valid for one day, ten days ago. */
    public Certified certifyExpired(String host) throws Exception {
        return certify("expired-" + host, host, List.of("faketime", "-f", "-10d"));
    }

    private Certified certify(String file, String host, List<String> clock) throws Exception {
        openssl(
                List.of(),
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=" + host,
                "-keyout",
                file + ".key",
                "-out",
                file + ".csr");
        Files.writeString(home.resolve(file + ".ext"), "subjectAltName=DNS:" + host);
        openssl(
                clock,
                "x509",
                "-req",
                "-days",
                "1",
                "-in",
                file + ".csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-extfile",
                file + ".ext",
                "-out",
                file + ".pem");
        return new Certified(home.resolve(file + ".pem"), home.resolve(file + ".key"));
    }

    private void openssl(List<String> before, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.add("openssl");
        command.addAll(List.of(arguments));
        Path out = home.resolve("openssl.out");
        int code = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + "\n" + Files.readString(out));
        }
    }
}
