package com.mogplex.client;

import static com.mogplex.client.Wire.ok;
import static com.mogplex.client.Wire.refusal;
import static com.mogplex.client.Wire.runDetail;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Secrecy;
import com.mogplex.TestJvm;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log's one line for each request, as the whole program writes it. */
@Timeout(600)
class RequestLogTest {
    private static final String RUN_ID = "run-of-secret-plans";

    @Test
    void eachAttemptIsOneLineWithRouteAttemptTimeStatusAndRequestId() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.answering(
                    from(refusal(503, "SERVICE_UNAVAILABLE", "Words of the body."), "x-request-id", "abc-123"),
                    from(Wire.json(200, "{\"ok\":true,\"data\":"), "x-vercel-id", "iad1::w7x-1"),
                    ok(runDetail(RUN_ID, "pending")));

            assertThat(logOf(server, Map.of()))
                    .containsExactly(
                            "GET /runs/{runId}, attempt 1, N ms: 503 SERVICE_UNAVAILABLE, request abc-123",
                            "GET /runs/{runId}, attempt 2, N ms: 200 UNREACHABLE, request iad1::w7x-1",
                            "GET /runs/{runId}, attempt 3, N ms: 200");
        }
    }

    @Test
    void aRequestIdThatIsNoneIsLeftOutAndOneThatRepeatsTheTokenIsCleaned() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.answering(
                    from(refusal(503, "SERVICE_UNAVAILABLE", "x"), "x-request-id", "a".repeat(101)),
                    from(refusal(503, "SERVICE_UNAVAILABLE", "x"), "x-request-id", "words of\tthe peer"),
                    from(ok(runDetail(RUN_ID, "pending")), "x-request-id", ScriptedServer.TOKEN));

            assertThat(logOf(server, Map.of()))
                    .containsExactly(
                            "GET /runs/{runId}, attempt 1, N ms: 503 SERVICE_UNAVAILABLE",
                            "GET /runs/{runId}, attempt 2, N ms: 503 SERVICE_UNAVAILABLE",
                            "GET /runs/{runId}, attempt 3, N ms: 200, request [redacted]");
        }
    }

    @Test
    void aRequestWithoutAnAnswerSaysWhyAndShowsNothingOfTheProxysUser() throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
            Map<String, String> environment = Map.of(
                    "MOGPLEX_URL",
                    "https://api.example.test",
                    "HTTPS_PROXY",
                    "http://mallory:hunter2@localhost:" + proxy.port());

            String error = run(environment);

            assertThat(lines(error)).containsExactly("GET /runs/{runId}, attempt 1, N ms: BAD_REQUEST");
            assertThat(proxy.heads.take()).contains("Proxy-Authorization: Basic bWFsbG9yeTpodW50ZXIy");
            assertThat(error).doesNotContain("mallory", "hunter2", "bWFsbG9yeTpodW50ZXIy");
        }
    }

    private static MockResponse from(MockResponse answer, String header, String value) {
        return answer.newBuilder().addHeader(header, value).build();
    }

    private static List<String> logOf(ScriptedServer server, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(ScriptedServer.environment("http://localhost:" + server.http.getPort()));
        String error = run(environment);
        assertThat(error).doesNotContain("Words of the body", "Bearer", "peer", "aaaa");
        return lines(error);
    }

    private static List<String> lines(String error) {
        return error.lines()
                .filter(line -> line.contains("[DEBUG]"))
                .map(line -> line.replaceFirst(".*Connections - ", "").replaceFirst("\\d+ ms", "N ms"))
                .toList();
    }

    private static String run(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(TestJvm.command("runs", "get", RUN_ID, "--log-level", "trace"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("MOGPLEX_API_KEY", ScriptedServer.TOKEN);
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Secrecy.assertNonePrinted(error);
        assertThat(error.lines().filter(line -> line.contains("[DEBUG]")).toList())
                .noneMatch(line -> line.contains(RUN_ID));
        return error;
    }
}
