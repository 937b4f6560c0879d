package com.mogplex.client;

import static com.mogplex.api.ErrorCode.BAD_REQUEST;
import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;
import static com.mogplex.client.ScriptedServer.TOKEN;
import static com.mogplex.client.ScriptedServer.soon;
import static com.mogplex.client.Wire.ok;
import static com.mogplex.client.Wire.runDetail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mogplex.sanitize.Sanitizer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a connection is made to: certificates and proxies. */
@Timeout(60)
class ConnectionsTest {
    @Test
    void aCertificateOfThisHostIsAccepted() throws Exception {
        assertThat(getOverTls("localhost", true)).isEqualTo("pending");
    }

    @Test
    void aCertificateOfAnotherHostIsNot() {
        assertThat(catchThrowable(() -> getOverTls("other.example", true)))
                .hasRootCauseInstanceOf(MogplexException.class)
                .rootCause()
                .hasMessageContaining("certificate or protocol was not accepted");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNot() {
        assertThat(catchThrowable(() -> getOverTls("localhost", false)))
                .hasRootCauseInstanceOf(MogplexException.class)
                .rootCause()
                .hasMessageContaining("certificate or protocol was not accepted");
    }

    private static String getOverTls(String certified, boolean trusted) throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName(certified)
                .build();
        HandshakeCertificates serverSide =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        HandshakeCertificates clientSide = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        try (MockWebServer server = PromptServer.create()) {
            server.useHttps(serverSide.sslSocketFactory());
            server.start();
            server.enqueue(ok(runDetail("r", "pending")));
            BaseUrl url = BaseUrl.of(Map.of("MOGPLEX_URL", "https://localhost:" + server.getPort()));
            try (Connections connections = new Connections(
                    url,
                    Optional.empty(),
                    builder -> trusted
                            ? builder.sslSocketFactory(clientSide.sslSocketFactory(), clientSide.trustManager())
                            : builder)) {
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
