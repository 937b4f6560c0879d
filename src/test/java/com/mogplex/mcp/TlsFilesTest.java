package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.ServerIdentity;
import com.mogplex.mcp.transport.http.HttpOptions;
import com.mogplex.mcp.transport.http.HttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which files {@code --tls-cert} and {@code --tls-key} take, and what is said of those that they do not. */
class TlsFilesTest {
    private static final HeldCertificate RSA = Pem.builder().rsa2048().build();
    private static final HeldCertificate ELLIPTIC = Pem.builder().ecdsa256().build();

    @TempDir
    Path folder;

    static Stream<Arguments> usable() {
        return Stream.of(
                Arguments.of("RSA as PKCS#8", Pem.chain(RSA), RSA.privateKeyPkcs8Pem()),
                Arguments.of("RSA as PKCS#1", Pem.chain(RSA), RSA.privateKeyPkcs1Pem()),
                Arguments.of("an elliptic curve as PKCS#8", Pem.chain(ELLIPTIC), ELLIPTIC.privateKeyPkcs8Pem()),
                Arguments.of("an elliptic curve as SEC 1", Pem.chain(ELLIPTIC), Pem.sec1(ELLIPTIC)),
                Arguments.of(
                        "all in one file, with words between, of Windows",
                        ("Bag Attributes\n" + ELLIPTIC.privateKeyPkcs8Pem() + "a chain:\n" + Pem.chain(ELLIPTIC))
                                .replace("\n", "\r\n"),
                        Pem.chain(ELLIPTIC) + ELLIPTIC.privateKeyPkcs8Pem()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usable")
    void theUsualFormsAreServed(String name, String certificates, String key) throws IOException {
        HandshakeCertificates trust = Pem.trust();
        OkHttpClient client = new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();

        try (HttpTransport transport = start(write("cert", certificates), write("key", key));
                Response answer = client.newCall(new Request.Builder()
                                .url("https://localhost:" + transport.port() + "/healthz")
                                .build())
                        .execute()) {
            assertThat(answer.code()).isEqualTo(200);
        }
    }

    static Stream<Arguments> unusable() {
        String chain = Pem.chain(RSA);
        String key = RSA.privateKeyPkcs8Pem();
        return Stream.of(
                Arguments.of("holds no certificate in PEM", "words", key),
                Arguments.of("holds no certificate in PEM", key, key),
                Arguments.of("holds a certificate that cannot be read", Pem.block("CERTIFICATE", new byte[9]), key),
                Arguments.of(
                        "is no valid PEM: its Base64 is broken",
                        "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----",
                        key),
                Arguments.of("write the server's certificate first", Pem.chainUpsideDown(RSA), key),
                Arguments.of("holds no private key in PEM", chain, "words"),
                Arguments.of("holds no private key in PEM", chain, chain),
                Arguments.of("holds no private key in PEM", chain, ""),
                Arguments.of(
                        "holds no readable key of the certificate's kind, RSA",
                        chain,
                        Pem.block("PRIVATE KEY", new byte[40])),
                Arguments.of(
                        "holds no readable key of the certificate's kind, RSA", chain, ELLIPTIC.privateKeyPkcs8Pem()),
                Arguments.of("is encrypted; decrypt it first", chain, Pem.block("ENCRYPTED PRIVATE KEY", new byte[9])),
                Arguments.of(
                        "is encrypted; decrypt it first",
                        chain,
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
                                + "-----END RSA PRIVATE KEY-----\n"),
                Arguments.of(
                        "is not the key of the first certificate in",
                        chain,
                        Pem.builder().rsa2048().build().privateKeyPkcs8Pem()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void whatCannotBeServedIsRefusedAtTheStart(String reason, String certificates, String key) {
        Path certificatesFile = write("cert", certificates);
        Path keyFile = write("key", key);

        assertThatThrownBy(() -> start(certificatesFile, keyFile).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .message()
                .satisfies(
                        message -> assertThat(message).startsWith("--tls-").doesNotContain("\n", "java.", "Exception"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path there = write("cert", Pem.chain(RSA));

        assertThatThrownBy(() -> start(there, folder.resolve("absent")).close())
                .hasMessage("--tls-key " + folder.resolve("absent") + " does not exist");
        assertThatThrownBy(() -> start(folder.resolve("absent"), there).close())
                .hasMessage("--tls-cert " + folder.resolve("absent") + " does not exist");
        assertThatThrownBy(() -> start(folder, there).close())
                .hasMessage("--tls-cert " + folder + " cannot be read as text");
    }

    @Test
    void oneFlagWithoutTheOtherIsRefused() {
        HttpOptions.Reader flags = new HttpOptions.Reader();
        flags.take("--tls-key", List.of("key").iterator());

        assertThatThrownBy(flags::options).hasMessage("--tls-cert and --tls-key go together");
    }

    private HttpTransport start(Path certificates, Path key) {
        HttpOptions.Reader flags = new HttpOptions.Reader();
        flags.take("--port", List.of("0").iterator());
        flags.take("--tls-cert", List.of(certificates.toString()).iterator());
        flags.take("--tls-key", List.of(key.toString()).iterator());
        return HttpTransport.start(
                flags.options(),
                new Dispatcher(Map.of(), new ServerIdentity("0", "")),
                credential -> {
                    throw new IllegalStateException("nothing is called");
                },
                () -> {
                    throw new IllegalStateException("nothing is called");
                },
                CallObserver.NONE);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
