package com.mogplex.client;

import static com.mogplex.api.ErrorCode.BAD_REQUEST;
import static com.mogplex.client.MogplexException.Fault.UNKNOWN_HOST;
import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;
import static com.mogplex.client.MogplexException.Fault.UNTRUSTED;
import static com.mogplex.client.ScriptedServer.TOKEN;
import static com.mogplex.client.ScriptedServer.soon;
import static com.mogplex.client.Wire.ok;
import static com.mogplex.client.Wire.runDetail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mogplex.sanitize.Sanitizer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a connection is made to: certificates and proxies. */
@Timeout(600)
class ConnectionsTest {
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final long NOW = System.currentTimeMillis();
    private static final long DAY = 86_400_000;

    @Test
    void aCertificateOfThisHostIsAccepted() throws Exception {
        assertThat(getOverTls(certificate("localhost", -DAY, DAY), true)).isEqualTo("pending");
    }

    @Test
    void aCertificateOfAnotherHostIsSaidToBe() {
        assertUntrusted(certificate("other.example", -DAY, DAY), true, "its certificate is for another host name.");
    }

    @Test
    void aCertificateThatHasExpiredIsSaidTo() {
        assertUntrusted(certificate("localhost", -2 * DAY, -DAY), true, "its certificate has expired.");
    }

