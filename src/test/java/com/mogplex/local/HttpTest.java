package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.local.store.Scope;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask what, and that every answer is in the envelope. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpTest {
    private final SettableClock clock = new SettableClock();
    private Served served;

    @BeforeAll
    void start(@TempDir Path folder) {
        served = Served.with(folder, options -> options.withClock(clock));
    }

    @AfterAll
    void stop() {
        served.close();
    }

    private ApiCaller with(String token) {
        return new ApiCaller(served.server, token);
    }

    /** The raw answer to raw bytes. */
    private String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", served.server.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "", "repos/", "runs/a/b", "runs/a/events/b", "mcp", "%72epos", "../x"})
    void anUnknownPathIsNotFound(String path) {
        ApiCaller.Answer answer = served.api.get(path);

        assertThat(answer.error()).isEqualTo("404 NOT_FOUND Not found");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, repos, 'GET, HEAD, OPTIONS'",
        "DELETE, runs/x, 'GET, HEAD, OPTIONS'",
        "GET, runs, 'POST, OPTIONS'",
        "GET, runs/x/cancel, 'POST, OPTIONS'",
        "PATCH, sandboxes, 'GET, HEAD, OPTIONS'"
    })
    void anotherMethodIsNotAllowed(String method, String path, String allowed) {
        ApiCaller.Answer answer =
                served.api.send(served.api.request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.error()).isEqualTo("405 BAD_REQUEST Method not allowed");
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void optionsTellsTheMethodsAndGrantsNothing() {
        String answer = raw("OPTIONS /api/v1/mogplex/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 204").contains("Allow: POST, OPTIONS");
        assertThat(answer).doesNotContainIgnoringCase("access-control");
    }

    @Test
    void headIsGetWithoutABody() {
        String answer = raw("HEAD /api/v1/mogplex/repos HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + served.server.token() + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }

    @Test
    void anAnswerIsNotKeptAndDoesNotNameItsServer() {
        ApiCaller.Answer answer = served.api.get("repos");

        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer mog_wrong", "Basic abc", "Bearer sk-x", "mog_x"})
    void withoutAValidTokenNothingIsAnswered(String header) {
        HttpRequest.Builder request = HttpRequest.newBuilder(served.server.url().resolve("/api/v1/mogplex/repos"));
        if (!header.isEmpty()) {
            request.header("Authorization", header);
        }
        ApiCaller.Answer answer = served.api.send(request.GET());

        assertThat(answer.error()).isEqualTo("401 UNAUTHORIZED Unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void theTokenHasTheDocumentedForm() {
        assertThat(served.server.token()).matches("mog_[0-9A-Za-z]{32}");
    }

    @Test
    void aRevokedTokenEndsAtOnce() {
        String token = served.server.mintToken(Set.of(Scope.READ));
        with(token).get("repos").data();

        served.server.revokeToken(token);

        assertThat(with(token).get("repos").error()).isEqualTo("401 UNAUTHORIZED Unauthorized");
    }

    @Test
    void anExpiredTokenIsNoTokenAnyMore() {
        Instant soon = clock.instant().plusSeconds(60);
        String token = served.server.mintToken(Set.of(Scope.READ), soon);
        with(token).get("repos").data();

        clock.advance(Duration.ofSeconds(60));

        assertThat(with(token).get("repos").error()).isEqualTo("401 UNAUTHORIZED Unauthorized");
    }

    @Test
    void scopesAreIndependent() {
        ApiCaller reader = with(served.server.mintToken(Set.of(Scope.READ)));
        ApiCaller writer = with(served.server.mintToken(Set.of(Scope.WRITE)));

        reader.get("sandboxes").data();
        assertThat(reader.post("runs/x/cancel").error())
                .isEqualTo("403 FORBIDDEN Missing required scope: write. Issue a new token with the 'write' scope at"
                        + " /settings/api-keys.");
        assertThat(writer.post("runs/x/cancel").error()).isEqualTo("404 NOT_FOUND Run not found");
        assertThat(writer.get("repos").error())
                .isEqualTo("403 FORBIDDEN Missing required scope: read. Issue a new token with the 'read' scope at"
                        + " /settings/api-keys.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "10.0.0.1", "localhost.", ""})
    void anotherHostNameIsRefused(String host) {
        String answer = raw("GET /api/v1/mogplex/repos HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).containsPattern("^HTTP/1.1 40[03]").contains("{\"ok\":false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:80", "[::1]:7331", "LOCALHOST:1"})
    void everyLoopbackNameIsAnswered(String host) {
        String answer = raw("GET /api/v1/mogplex/repos HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "https://evil.example", "null"})
    void webPagesAreRefused(String origin) {
        assertThat(served.api
                        .send(served.api.request("repos").header("Origin", origin))
                        .error())
                .isEqualTo("403 FORBIDDEN This server does not answer web pages");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /api/v1/mogplex/runs/x%2Fevents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET http://evil.example/api/v1/mogplex/repos HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/v1/mogplex/repos HTTP/1.1\r\n\r\n",
                "GET /api/v1/mogplex/repos?q=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "POST /api/v1/mogplex/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST /api/v1/mogplex/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
            })
    void malformedRequestsAreRefusedInTheEnvelope(String request) {
        String answer = raw(request);

        assertThat(answer).containsPattern("^HTTP/1.1 [45]0[0-9]").contains("{\"ok\":false,\"error\":{\"code\":");
        assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContain("Exception", "java", "<html");
    }

    @Test
    void headersThatAreTooLargeAreRefusedInTheEnvelope() {
        String answer = raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("{\"ok\":false");
    }

    @ParameterizedTest
    @CsvSource({"abc,2", "'',2", "0,1", "-5,1", "1,1", "200,2", "99999999999999999999,2", "1.5,2", "%31,1"})
    void aLimitIsBroughtIntoRange(String limit, int expected, @TempDir Path folder) {
        try (Served two = Served.with(folder, "true")) {
            two.server.registerRepo(TestRepo.create(folder.resolve("second")).path());

            assertThat(two.api.get("repos?limit=" + limit).data().get("repos")).hasSize(expected);
        }
    }
}
