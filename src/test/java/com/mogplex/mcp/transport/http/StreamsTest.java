package com.mogplex.mcp.transport.http;

import static com.mogplex.mcp.transport.http.Served.PING;
import static com.mogplex.mcp.transport.http.Served.TOKEN;
import static com.mogplex.mcp.transport.http.Served.WAIT;
import static com.mogplex.mcp.transport.http.Served.lines;
import static com.mogplex.mcp.transport.http.Served.talkative;
import static com.mogplex.mcp.transport.http.Served.times;
import static com.mogplex.mcp.transport.http.Served.wire;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.mcp.RawHttp;
import com.mogplex.mcp.protocol.CallContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told while a call is waited for, and how the waiting ends. */
class StreamsTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String OTHER = "mog_test_11111111111111111111";
    private static final String CANCEL =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}";
    private static final String BOTH = "Accept: application/json, text/event-stream";

    @Test
    void aLongWaitBecomesAStreamWithCommentsThatKeepItAlive() throws IOException {
        try (Served served = Served.with(times(NEVER, NEVER, NEVER, SOON));
                Socket socket = RawHttp.connect(served.base())) {
            write(socket, wire(WAIT, lines("POST", "/mcp", TOKEN, BOTH)));

            String said = readUntil(socket, ":\n\n", 2);

            assertThat(said)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains(
                            "Content-Type: text/event-stream\r\n",
                            "X-Accel-Buffering: no\r\n",
                            "Cache-Control: no-store\r\n");
        }
    }

    @Test
    void anSseStreamIsKeptAliveToo() throws IOException {
        try (Served served = Served.with(times(NEVER, NEVER, NEVER, SOON));
                Socket socket = RawHttp.connect(served.base())) {
            write(socket, wire("", lines("GET", "/sse", TOKEN)));

            assertThat(readUntil(socket, ":\n\n", 2))
                    .contains("X-Accel-Buffering: no\r\n", "Cache-Control: no-store\r\n", "event: endpoint\n");
        }
    }

    @Test
    void whoTakesNoStreamWaitsWithoutOne() throws IOException {
        Queue<CallContext> calls = new ConcurrentLinkedQueue<>();
        try (Served served = Served.with(times(NEVER, NEVER, NEVER, SOON), calls::add);
                Socket socket = RawHttp.connect(served.base());
                Socket clock = RawHttp.connect(served.base())) {
            write(socket, wire(talkative(WAIT), lines("POST", "/mcp", TOKEN, "Accept: application/json")));
            write(clock, wire(WAIT, lines("POST", "/mcp", TOKEN, BOTH)));
            Awaitility.await().until(() -> calls.size() == 2);
            calls.forEach(call -> call.progress().report("going on"));

            readUntil(clock, ":\n\n", 2);

            assertThat(socket.getInputStream().available()).isZero();
        }
    }

    /** Progress is reported from a thread that all followers share. */
    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/sse"})
    void whoDoesNotReadHoldsUpNobodyElse(String path) throws Exception {
        String much = "x".repeat(100_000);
        Queue<CallContext> calls = new ConcurrentLinkedQueue<>();
        ExecutorService shared = Executors.newSingleThreadExecutor();
        try (Served served = Served.with(times(NEVER, NEVER, NEVER, NEVER), calls::add);
                Socket deaf = new Socket();
                Socket attentive = RawHttp.connect(served.base())) {
            deaf.setReceiveBufferSize(1_024);
            deaf.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), served.base().getPort()));
            if (path.equals("/sse")) {
                RawHttp.send(served.base(), talkative(WAIT), lines("POST", sse(deaf, TOKEN), TOKEN));
            } else {
                write(deaf, wire(talkative(WAIT), lines("POST", "/mcp", TOKEN, BOTH)));
            }
            Awaitility.await().until(() -> calls.size() == 1);
            write(attentive, wire(talkative(WAIT), lines("POST", "/mcp", OTHER, BOTH)));
            Awaitility.await().until(() -> calls.size() == 2);
            CallContext ofDeaf = calls.remove();
            CallContext ofAttentive = calls.remove();

            shared.submit(() -> {
                        // Far more than is kept for one that is slow.
                        for (int i = 0; i < 300; i++) {
                            ofDeaf.progress().report(much);
                        }
                        ofAttentive.progress().report("the other is heard");
                    })
                    .get(60, TimeUnit.SECONDS);

            assertThat(readUntil(attentive, "is heard", 1)).contains("notifications/progress");
            Awaitility.await().until(() -> served.waiting() == 1);
        } finally {
            shared.shutdownNow();
        }
    }

    @Test
    void aPostOnAnSseStreamIsAcceptedAtOnceHoweverLongItTakes() throws IOException {
        try (Served served = Served.with();
                Socket socket = RawHttp.connect(served.base())) {
            String messages = sse(socket, TOKEN);

            for (String body : new String[] {WAIT, PING.replace("1,", "2,")}) {
                RawHttp.Answer answer = RawHttp.send(served.base(), body, lines("POST", messages, TOKEN));
                assertThat(answer.status()).isEqualTo(202);
                assertThat(answer.body()).isEmpty();
                assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            }

            assertThat(readUntil(socket, "\"result\"", 1)).contains("\"id\":2");
            assertThat(served.waiting()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "cancel", "delete"})
    void aWaitInASessionEndsWhenItsCallerSaysSoAndOnlyThen(String how) throws IOException {
        try (Served served = Served.with();
                Socket mine = RawHttp.connect(served.base());
                Socket others = RawHttp.connect(served.base())) {
            String session = session(served, TOKEN);
            String otherSession = session(served, OTHER);
            // The same id, which is for each caller to choose.
            write(mine, wire(WAIT, lines("POST", "/mcp", TOKEN, BOTH, session)));
            write(others, wire(WAIT, lines("POST", "/mcp", OTHER, BOTH, otherSession)));
            Awaitility.await().until(() -> served.waiting() == 2);

            // Another's session can neither be used nor ended, and an id says nothing without its session.
            assertThat(cancel(served, OTHER, session)).isEqualTo(404);
            assertThat(delete(served, OTHER, session)).isEqualTo(404);
            assertThat(served.ping(OTHER, session).status()).isEqualTo(404);
            assertThat(cancel(served, TOKEN)).isEqualTo(202);
            assertThat(served.waiting()).isEqualTo(2);

            switch (how) {
                case "close" -> RawHttp.hangUp(mine);
                case "cancel" -> assertThat(cancel(served, TOKEN, session)).isEqualTo(202);
                default -> assertThat(delete(served, TOKEN, session)).isEqualTo(204);
            }

            Awaitility.await().until(() -> served.waiting() == 1);
            assertThat(served.post(OTHER, PING.replace("1,", "2,"), otherSession)
                            .status())
                    .isEqualTo(200);
            assertThat(cancel(served, OTHER, otherSession)).isEqualTo(202);
            Awaitility.await().until(() -> served.waiting() == 0);
        }
    }

    @Test
    void aStatelessCallEndsWithItsConnectionAndNothingElseEndsIt() throws IOException {
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}},";
        String call = WAIT.replace("\"params\":{", "\"params\":{" + meta);
        try (Served served = Served.with();
                Socket mine = RawHttp.connect(served.base())) {
            write(
                    mine,
                    wire(
                            call,
                            lines(
                                    "POST",
                                    "/mcp",
                                    TOKEN,
                                    BOTH,
                                    "MCP-Protocol-Version: 2026-07-28",
                                    "Mcp-Method: tools/call",
                                    "Mcp-Name: wait")));
            Awaitility.await().until(() -> served.waiting() == 1);
            assertThat(cancel(served, OTHER)).isEqualTo(202);
            assertThat(served.waiting()).isEqualTo(1);

            RawHttp.hangUp(mine);

            Awaitility.await().until(() -> served.waiting() == 0);
        }
    }

    @Test
    void anSseStreamAndItsCallsAreTheirOpenersAlone() throws IOException {
        try (Served served = Served.with();
                Socket mine = RawHttp.connect(served.base());
                Socket others = RawHttp.connect(served.base())) {
            String messages = sse(mine, TOKEN);
            String otherMessages = sse(others, OTHER);
            assertThat(RawHttp.send(served.base(), WAIT, lines("POST", messages, TOKEN))
                            .status())
                    .isEqualTo(202);
            assertThat(RawHttp.send(served.base(), WAIT, lines("POST", otherMessages, OTHER))
                            .status())
                    .isEqualTo(202);
            Awaitility.await().until(() -> served.waiting() == 2);

            // On another's stream nothing can be said; on one's own the id is one's own call's.
            Served.assertRefused(RawHttp.send(served.base(), CANCEL, lines("POST", messages, OTHER)), 404);
            Served.assertRefused(RawHttp.send(served.base(), PING, lines("POST", messages, OTHER)), 404);
            assertThat(served.waiting()).isEqualTo(2);
            RawHttp.send(served.base(), CANCEL, lines("POST", otherMessages, OTHER));
            Awaitility.await().until(() -> served.waiting() == 1);
            RawHttp.send(served.base(), PING.replace("1,", "3,"), lines("POST", messages, TOKEN));
            assertThat(readUntil(mine, "\"result\"", 1)).contains("\"id\":3").doesNotContain("\"id\":1");

            RawHttp.hangUp(mine);

            Awaitility.await().until(() -> served.waiting() == 0);
        }
    }

    private static int cancel(Served served, String token, String... headers) {
        return served.post(token, CANCEL, headers).status();
    }

    private static int delete(Served served, String token, String session) {
        return RawHttp.send(served.base(), "", lines("DELETE", "/mcp", token, session))
                .status();
    }

    private static String session(Served served, String token) {
        String id = served.post(
                        token,
                        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}")
                .header("Mcp-Session-Id");
        assertThat(id).isNotEmpty();
        return "Mcp-Session-Id: " + id;
    }

    private static String sse(Socket socket, String token) throws IOException {
        write(socket, wire("", lines("GET", "/sse", token)));
        return readUntil(socket, "\n\n", 1).replaceAll("(?s).*data: (\\S+).*", "$1");
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Reads until it has come so many times. */
    private static String readUntil(Socket socket, String what, int times) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder said = new StringBuilder();
        int found = 0;
        while (found < times) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the stream ended after: " + said);
            }
            said.append((char) next);
            if (said.length() >= what.length()
                    && said.substring(said.length() - what.length()).equals(what)) {
                found++;
            }
        }
        return said.toString();
    }
}