    @Test
    void aCertificateThatIsNotValidYetIsSaidToBe() {
        assertUntrusted(certificate("localhost", DAY, 2 * DAY), true, "its certificate is not valid yet.");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsSaidToBe() {
        assertUntrusted(
                certificate("localhost", -DAY, DAY),
                false,
                "nobody whom this machine trusts vouches for its certificate.");
    }

    /** A cut like any other: the next attempt may succeed. */
    @Test
    void aHandshakeThatIsCutIsNotBlamedOnTheCertificate() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread hangsUp = new Thread(() -> hangUp(server));
            hangsUp.setDaemon(true);
            hangsUp.start();
            MogplexException failure = failureOf(() -> get(server.getLocalPort(), UnaryOperator.identity()));

            assertThat(failure.fault()).contains(UNREACHABLE);
            assertThat(failure.getMessage()).doesNotContain("certificate");
        }
    }

    private static void hangUp(ServerSocket server) {
        try (Socket connection = server.accept()) {
            assertThat(connection.getInputStream().read()).isNotNegative();
        } catch (IOException e) {
            // The client was first.
        }
    }

    @Test
    void whatIsWrongWithACertificateIsNotTriedAgain() throws Exception {
        List<Wait> waits = new CopyOnWriteArrayList<>();
        HandshakeCertificates serverSide = new HandshakeCertificates.Builder()
                .heldCertificate(certificate("localhost", -DAY, DAY))
                .build();
        try (MockWebServer server = PromptServer.create()) {
            server.useHttps(serverSide.sslSocketFactory());
            server.start();
            Map<String, String> environment = Map.of("MOGPLEX_URL", "https://localhost:" + server.getPort());
            try (MogplexApi api = MogplexApi.of(environment, waits::add)) {
                MogplexException failure = catchThrowableOfType(
                        MogplexException.class,
                        () -> api.as(Credential.of(TOKEN, "a test")).getRun("r", soon()));

                assertThat(failure.fault()).contains(UNTRUSTED);
                assertThat(failure.retryable()).isFalse();
                assertThat(waits).isEmpty();
                assertThat(server.getRequestCount()).isZero();
            }
        }
    }

    private static void assertUntrusted(HeldCertificate certificate, boolean trusted, String why) {
        MogplexException failure = failureOf(() -> getOverTls(certificate, trusted));

        assertThat(failure.fault()).contains(UNTRUSTED);
        assertThat(failure.getMessage())
                .startsWith("No trusted connection to localhost:")
                .endsWith(" could be made: " + why);
    }

    private static HeldCertificate certificate(String host, long fromNow, long untilNow) {
        return new HeldCertificate.Builder()
                .addSubjectAlternativeName(host)
                .validityInterval(NOW + fromNow, NOW + untilNow)
                .signedBy(AUTHORITY)
                .build();
    }

    private static String getOverTls(HeldCertificate certificate, boolean trusted) throws Exception {
        HandshakeCertificates serverSide =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        HandshakeCertificates clientSide = new HandshakeCertificates.Builder()
                .addTrustedCertificate(AUTHORITY.certificate())
                .build();
        try (MockWebServer server = PromptServer.create()) {
            server.useHttps(serverSide.sslSocketFactory());
            server.start();
            server.enqueue(ok(runDetail("r", "pending")));
            return get(
                    server.getPort(),
                    builder -> trusted
                            ? builder.sslSocketFactory(clientSide.sslSocketFactory(), clientSide.trustManager())
                            : builder);
        }
    }

    private static String get(int port, UnaryOperator<OkHttpClient.Builder> more) throws Exception {
        BaseUrl url = BaseUrl.of(Map.of("MOGPLEX_URL", "https://localhost:" + port));
        try (Connections connections = new Connections(url, Optional.empty(), more)) {
            return connections
                    .send(
                            Routes.run("r"),
                            Credential.of(TOKEN, "a test"),
                            new AnswerReader(Sanitizer.standard()),
                            1,
                            Duration.ofSeconds(20))
                    .get()
                    .run()
                    .status()
                    .name();
        }
    }

    private static MogplexException failureOf(ThrowableAssert.ThrowingCallable call) {
        return (MogplexException)
                catchThrowableOfType(ExecutionException.class, call).getCause();
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:", "http://user:hunter2@localhost:"})
    void aProxyThatWantsAnotherUserIsSaidToAndNotAskedAgain(String proxyUrl) throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 407 Proxy Authentication Required\r\n"
                + "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")) {
            MogplexException failure = failureThrough(Map.of("HTTPS_PROXY", proxyUrl + proxy.port()));

            assertThat(failure)
                    .hasMessage("The proxy localhost:" + proxy.port()
                            + " did not accept the user name and password of HTTPS_PROXY, or wants some.");
            assertThat(failure.isLocal()).isTrue();
            assertThat(failure.retryable()).isFalse();
            assertThat(proxy.connections()).isOne();
        }
    }

    @Test
    void aProxyThatForbidsTheWayIsSaidToAndNotAskedAgain() throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
            MogplexException failure = failureThrough(Map.of("HTTPS_PROXY", "http://localhost:" + proxy.port()));

            assertThat(failure)
                    .hasMessage("There is no way to api.example.test: the proxy localhost:" + proxy.port()
                            + " answered with the HTTP status 403.");
            assertThat(failure.retryable()).isFalse();
            assertThat(proxy.connections()).isOne();
        }
    }

    @Test
    void aProxyThatFailsIsAskedAgain() throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")) {
            MogplexException failure = failureThrough(Map.of("HTTPS_PROXY", "http://localhost:" + proxy.port()));

            assertThat(failure.fault()).contains(UNREACHABLE);
            assertThat(proxy.connections()).isEqualTo(5);
        }
    }

    @Test
    void aProxyThatIsNotThereIsSaidToBe() {
        assertThat(failureThrough(Map.of("HTTPS_PROXY", "http://user:hunter2@localhost:1")))
                .hasMessage("No connection to the proxy localhost:1 could be made.");
        assertThat(failureThrough(Map.of("HTTPS_PROXY", "http://user:hunter2@proxy.invalid:1")))
                .hasMessage("The host of the proxy proxy.invalid:1 could not be found.");
    }

    @Test
    void aHostThatThereIsNoneOfIsSaidToAtOnce() {
        List<Wait> waits = new CopyOnWriteArrayList<>();
        try (MogplexApi api = MogplexApi.of(Map.of("MOGPLEX_URL", "https://api.invalid"), waits::add)) {
            MogplexException failure = catchThrowableOfType(
                    MogplexException.class,
                    () -> api.as(Credential.of(TOKEN, "a test")).getRun("r", soon()));

            assertThat(failure.fault()).contains(UNKNOWN_HOST);
            assertThat(failure).hasMessage("The host of api.invalid could not be found.");
            assertThat(waits).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy"})
    void theWayToTheApiIsATunnelThroughTheProxy(String variable) throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")) {
            MogplexException failure = failureThrough(Map.of(variable, "http://localhost:" + proxy.port()));

            assertThat(failure.fault()).contains(UNREACHABLE);
            assertThat(proxy.heads.take())
                    .startsWith("CONNECT api.example.test:443 HTTP/1.1\r\n")
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void theProxysPasswordGoesToTheProxy() throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")) {
            failureThrough(Map.of("HTTPS_PROXY", "http://user:p%40ss@localhost:" + proxy.port()));

            assertThat(proxy.heads.take()).contains("Proxy-Authorization: Basic dXNlcjpwQHNz\r\n");
        }
    }

    private static MogplexException failureThrough(Map<String, String> proxy) {
        Map<String, String> environment = new HashMap<>(proxy);
        environment.put("MOGPLEX_URL", "https://api.example.test");
        try (MogplexApi api = ScriptedServer.impatient(environment)) {
            MogplexClient client = api.as(Credential.of(TOKEN, "a test"));
            return catchThrowableOfType(MogplexException.class, () -> client.getRun("r", soon()));
        }
    }

    @Test
    void thisMachineIsReachedWithoutAProxy() {
        try (ScriptedServer server = new ScriptedServer()) {
            server.answering(ok(runDetail("r", "pending")));
            Map<String, String> environment = ScriptedServer.environment("http://127.0.0.1:" + server.http.getPort());
            environment.put("HTTPS_PROXY", "http://localhost:1");
            try (MogplexApi api = ScriptedServer.impatient(environment)) {
                assertThat(api.as(Credential.of(TOKEN, "a test"))
                                .getRun("r", soon())
                                .runId())
                        .isEqualTo("r");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*|true",
                "api.example.test|true",
                "API.Example.Test|true",
                "example.test|true",
                ".example.test|true",
                "other,  example.test|true",
                "api.example.test:443|true",
                "api.example.test:8443|false",
                "example.test:443|true",
                "example.test:8443|false",
                "*.example.test|true",
                "ample.test|false",
                "''|false"
            })
    void hostsOfNoProxyAreReachedDirectly(String exceptions, boolean direct) {
        BaseUrl api = BaseUrl.of(Map.of("MOGPLEX_URL", "https://api.example.test"));
        for (String name : new String[] {"NO_PROXY", "no_proxy"}) {
            Map<String, String> environment = Map.of("HTTPS_PROXY", "proxy.example:3128", name, exceptions);

            assertThat(EnvironmentProxy.towards(api, environment).isEmpty()).isEqualTo(direct);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://hunter2@proxy.example", "http://", "http://a b", "https://proxy.example", "::::"})
    void aProxyThatCannotBeUsedIsSaidToBeAndNotRepeated(String value) {
        MogplexException failure =
                catchThrowableOfType(MogplexException.class, () -> MogplexApi.of(Map.of("HTTPS_PROXY", value)));

        assertThat(failure.errorCode()).contains(BAD_REQUEST);
        assertThat(failure).hasMessageContaining("HTTPS_PROXY").hasMessageNotContaining("hunter2");
    }
}
