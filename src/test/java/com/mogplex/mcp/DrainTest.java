package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.object;
import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.EmbeddedApi;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the service ends: the real program gets the real signal. */
class DrainTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    @TempDir
    static Path folder;

    private static EmbeddedApi api;

    @BeforeAll
    static void launch() {
        api = EmbeddedApi.start(folder);
    }

    @AfterAll
    static void end() {
        api.close();
    }

    @Test
    void aWaitIsAnsweredWithWhatIsKnown() throws Exception {
        String token = api.newToken();
        try (HttpProcess server = HttpProcess.launch(upstream(), "--admin-port", "0");
                HttpPeer peer = new HttpPeer(server, token);
                SsePeer stream = new SsePeer(server, token)) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
            String runId = startRun(caller, "sleep 600");
            CompletableFuture<JsonNode> overHttp = peer.send("tools/call", waitFor(runId));
            CompletableFuture<JsonNode> overSse = stream.send("tools/call", waitFor(runId));
            Awaitility.await()
                    .until(() -> get(server.admin(), "/metrics")
                            .body()
                            .contains("mogplex_mcp_requests_in_flight{method=\"tools/call\"} 2.0"));

            server.process().destroy();

            for (CompletableFuture<JsonNode> answer : List.of(overHttp, overSse)) {
                JsonNode content = Peer.join(answer).path("result").path("structuredContent");
                assertThat(content.path("finished").asBoolean(true)).isFalse();
                assertThat(content.path("nextStep").asString()).contains("wait_for_run");
            }
            stream.ended().orTimeout(60, TimeUnit.SECONDS).join();
            assertEndsWell(server);
        }
    }

    @Test
    void aSubscriptionIsAnsweredBeforeItsStreamEnds() throws Exception {
        try (HttpProcess server = HttpProcess.launch(upstream());
                HttpPeer peer = new HttpPeer(server, api.newToken())) {
            ObjectNode params = object();
            params.putObject("_meta")
                    .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                    .putObject("io.modelcontextprotocol/clientCapabilities");
            params.putObject("notifications");
            CompletableFuture<JsonNode> end = peer.send("listening", "subscriptions/listen", params);
            assertThat(peer.next().path("method").asString()).isEqualTo("notifications/subscriptions/acknowledged");

            server.process().destroy();

            JsonNode result = Peer.join(end).path("result");
            assertThat(result.path("resultType").asString()).isEqualTo("complete");
            assertThat(result.path("_meta")
                            .path("io.modelcontextprotocol/subscriptionId")
                            .asString())
                    .isEqualTo("listening");
            assertEndsWell(server);
        }
    }

    @Test
    void whatRunsIsFinishedWhileNewCallsAreRefusedAndTheProbeSaysNo() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        HttpServer slow = slowApi(asked, mayAnswer);
        String token = "mog_drain0000000000000000000000000000000";
        try (HttpProcess server = HttpProcess.launch(
                        Map.of(
                                "MOGPLEX_URL",
                                "http://127.0.0.1:" + slow.getAddress().getPort(),
                                "MOGPLEX_DEV",
                                "1"),
                        "--admin-port",
                        "0");
                HttpPeer peer = new HttpPeer(server, token);
                SsePeer stream = new SsePeer(server, token)) {
            CompletableFuture<JsonNode> overHttp = peer.send("tools/call", toolCall("list_repos", Map.of()));
            CompletableFuture<JsonNode> overSse = stream.send("tools/call", toolCall("list_repos", Map.of()));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

            server.process().destroy();

            Awaitility.await().until(() -> get(server.admin(), "/readyz").status() == 503);
            assertThat(get(server.base(), "/readyz").status()).isEqualTo(503);
            assertThat(get(server.base(), "/healthz").status()).isEqualTo(200);
            RawHttp.Answer refused = post(server, token, PING);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.errorCode()).isEqualTo(-32600);
            assertThat(stream.post(token, PING).statusCode()).isEqualTo(503);
            assertThat(RawHttp.send(server.base(), "", "GET /sse HTTP/1.1", "Host: localhost", bearer(token))
                            .status())
                    .isEqualTo(503);
            assertThat(overHttp).isNotDone();
            mayAnswer.countDown();

            assertThat(Peer.join(overHttp).path("result").path("isError").asBoolean(true))
                    .isFalse();
            assertThat(Peer.join(overSse).path("result").path("isError").asBoolean(true))
                    .isFalse();
            stream.ended().orTimeout(60, TimeUnit.SECONDS).join();
            assertEndsWell(server);
        } finally {
            slow.stop(0);
        }
    }

    @Test
    void whoNeverReadsAndWhatNeverEndsDoNotOutliveTheGraceTime() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        HttpServer stuck = slowApi(asked, new CountDownLatch(1));
        String token = "mog_stuck0000000000000000000000000000000";
        try (HttpProcess server = HttpProcess.launch(
                        Map.of(
                                "MOGPLEX_URL",
                                "http://127.0.0.1:" + stuck.getAddress().getPort(),
                                "MOGPLEX_DEV",
                                "1"),
                        "--grace-seconds",
                        "2");
                HttpPeer peer = new HttpPeer(server, token);
                Socket neverReads = RawHttp.connect(server.base());
                Socket neverSends = RawHttp.connect(server.base())) {
            neverReads
                    .getOutputStream()
                    .write(("GET /sse HTTP/1.1\r\nHost: localhost\r\n" + bearer(token) + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            neverSends.getOutputStream().write("POST /mcp HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.UTF_8));
            peer.send("tools/call", toolCall("list_repos", Map.of()));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

            server.process().destroy();

            assertEndsWell(server);
        } finally {
            stuck.stop(0);
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        HttpServer stuck = slowApi(asked, new CountDownLatch(1));
        String token = "mog_second000000000000000000000000000000";
        try (HttpProcess server = HttpProcess.launch(
                        Map.of(
                                "MOGPLEX_URL",
                                "http://127.0.0.1:" + stuck.getAddress().getPort(),
                                "MOGPLEX_DEV",
                                "1"),
                        "--grace-seconds",
                        "3600");
                HttpPeer peer = new HttpPeer(server, token)) {
            peer.send("tools/call", toolCall("list_repos", Map.of()));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            server.process().destroy();
            Awaitility.await().until(() -> get(server.base(), "/readyz").status() == 503);

            server.process().destroy();

            assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.process().exitValue()).isEqualTo(143);
        } finally {
            stuck.stop(0);
        }
    }

    private static void assertEndsWell(HttpProcess server) throws InterruptedException {
        assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.process().exitValue()).isZero();
    }

    /** An API that answers when it may. */
    private static HttpServer slowApi(CountDownLatch asked, CountDownLatch mayAnswer) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(work -> {
            Thread thread = new Thread(work, "slow-api");
            thread.setDaemon(true);
            thread.start();
        });
        server.createContext("/", exchange -> {
            asked.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] body = "{\"ok\":true,\"data\":{\"repos\":[]}}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Map<String, String> upstream() {
        return Map.of("MOGPLEX_URL", api.environment().get("MOGPLEX_URL"), "MOGPLEX_DEV", "1");
    }

    private static String startRun(Caller caller, String script) {
        return caller.call("start_run", Map.of("repoId", api.repoId(), "prompt", script, "createBranch", true))
                .path("run")
                .path("runId")
                .asString();
    }

    private static ObjectNode waitFor(String runId) {
        return toolCall("wait_for_run", Map.of("runId", runId, "waitSeconds", 45));
    }

    private static RawHttp.Answer get(URI server, String path) {
        return RawHttp.send(server, "", "GET " + path + " HTTP/1.1", "Host: localhost");
    }

    private static RawHttp.Answer post(HttpProcess server, String token, String body) {
        return RawHttp.send(
                server.base(),
                body,
                "POST /mcp HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                bearer(token));
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }
}
