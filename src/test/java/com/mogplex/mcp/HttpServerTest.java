package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.object;
import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.EmbeddedApi;
import com.mogplex.api.Json;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** How the HTTP face answers, whom it lets in, and how it ends: the real program, against the embedded API. */
class HttpServerTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    @TempDir
    static Path folder;

    private static EmbeddedApi api;
    private static HttpProcess server;
    private static HttpProcess narrow;

    @BeforeAll
    static void launch() {
        api = EmbeddedApi.start(folder);
        server = HttpProcess.launch(
                upstream(), "--allow-host", "mcp.example.com", "--allow-origin", "https://app.example.com");
        narrow = HttpProcess.launch(upstream(), "--max-calls-per-caller", "1", "--max-streams-per-caller", "1");
    }

    @AfterAll
    static void end() {
        server.close();
        narrow.close();
        api.close();
    }

    private static Map<String, String> upstream() {
        return Map.of("MOGPLEX_URL", api.environment().get("MOGPLEX_URL"), "MOGPLEX_DEV", "1");
    }

    @Test
    void aNotificationIsAcceptedWithoutABody() {
        RawHttp.Answer answer = post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void anAnswerIsKeptByNobody() {
        RawHttp.Answer answer = post(PING);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    void whoTakesOnlyAStreamGetsOne() {
        RawHttp.Answer answer = post(PING, "Accept: text/event-stream");

        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(answer.body()).contains("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | -32700 | {bad",
                "400 | -32600 | []",
                "400 | -32600 | {}",
                "400 | -32600 | ''",
                "400 | -32600 | {\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "200 | -32601 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nothing\"}"
            })
    void aMessageThatIsNoneIsAnsweredWithAnError(int status, int code, String body) {
        RawHttp.Answer answer = post(body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorCode()).isEqualTo(code);
    }

    @Test
    void whatIsNotTakenIsRefusedWithItsReason() {
        assertRefused(post(PING, "Accept: text/html"), 406);
        assertRefused(request("POST", "/mcp", PING, "Content-Type: text/plain"), 415);
        assertRefused(request("POST", "/mcp", PING, "Content-Type: application/json; charset=latin1"), 415);
        assertRefused(post(PING, "Content-Encoding: gzip"), 415);
        assertRefused(request("GET", "/nowhere", ""), 404);
        RawHttp.Answer get = request("GET", "/mcp", "");
        assertRefused(get, 405);
        assertThat(get.header("Allow")).isEqualTo("POST, DELETE, OPTIONS");
        assertRefused(request("POST", "/healthz", ""), 405);
    }

    @Test
    void aBodyOfMoreThanFourMebibytesIsRefused() {
        assertRefused(
                RawHttp.sendAsIs(
                        server.base(),
                        head("POST", "/mcp", token()) + "Content-Type: application/json\r\n"
                                + "Connection: close\r\nContent-Length: 4194305\r\n\r\n"),
                413);
    }

    @Test
    void aRevisionThatIsNotKnownIsRefused() {
        assertThat(post(PING, "MCP-Protocol-Version: 1999-01-01").status()).isEqualTo(400);
        assertThat(post(PING, "MCP-Protocol-Version: 2025-06-18").status()).isEqualTo(200);
    }

    @Test
    void theHeadersOfTheStatelessEraMustSayWhatTheBodySays() {
        String list = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{" + META + "}}";
        String call = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"prompts/get\",\"params\":{\"name\":\"report_run\","
                + META + "}}";
        String version = "MCP-Protocol-Version: 2026-07-28";

        assertThat(post(list, version, "Mcp-Method: tools/list").status()).isEqualTo(200);
        assertMismatch(post(list, "Mcp-Method: tools/list"));
        assertMismatch(post(list, version));
        assertMismatch(post(list, version, "Mcp-Method: tools/call"));
        assertMismatch(post(list, "MCP-Protocol-Version: 2025-11-25", "Mcp-Method: tools/list"));
        assertMismatch(post(call, version, "Mcp-Method: prompts/get"));
        assertMismatch(post(call, version, "Mcp-Method: prompts/get", "Mcp-Name: other"));
        assertMismatch(post(call, version, "Mcp-Method: prompts/get", "Mcp-Name: =?base64?!?="));
        assertThat(post(call, version, "Mcp-Method: prompts/get", "Mcp-Name: =?base64?cmVwb3J0X3J1bg==?=")
                        .errorCode())
                .isEqualTo(-32602);
        assertThat(post(PING, version, "Mcp-Method: ping").errorCode()).isEqualTo(-32602);
        assertThat(post(list.replace("tools/list", "ping"), version, "Mcp-Method: ping")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aSessionIsItsOpenersAlone() {
        String opener = api.newToken();
        String session = open(opener);
        String ping = "Mcp-Session-Id: " + session;

        assertThat(postAs(opener, PING, ping).status()).isEqualTo(200);
        assertRefused(postAs(api.newToken(), PING, ping), 404);
        assertRefused(postAs(opener, PING, ping + "x"), 404);
        assertRefused(postAs(opener, PING, "Mcp-Session-Id: made-up"), 404);
        assertRefused(requestAs(api.newToken(), "DELETE", "/mcp", "", ping), 404);
        assertThat(requestAs(opener, "DELETE", "/mcp", "", ping).status()).isEqualTo(204);
        assertRefused(postAs(opener, PING, ping), 404);
    }

    @Test
    void anotherReplicaKnowsASession() {
        String opener = api.newToken();

        assertThat(RawHttp.send(
                                narrow.base(),
                                PING,
                                lines("POST", "/mcp", opener, json("Mcp-Session-Id: " + open(opener))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoBringsNoTokenIsToldWhereToGetOne() {
        RawHttp.Answer answer = RawHttp.send(
                server.base(), PING, "POST /mcp HTTP/1.1", "Host: localhost", "Content-Type: application/json");

        assertRefused(answer, 401);
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("Bearer ")
                .contains("resource_metadata=\"http://localhost/.well-known/oauth-protected-resource/mcp\"");
        assertThat(request("GET", "/sse", "", "Authorization: Basic x").status())
                .isEqualTo(400);
        assertThat(RawHttp.send(server.base(), "", "GET /sse HTTP/1.1", "Host: localhost")
                        .header("WWW-Authenticate"))
                .contains("resource_metadata=\"http://localhost/.well-known/oauth-protected-resource/sse\"");
        // Source: RFC 9728, 3.3: each document names the resource whose path its own ends with.
        for (String resource : List.of("", "/mcp", "/sse")) {
            JsonNode metadata = request("GET", "/.well-known/oauth-protected-resource" + resource, "")
                    .json();
            assertThat(metadata.path("resource").asString()).isEqualTo("http://localhost" + resource);
            assertThat(metadata.path("bearer_methods_supported").path(0).asString())
                    .isEqualTo("header");
        }
        assertRefused(postAs("not-one-of-mogplex", PING), 401);
    }

    @Test
    void onlyAllowedHostsAndOriginsAreServed() {
        assertThat(RawHttp.send(server.base(), "", "GET /readyz HTTP/1.1", "Host: MCP.example.com:80")
                        .status())
                .isEqualTo(200);
        assertThat(post(PING, "Origin: https://app.example.com").status()).isEqualTo(200);
        assertRefused(RawHttp.send(server.base(), "", "GET /readyz HTTP/1.1", "Host: evil.example"), 403);
        assertRefused(post(PING, "Origin: https://evil.example"), 403);
    }

    @Test
    void aClosedConnectionStopsTheWaitingAndTheRunGoesOn() throws Exception {
        String token = api.newToken();
        String runId = start(token, "sleep 600");
        String wait = message(
                "tools/call",
                toolCall("wait_for_run", Map.of("runId", runId, "waitSeconds", 45))
                        .toString());

        try (Socket socket = RawHttp.connect(narrow.base())) {
            socket.getOutputStream()
                    .write((String.join("\r\n", lines("POST", "/mcp", token, json())) + "\r\nContent-Length: "
                                    + wait.length() + "\r\n\r\n" + wait)
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            Awaitility.await().until(() -> narrowPing(token).status() == 429);
            assertThat(narrowPing(token).header("Retry-After")).isEqualTo("1");
            assertThat(narrowPing(api.newToken()).status()).as("another caller").isEqualTo(200);
        }

        Awaitility.await().until(() -> narrowPing(token).status() == 200);
        HttpPeer peer = new HttpPeer(server, token);
        assertThat(new Caller(peer, Caller.Era.HANDSHAKE)
                        .call("get_run", Map.of("runId", runId))
                        .path("run")
                        .path("status")
                        .asString())
                .isIn("pending", "streaming");
        peer.close();
    }

    @Test
    void anotherCallersCancellationReachesNothingThoughTheIdsAreEqual() {
        String token = api.newToken();
        String runId = start(token, "sleep 2");
        try (HttpPeer peer = new HttpPeer(server, token);
                HttpPeer other = new HttpPeer(server, api.newToken())) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
            new Caller(other, Caller.Era.HANDSHAKE).open();
            CompletableFuture<JsonNode> answer = caller.send(
                    "same", "tools/call", toolCall("wait_for_run", Map.of("runId", runId, "waitSeconds", 45)));

            other.cancel("same");

            assertThat(Peer.join(answer)
                            .path("result")
                            .path("structuredContent")
                            .path("finished")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void anSseStreamIsItsOpenersAloneAndAPostIsAcceptedAtOnce() {
        String token = api.newToken();
        String runId = start(token, "sleep 600");
        try (SsePeer peer = new SsePeer(server, token)) {
            assertThat(peer.post(api.newToken(), PING).statusCode()).isEqualTo(404);
            CompletableFuture<JsonNode> waiting =
                    peer.send("tools/call", toolCall("wait_for_run", Map.of("runId", runId, "waitSeconds", 45)));
            assertThat(waiting).isNotDone();
            assertThat(peer.ask("ping", object()).has("result")).isTrue();
            assertThat(peer.post(token, "{bad").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aStreamTooManyIsRefusedUntilOneEnds() {
        String token = api.newToken();
        try (SsePeer first = new SsePeer(narrow, token)) {
            assertThat(first.ended()).isNotDone();
            assertThat(RawHttp.send(narrow.base(), "", lines("GET", "/sse", token))
                            .status())
                    .isEqualTo(429);
        }
        Awaitility.await().ignoreExceptions().until(() -> {
            new SsePeer(narrow, token).close();
            return true;
        });
    }

    @Test
    void aSharedTokenIsNotOfferedToTheNetwork() throws Exception {
        Process process = HttpProcess.start(upstream(), "--shared-token", "--host", "0.0.0.0");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("error: mcp: --shared-token on 0.0.0.0 would let anybody")
                .doesNotContain("Exception");
    }

    @Test
    void aSharedTokenServesThoseWhoKnowAClientToken() throws Exception {
        Path file = Files.writeString(folder.resolve("clients"), "# two\nword-one\nword-two\n");
        try (HttpProcess shared =
                HttpProcess.launch(api.environment(), "--shared-token", "--client-token-file", file.toString())) {
            String list = message("tools/call", toolCall("list_repos", Map.of()).toString());

            RawHttp.Answer known = RawHttp.send(shared.base(), list, lines("POST", "/mcp", "word-two", json()));
            assertThat(known.json().path("result").path("isError").asBoolean()).isFalse();
            assertThat(known.body()).contains(api.repoName());
            assertRefused(RawHttp.send(shared.base(), list, lines("POST", "/mcp", "word-three", json())), 401);
            assertRefused(RawHttp.send(shared.base(), list, lines("POST", "/mcp", token(), json())), 401);
        }
    }

    private static void assertRefused(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("jsonrpc").asString()).isEqualTo("2.0");
        assertThat(answer.json().path("error").path("message").asString()).isNotBlank();
        assertThat(answer.body()).doesNotContain("java.", "jetty", "Exception", "\tat ");
    }

    private static void assertMismatch(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32020);
        assertThat(answer.json().path("id").asInt()).isEqualTo(7);
    }

    private static String token() {
        return api.environment().get("MOGPLEX_API_KEY");
    }

    private static RawHttp.Answer post(String body, String... headers) {
        return postAs(token(), body, headers);
    }

    private static RawHttp.Answer postAs(String token, String body, String... headers) {
        return requestAs(token, "POST", "/mcp", body, json(headers));
    }

    private static RawHttp.Answer narrowPing(String token) {
        return RawHttp.send(narrow.base(), PING, lines("POST", "/mcp", token, json()));
    }

    private static RawHttp.Answer request(String method, String path, String body, String... headers) {
        return requestAs(token(), method, path, body, headers);
    }

    private static RawHttp.Answer requestAs(String token, String method, String path, String body, String... headers) {
        return RawHttp.send(server.base(), body, lines(method, path, token, headers));
    }

    private static String[] json(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/json");
        return all.toArray(String[]::new);
    }

    private static String[] lines(String method, String path, String token, String... headers) {
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: localhost"));
        lines.add("Authorization: Bearer " + token);
        lines.addAll(List.of(headers));
        return lines.toArray(String[]::new);
    }

    private static String head(String method, String path, String token) {
        return String.join("\r\n", lines(method, path, token)) + "\r\n";
    }

    private static String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static String open(String token) {
        RawHttp.Answer answer = postAs(token, message("initialize", "{\"protocolVersion\":\"2025-11-25\"}"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.header("Mcp-Session-Id");
    }

    private static String start(String token, String script) {
        RawHttp.Answer answer = postAs(
                token,
                message(
                        "tools/call",
                        Json.mapper()
                                .writeValueAsString(toolCall(
                                        "start_run",
                                        Map.of("repoId", api.repoId(), "prompt", script, "createBranch", true)))));
        return answer.json()
                .path("result")
                .path("structuredContent")
                .path("run")
                .path("runId")
                .asString();
    }
}
