package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.object;
import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Secrecy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A start over MCP whose answer nobody hears: repeated under its key it is the same run. */
@Timeout(600)
class LostStartTest {
    private static final String TOKEN = "mog_lostStartlostStartlostStart";
    private static final String REPO = "8f3a2b1c-1234-4abc-9def-1234567890ab";

    /** How the answer is lost. */
    private enum Loss {
        THE_CALL_IS_CANCELLED((peer, id) -> peer.cancel(id)),
        THE_SERVER_IS_KILLED(
                (peer, id) -> peer.process().destroyForcibly().onExit().join()),
        THE_HOST_IS_GONE((peer, id) -> {
            peer.closeInput();
            peer.exitCode();
        });

        private final BiConsumer<StdioPeer, String> inflict;

        Loss(BiConsumer<StdioPeer, String> inflict) {
            this.inflict = inflict;
        }
    }

    /** Starts a run for each new key and holds that answer back; who repeats a key is answered. */
    private static final class HoldingApi extends Dispatcher {
        private final Map<String, String> runsByKey = new ConcurrentHashMap<>();
        private final BlockingQueue<String> held = new LinkedBlockingQueue<>();

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String key = String.valueOf(request.getHeaders().get("Idempotency-Key"));
            String known = runsByKey.putIfAbsent(key, "run-" + (runsByKey.size() + 1));
            if (known == null) {
                held.add(key);
                return new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build();
            }
            return new MockResponse.Builder()
                    .code(202)
                    .body("{\"ok\":true,\"data\":{\"runId\":\"" + known
                            + "\",\"status\":\"pending\",\"replayed\":true}}")
                    .build();
        }
    }

    private final HoldingApi holding = new HoldingApi();
    private final MockWebServer api = new MockWebServer();
    private final List<StdioPeer> peers = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Secrecy.watch(TOKEN);
        api.setDispatcher(holding);
        api.start();
    }

    @AfterEach
    void close() {
        peers.forEach(StdioPeer::close);
        api.close();
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void underTheKeyThatTheCallerGaveItIsTheSameRun(Loss loss) throws Exception {
        StdioPeer peer = peer();
        peer.send("start-1", "tools/call", start(Map.of("idempotencyKey", "key of the host")));
        assertThat(holding.held.poll(60, TimeUnit.SECONDS)).isEqualTo("key of the host");

        loss.inflict.accept(peer, "start-1");

        assertSameRun(peer, "key of the host");
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void underTheKeyThatTheCallerWasToldBeforehandItIsTheSameRun(Loss loss) throws Exception {
        StdioPeer peer = peer();
        ObjectNode params = start(Map.of());
        params.putObject("_meta").put("progressToken", "p");
        peer.send("start-1", "tools/call", params);
        String sent = holding.held.poll(60, TimeUnit.SECONDS);
        String told = peer.next().path("params").path("message").asString();
        assertThat(told).isEqualTo("starting under idempotencyKey=" + sent);

        loss.inflict.accept(peer, "start-1");

        assertSameRun(peer, String.valueOf(sent));
    }

    @Test
    void aCallThatGaveAKeyIsNotToldIt() throws Exception {
        StdioPeer peer = peer();
        ObjectNode params = start(Map.of("idempotencyKey", "mine"));
        params.putObject("_meta").put("progressToken", "p");
        peer.send("start-1", "tools/call", params);
        assertThat(holding.held.poll(60, TimeUnit.SECONDS)).isEqualTo("mine");

        assertThat(peer.soFar()).isEmpty();
    }

    @Test
    void anErrorNamesTheKeyUnderWhichItIsTheSameRun() throws Exception {
        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        Dispatcher failing = new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                MockResponse answer = holding.dispatch(request);
                keys.add(String.valueOf(request.getHeaders().get("Idempotency-Key")));
                return keys.size() <= 5 ? new MockResponse.Builder().code(502).build() : answer;
            }
        };
        api.setDispatcher(failing);
        StdioPeer peer = peer();

        JsonNode lost = peer.ask("tools/call", start(Map.of())).path("result").path("structuredContent");

        String key = lost.path("error").path("idempotencyKey").asString();
        assertThat(keys).hasSize(5).containsOnly(key);
        assertThat(lost.path("nextStep").asString()).contains("idempotencyKey=\"" + key + "\"");
        holding.held.clear();
        assertSameRun(peer, key);
    }

    private void assertSameRun(StdioPeer peer, String key) {
        StdioPeer after = peer.process().isAlive() ? peer : peer();
        JsonNode again = after.ask("tools/call", start(Map.of("idempotencyKey", key)))
                .path("result")
                .path("structuredContent");

        assertThat(again.path("run").path("runId").asString())
                .as(again.toString())
                .isEqualTo("run-1");
        assertThat(again.path("run").path("replayed").asBoolean()).isTrue();
        assertThat(holding.runsByKey).containsExactly(Map.entry(key, "run-1"));
        assertThat(holding.held).isEmpty();
    }

    private StdioPeer peer() {
        StdioPeer peer = StdioPeer.launch(Map.of(
                "MOGPLEX_URL", "http://localhost:" + api.getPort(), "MOGPLEX_DEV", "1", "MOGPLEX_API_KEY", TOKEN));
        peers.add(peer);
        new Caller(peer, Caller.Era.HANDSHAKE).open();
        return peer;
    }

    private static ObjectNode start(Map<String, String> more) {
        ObjectNode arguments = object().put("repoId", REPO).put("prompt", "Fix the flaky tests");
        more.forEach(arguments::put);
        ObjectNode params = toolCall("start_run", Map.of());
        params.set("arguments", arguments);
        return params;
    }
}
