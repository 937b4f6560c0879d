package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.object;
import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Secrecy;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Traces of the real program, as a collector on this machine gets them. */
class TracesTest {
    private static final String TOKEN = "mog_traces000000000000000000000000000000";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final List<String> traceparentsUpstream = new CopyOnWriteArrayList<>();
    private final List<byte[]> delivered = new CopyOnWriteArrayList<>();
    private HttpServer api;
    private HttpServer collector;

    @BeforeEach
    void start() throws IOException {
        Secrecy.watch(TOKEN);
        api = server();
        api.createContext("/", exchange -> {
            traceparentsUpstream.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            byte[] body = "{\"ok\":true,\"data\":{\"repos\":[]}}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        collector = server();
        collector.createContext("/v1/traces", exchange -> {
            delivered.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        api.stop(0);
        collector.stop(0);
    }

    @Test
    void aCallAndItsRequestsUpstreamArriveInTheTraceThatTheCallNames() throws Exception {
        try (HttpProcess server = HttpProcess.launch(environment(url(collector)));
                HttpPeer peer = new HttpPeer(server, TOKEN)) {
            ObjectNode call = toolCall("list_repos", Map.of("query", "a-word-of-the-caller"));
            call.putObject("_meta").put("traceparent", TRACEPARENT).put("tracestate", "vendor=1");
            assertThat(Peer.join(peer.send("tools/call", call)).has("result")).isTrue();
            assertThat(peer.ask("ping", object()).has("result")).isTrue();

            server.process().destroy();
            assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.process().exitValue()).isZero();
        }

        assertThat(traceparentsUpstream)
                .singleElement()
                .satisfies(header -> assertThat(header)
                        .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                        .isNotEqualTo(TRACEPARENT));
        String spans = spans();
        assertThat(spans)
                .contains(
                        "tools/call list_repos",
                        "gen_ai.tool.name",
                        "mcp.method.name",
                        "GET /repos",
                        "http.response.status_code",
                        "service.name",
                        "mogplex")
                .contains(bytes(TRACE))
                .doesNotContain("a-word-of-the-caller");
        Secrecy.assertNonePrinted(spans);
    }

    @Test
    void theHeadersOfTheRequestNameTheTraceIfTheMessageDoesNot() {
        try (HttpProcess server = HttpProcess.launch(environment(url(collector)))) {
            post(server, TRACEPARENT);

            assertThat(traceparentsUpstream)
                    .singleElement()
                    .satisfies(header -> assertThat(header).startsWith("00-" + TRACE + "-"));
        }
    }

    @Test
    void nonsenseInPlaceOfATraceBeginsANewOne() {
        try (HttpProcess server = HttpProcess.launch(environment(url(collector)))) {
            post(server, "00-zz-" + "x".repeat(4_000));

            assertThat(traceparentsUpstream)
                    .singleElement()
                    .satisfies(header -> assertThat(header).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]"));
        }
    }

    @Test
    void aCollectorThatIsGoneCostsNoCallAndDoesNotHoldTheEnd() throws Exception {
        String gone = url(collector);
        collector.stop(0);
        Map<String, String> environment = environment(gone);
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "50");
        try (HttpProcess server = HttpProcess.launch(environment);
                HttpPeer peer = new HttpPeer(server, TOKEN)) {
            for (int i = 0; i < 20; i++) {
                assertThat(Peer.join(peer.send("tools/call", toolCall("list_repos", Map.of())))
                                .path("result")
                                .path("isError")
                                .asBoolean(true))
                        .isFalse();
            }
            Awaitility.await().until(() -> server.stderr().stream().anyMatch(line -> line.contains("[WARN]")));

            server.process().destroy();

            assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.process().exitValue()).isZero();
            assertThat(server.stderr()).noneMatch(line -> line.startsWith("\tat ") || line.contains("Caused by"));
        }
    }

    @Test
    void variablesThatCannotBeHeededAreSaidInOneLineWithoutTheirSecrets() throws Exception {
        Map<String, String> environment = environment(url(collector));
        environment.put("OTEL_TRACES_EXPORTER", "zipkin");
        environment.put("OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + TOKEN);
        Process process = HttpProcess.start(environment);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(said).startsWith("error: mcp: the OTEL_").hasLineCount(1);
        Secrecy.assertNonePrinted(said);
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Map<String, String> environment(String endpoint) {
        return new HashMap<>(
                Map.of("MOGPLEX_URL", url(api), "MOGPLEX_DEV", "1", "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));
    }

    /** Protocol buffers hold their strings as they are. */
    private String spans() {
        StringBuilder all = new StringBuilder();
        delivered.forEach(body -> all.append(new String(body, StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    private static void post(HttpProcess server, String traceparent) {
        RawHttp.Answer answer = RawHttp.send(
                server.base(),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"list_repos\"}}",
                "POST /mcp HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Authorization: Bearer " + TOKEN,
                "traceparent: " + traceparent);
        assertThat(answer.status()).isEqualTo(200);
    }
}
