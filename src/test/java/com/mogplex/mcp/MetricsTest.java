package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.EmbeddedApi;
import com.mogplex.Secrecy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the admin port tells, and whom. */
class MetricsTest {
    @TempDir
    static Path folder;

    private static EmbeddedApi api;
    private static HttpProcess server;

    @BeforeAll
    static void launch() {
        api = EmbeddedApi.start(folder);
        server = HttpProcess.launch(upstream(), "--admin-port", "0");
    }

    @AfterAll
    static void end() {
        server.close();
        api.close();
    }

    @Test
    void callsAreCountedByToolEraTransportAndOutcome() {
        String token = api.newToken();
        try (HttpPeer http = new HttpPeer(server, token);
                SsePeer sse = new SsePeer(server, token)) {
            new Caller(http, Caller.Era.HANDSHAKE).open().call("list_repos", Map.of());
            new Caller(http, Caller.Era.STATELESS).call("list_repos", Map.of());
            new Caller(sse, Caller.Era.HANDSHAKE).callError("get_run", Map.of("runId", "nothing"));
            new Caller(http, Caller.Era.HANDSHAKE).error("tools/call", toolCall("no_such_tool", Map.of()));
        }

        assertCounted("method=\"tools/call\"", "tool=\"list_repos\"", "era=\"handshake\"", "transport=\"http\"", "ok");
        assertCounted("method=\"tools/call\"", "tool=\"list_repos\"", "era=\"stateless\"", "transport=\"http\"", "ok");
        assertCounted(
                "method=\"tools/call\"", "tool=\"get_run\"", "era=\"handshake\"", "transport=\"sse\"", "tool_error");
        assertCounted(
                "method=\"tools/call\"",
                "tool=\"unknown\"",
                "era=\"handshake\"",
                "transport=\"http\"",
                "protocol_error");
        assertThat(metrics())
                .contains("mogplex_mcp_requests_seconds_bucket{")
                .containsPattern("mogplex_upstream_requests_seconds_count\\{route=\"GET /repos\",status=\"200\"} [1-9]")
                .containsPattern(
                        "mogplex_upstream_requests_seconds_count\\{route=\"GET /runs/\\{runId}/events\",status=\"404\"}|"
                                + "mogplex_upstream_requests_seconds_count\\{route=\"GET /runs/\\{runId}\",status=\"404\"}")
                .contains(
                        "mogplex_upstream_budget_waits_seconds_count", "jvm_memory_used_bytes", "mogplex_build_info{");
    }

    @Test
    void whatIsOpenNowIsShownAndWhatIsGivenUpIsCountedAsCancelled() {
        String token = api.newToken();
        try (HttpPeer http = new HttpPeer(server, token)) {
            Caller caller = new Caller(http, Caller.Era.HANDSHAKE).open();
            String runId = caller.call("start_run", Map.of("repoId", api.repoId(), "prompt", "sleep 600"))
                    .path("run")
                    .path("runId")
                    .asString();
            SsePeer sse = new SsePeer(server, token);
            CompletableFuture<JsonNode> waiting =
                    sse.send("w", "tools/call", toolCall("wait_for_run", Map.of("runId", runId, "waitSeconds", 45)));
            Awaitility.await().until(() -> value("mogplex_mcp_requests_in_flight{method=\"tools/call\"}") == 1);
            assertThat(value("mogplex_http_sse_streams")).isEqualTo(1);
            assertThat(value("mogplex_http_calls")).isEqualTo(1);
            assertThat(value("mogplex_http_connections")).isPositive();

            sse.close();

            Awaitility.await().until(() -> value("mogplex_mcp_requests_in_flight{method=\"tools/call\"}") == 0);
            Awaitility.await().until(() -> value("mogplex_http_sse_streams") == 0);
            assertThat(waiting).isNotDone();
            assertCounted("tool=\"wait_for_run\"", "transport=\"sse\"", "cancelled");
            assertThat(metrics()).doesNotContain(runId);
            caller.call("cancel_run", Map.of("runId", runId));
        }
    }

    @Test
    void nothingThatACallerWritesBecomesALabel() {
        String token = api.newToken();
        Secrecy.watch(token);
        String evil = "evil\\\"} 1\\nmogplex_injected 1\\n";
        for (int i = 0; i < 50; i++) {
            post(token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + evil + i + "\"}");
            post(
                    token,
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + evil + i
                            + "\"}}");
            post(token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":{\"a\":1}}}");
        }

        String metrics = metrics();
        assertThat(metrics).doesNotContain("evil", "injected");
        Secrecy.assertNonePrinted(metrics);
        assertThat(metrics.lines().filter(line -> line.startsWith("mogplex_mcp_requests_seconds_count")))
                .hasSizeLessThan(40);
    }

    @Test
    void aBrowserOnThisMachineIsKeptOutOfTheAdminPort() {
        assertThat(get(server.admin(), "/metrics", "Host: evil.example").status())
                .isEqualTo(403);
        assertThat(get(server.admin(), "/metrics", "Host: localhost", "Origin: https://evil.example")
                        .status())
                .isEqualTo(403);
        RawHttp.Answer nothing = get(server.admin(), "/mcp", "Host: localhost");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.body()).doesNotContain("jetty", "java.");
        assertThat(RawHttp.send(server.admin(), "", "POST /metrics HTTP/1.1", "Host: localhost")
                        .status())
                .isEqualTo(405);
        assertThat(get(server.admin(), "/metrics", "Host: localhost").header("Content-Type"))
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void callersCannotReachTheMetrics() {
        assertThat(get(server.base(), "/metrics", "Host: localhost").status()).isEqualTo(404);
    }

    @Test
    void anAdminPortThatCannotBeHadIsSaidInOneLine() throws Exception {
        Process process = HttpProcess.start(
                upstream(), "--admin-port", Integer.toString(server.base().getPort()));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("error: mcp: cannot listen on 127.0.0.1 port "
                        + server.base().getPort() + " for metrics")
                .hasLineCount(1);
    }

    private static Map<String, String> upstream() {
        return Map.of("MOGPLEX_URL", api.environment().get("MOGPLEX_URL"), "MOGPLEX_DEV", "1");
    }

    /** The last word is the outcome. */
    private static void assertCounted(String... labels) {
        labels[labels.length - 1] = "outcome=\"" + labels[labels.length - 1] + "\"";
        assertThat(metrics().lines().filter(line -> line.startsWith("mogplex_mcp_requests_seconds_count{")))
                .anySatisfy(line -> assertThat(line).contains(labels));
    }

    private static double value(String series) {
        Matcher matcher = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics());
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : -1;
    }

    private static String metrics() {
        return get(server.admin(), "/metrics", "Host: localhost").body();
    }

    private static RawHttp.Answer get(URI server, String path, String... lines) {
        String[] all = new String[lines.length + 1];
        all[0] = "GET " + path + " HTTP/1.1";
        System.arraycopy(lines, 0, all, 1, lines.length);
        return RawHttp.send(server, "", all);
    }

    private static void post(String token, String body) {
        RawHttp.send(
                server.base(),
                body,
                "POST /mcp HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Authorization: Bearer " + token);
    }
}
