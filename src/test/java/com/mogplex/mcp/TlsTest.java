package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.EmbeddedApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program with {@code --tls-cert} and {@code --tls-key}. */
class TlsTest {
    private static final int ALERT = 0x15;
    private static final int PROTOCOL_VERSION = 70;

    @TempDir
    Path folder;

    private final HeldCertificate first = Pem.server();
    private HttpProcess server;

    @BeforeEach
    void launch() throws IOException {
        // As Kubernetes mounts a secret: the names are links through one link, which is what is replaced.
        secret("v1", Pem.chain(first), first.privateKeyPkcs8Pem());
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
        Files.createSymbolicLink(folder.resolve("tls.crt"), Path.of("..data", "tls.crt"));
        Files.createSymbolicLink(folder.resolve("tls.key"), Path.of("..data", "tls.key"));
        server = HttpProcess.launch(
                Map.of(),
                "--tls-cert",
                folder.resolve("tls.crt").toString(),
                "--tls-key",
                folder.resolve("tls.key").toString(),
                "--allow-host",
                "mcp.example.com");
    }

    @AfterEach
    void end() {
        server.close();
        assertThat(server.stderr()).noneMatch(line -> line.contains("PRIVATE KEY"));
    }

    @Test
    void itsUrlsSayHttps() throws IOException {
        assertThat(server.stderr()).anyMatch(line -> line.contains("listening on https://127.0.0.1:"));
        String port = ":" + server.base().getPort();

        assertThat(ask("GET /.well-known/oauth-protected-resource/mcp HTTP/1.1", "Host: localhost" + port, ""))
                .contains("\"resource\":\"https://localhost" + port + "/mcp\"");
        assertThat(ask("POST /mcp HTTP/1.1", "Host: localhost" + port, ""))
                .contains("resource_metadata=\"https://localhost" + port + "/.well-known/");
    }

    @Test
    void hostsAreJudgedByTheListAndNotByTheCertificate() throws IOException {
        assertThat(ask("GET /readyz HTTP/1.1", "Host: mcp.example.com", "")).startsWith("HTTP/1.1 200");
        assertThat(ask("GET /readyz HTTP/1.1", "Host: 127.0.0.1", "")).startsWith("HTTP/1.1 200");
        assertThat(ask("GET /readyz HTTP/1.1", "Host: evil.example", "")).startsWith("HTTP/1.1 403");
    }

