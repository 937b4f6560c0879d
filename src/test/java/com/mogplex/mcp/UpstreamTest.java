package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the API sees of callers over HTTP: whose token, and for how long. */
class UpstreamTest {
    private static final String SLOW = "mog_slow_0000000000000000000000";
    private static final String OTHER = "mog_other_000000000000000000000";

    private final Map<String, AtomicInteger> looks = new ConcurrentHashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger slowCalls = new AtomicInteger();
    private final MockWebServer api = new MockWebServer();
    private HttpProcess server;

    @BeforeEach
    void launch() throws IOException {
        api.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                return answer(request);
            }
        });
        api.start();
        server = HttpProcess.launch(
                Map.of("MOGPLEX_URL", "http://127.0.0.1:" + api.getPort(), "MOGPLEX_DEV", "1"),
                "--max-calls-per-caller",
                "128");
    }

    @AfterEach
    void end() {
        release.countDown();
        server.close();
        api.close();
    }

    private MockResponse answer(RecordedRequest request) throws InterruptedException {
        String token = String.valueOf(request.getHeaders().get("Authorization"));
        tokens.add(token);
        String path = request.getUrl().encodedPath();
        if (path.endsWith("/repos")) {
            if (token.contains(SLOW)) {
                slowCalls.incrementAndGet();
                release.await();
            }
            return json("{\"ok\":true,\"data\":{\"repos\":[]}}");
        }
        String[] parts = path.split("/", -1);
        String id = parts[parts.length - 1].equals("events") ? parts[parts.length - 2] : parts[parts.length - 1];
        looks.computeIfAbsent(id, fresh -> new AtomicInteger()).incrementAndGet();
        return json(
                "{\"ok\":true,\"data\":{\"run\":{\"runId\":\"" + id + "\",\"status\":\"streaming\"},\"events\":[]}}");
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    @Test
    void theApiIsAskedNoMoreWhenNobodyWaits() throws IOException {
        String session = open();
        String ended = open();
        try (Socket closed = wait("run-close");
                Socket cancelled = wait("run-cancel", session);
                Socket deleted = wait("run-delete", ended)) {
            SsePeer sse = new SsePeer(server, OTHER);
            sse.send("tools/call", waiting("run-sse"));
            Awaitility.await()
                    .until(() ->
                            looks.keySet().containsAll(Set.of("run-close", "run-cancel", "run-delete", "run-sse")));

            RawHttp.hangUp(closed);
            send(
                    "POST",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
                    session);
            send("DELETE", "", ended);
            sse.close();

            // Another's wait is the clock: what is not asked while it is asked several times, is asked no more.
            try (Socket clock = wait("run-clock")) {
                ticks(2);
                Map<String, Integer> before = looked();
                ticks(3);
                assertThat(looked()).isEqualTo(before);
                assertThat(clock.isClosed()).isFalse();
            }
            assertThat(cancelled.isClosed() || deleted.isClosed()).isFalse();
        }
    }

    @Test
    void aTokenGoesUpstreamForItsOwnRequestsOnly() {
        String list = call("list_repos", Map.of());

        RawHttp.send(server.base(), list, lines("POST", "mog_one_00000000000000000000000"));
        assertThat(tokens).containsExactly("Bearer mog_one_00000000000000000000000");
        tokens.clear();
        RawHttp.send(server.base(), list, lines("POST", OTHER));
        assertThat(tokens).containsExactly("Bearer " + OTHER);
    }

    @Test
    void aCallerWhoseCallsAllHangTakesNoThreadFromAnother() throws Exception {
        String list = call("list_repos", Map.of());
        // As many as one caller may have at once.
        Socket[] hanging = new Socket[128];
        for (int i = 0; i < hanging.length; i++) {
            hanging[i] = write(list, lines("POST", SLOW));
        }
        Awaitility.await().until(() -> slowCalls.get() > 0);

        RawHttp.Answer answer = RawHttp.send(server.base(), list, lines("POST", OTHER));

        assertThat(answer.json().path("result").path("isError").asBoolean()).isFalse();
        assertThat(release.getCount()).isOne();
        for (Socket each : hanging) {
            each.close();
        }
    }

    private Map<String, Integer> looked() {
        Map<String, Integer> now = new TreeMap<>();
        looks.forEach((run, count) -> now.put(run, count.get()));
        now.remove("run-clock");
        return now;
    }

    private void ticks(int times) {
        int until = looks.containsKey("run-clock") ? looks.get("run-clock").get() + times : times;
        Awaitility.await()
                .atMost(Peer.PATIENCE)
                .until(() ->
                        looks.containsKey("run-clock") && looks.get("run-clock").get() >= until);
    }

    private String open() {
        return "Mcp-Session-Id: "
                + RawHttp.send(
                                server.base(),
                                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}",
                                lines("POST", OTHER))
                        .header("Mcp-Session-Id");
    }

    private void send(String method, String body, String session) {
        assertThat(RawHttp.send(server.base(), body, lines(method, OTHER, session))
                        .status())
                .isIn(202, 204);
    }

    private Socket wait(String runId, String... headers) throws IOException {
        return write(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + waiting(runId) + "}",
                lines("POST", OTHER, headers));
    }

    private static ObjectNode waiting(String runId) {
        return toolCall("wait_for_run", Map.of("runId", runId, "waitSeconds", 45));
    }

    private static String call(String tool, Map<String, ?> arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + toolCall(tool, arguments) + "}";
    }

    private Socket write(String body, String... lines) throws IOException {
        Socket socket = RawHttp.connect(server.base());
        socket.getOutputStream()
                .write((String.join("\r\n", lines) + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String[] lines(String method, String token, String... headers) {
        List<String> lines = new ArrayList<>(List.of(
                method + " /mcp HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Authorization: Bearer " + token));
        lines.addAll(List.of(headers));
        return lines.toArray(String[]::new);
    }
}