    @Test
    void itSpeaksTls12AndNewerAndNothingElse() throws IOException {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (SSLSocket socket = connect()) {
                socket.setEnabledProtocols(new String[] {version});
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            }
        }
        // A client's greeting in TLS 1.1, which offers one cipher.
        byte[] greeting = new byte[52];
        byte[] start = {0x16, 3, 1, 0, 47, 1, 0, 0, 43, 3, 2};
        System.arraycopy(start, 0, greeting, 0, start.length);
        byte[] end = {0, 0, 2, 0, 0x2f, 1, 0, 0, 0};
        System.arraycopy(end, 0, greeting, 43, end.length - 2);
        try (Socket socket = RawHttp.connect(server.base())) {
            socket.getOutputStream().write(greeting);
            byte[] alert = socket.getInputStream().readNBytes(7);
            assertThat((int) alert[0]).isEqualTo(ALERT);
            assertThat((int) alert[6]).isEqualTo(PROTOCOL_VERSION);
        }
        assertThat(RawHttp.send(server.base(), "", "GET /healthz HTTP/1.1", "Host: localhost")
                        .status())
                .isZero();
    }

    @Test
    void aNewCertificateIsTakenWithoutLosingAConnectionAndABrokenOneIsNot() throws IOException {
        HeldCertificate second = Pem.server();
        try (SSLSocket open = connect()) {
            assertThat(alive(open)).startsWith("HTTP/1.1 200");

            secret("v2", Pem.chain(second), first.privateKeyPkcs8Pem());
            swapTo("v2");
            Awaitility.await()
                    .until(() -> server.stderr().stream()
                            .anyMatch(line -> line.contains("could not be replaced, and the old one stays: --tls-key")
                                    && line.contains("is not the key of the first certificate")));
            assertThat(served()).isEqualTo(first.certificate());

            secret("v3", Pem.chain(second), second.privateKeyPkcs8Pem());
            swapTo("v3");
            Awaitility.await().until(() -> served().equals(second.certificate()));
            assertThat(alive(open)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aFileThatIsGoneForAMomentChangesNothing() throws IOException {
        Files.delete(folder.resolve("tls.key"));
        Awaitility.await().until(() -> server.stderr().stream().anyMatch(line -> line.contains("does not exist")));

        assertThat(served()).isEqualTo(first.certificate());
    }

    @Test
    void aClosedConnectionStopsTheWaitingOverTlsToo() throws IOException {
        try (EmbeddedApi api = EmbeddedApi.start(folder.resolve("api"));
                HttpProcess narrow = HttpProcess.launch(
                        Map.of("MOGPLEX_URL", api.environment().get("MOGPLEX_URL"), "MOGPLEX_DEV", "1"),
                        "--max-calls-per-caller",
                        "1",
                        "--tls-cert",
                        folder.resolve("tls.crt").toString(),
                        "--tls-key",
                        folder.resolve("tls.key").toString())) {
            String token = api.newToken();
            String started = post(
                    narrow,
                    token,
                    "tools/call",
                    toolCall("start_run", Map.of("repoId", api.repoId(), "prompt", "sleep 600", "createBranch", true))
                            .toString());
            String runId = started.replaceAll("(?s).*?\"runId\":\"([^\"]+)\".*", "$1");
            String wait = toolCall("wait_for_run", Map.of("runId", runId, "waitSeconds", 45))
                    .toString();
            try (SSLSocket socket = connect(narrow)) {
                send(socket, posted(token, "tools/call", wait));
                Awaitility.await().until(() -> post(narrow, token, "ping", "{}").startsWith("HTTP/1.1 429"));
            }
            Awaitility.await().until(() -> post(narrow, token, "ping", "{}").startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void whatCannotBeServedEndsTheStartWithOneLine() throws Exception {
        secret("empty", "", "");
        Path key = folder.resolve("empty").resolve("tls.key");
        Process process = HttpProcess.start(
                Map.of(), "--tls-cert", folder.resolve("tls.crt").toString(), "--tls-key", key.toString());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(process.errorReader().lines())
                .containsExactly(
                        "error: mcp: --tls-key " + key + " holds no private key in PEM (see mogplex mcp --help)");
    }

    @Test
    void aKeyThatAllCanReadIsUsedWithAWarning() throws IOException {
        Files.setPosixFilePermissions(
                folder.resolve("v1").resolve("tls.key"), PosixFilePermissions.fromString("rw-r--r--"));
        try (HttpProcess open = HttpProcess.launch(
                Map.of(),
                "--tls-cert",
                folder.resolve("tls.crt").toString(),
                "--tls-key",
                folder.resolve("tls.key").toString())) {
            assertThat(open.stderr()).anyMatch(line -> line.contains("can be read by every user of this machine"));
        }
        assertThat(server.stderr()).noneMatch(line -> line.contains("can be read by every user"));
    }

    private String ask(String... lines) throws IOException {
        try (SSLSocket socket = connect()) {
            send(socket, String.join("\r\n", lines) + "Connection: close\r\nContent-Length: 0\r\n\r\n");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private X509Certificate served() {
        try (SSLSocket socket = connect()) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String post(HttpProcess server, String token, String method, String params) throws IOException {
        try (SSLSocket socket = connect(server)) {
            send(socket, posted(token, method, params));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String posted(String token, String method, String params) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Asks on a connection that stays open. */
    private static String alive(SSLSocket socket) throws IOException {
        send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("}") < 0) {
            answer.append((char) in.read());
        }
        return answer.toString();
    }

    private static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private SSLSocket connect() throws IOException {
        return connect(server);
    }

    /** Trusts the tests' root, and checks the name. */
    private static SSLSocket connect(HttpProcess server) throws IOException {
        Socket plain = RawHttp.connect(server.base());
        SSLSocket socket =
                (SSLSocket) Pem.trust().sslSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private void secret(String name, String certificates, String key) throws IOException {
        Path secret = Files.createDirectory(folder.resolve(name));
        Files.writeString(secret.resolve("tls.crt"), certificates);
        Files.writeString(secret.resolve("tls.key"), key);
        Files.setPosixFilePermissions(secret.resolve("tls.key"), PosixFilePermissions.fromString("rw-------"));
    }

    private void swapTo(String name) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of(name));
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
