package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Secrecy;
import com.mogplex.TestJvm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import okio.GzipSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** One server with little memory meets one lie after the other, and lives on. */
@Timeout(600)
class HostileApiTest {
    private static final String TOKEN = "mog_hostileApihostileApihostileApi";
    private static final String RUN = "{\"runId\":\"run-1\",\"status\":\"streaming\"}";
    /** Less than half of what the answers below unpack to. */
    private static final String MEMORY = "-Xmx64m";

    @Test
    void everyLieIsATypedErrorInLittleMemoryAndTheNextCallIsAnswered() throws Exception {
        Secrecy.watch(TOKEN);
        try (MockWebServer api = new MockWebServer()) {
            api.start();
            List<String> command = new ArrayList<>(TestJvm.command("mcp"));
            command.add(1, MEMORY);
            try (StdioPeer peer = StdioPeer.launch(
                    command,
                    Map.of(
                            "MOGPLEX_URL",
                            "http://localhost:" + api.getPort(),
                            "MOGPLEX_DEV",
                            "1",
                            "MOGPLEX_API_KEY",
                            TOKEN))) {
                Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
                for (Map.Entry<String, MockResponse> lie : lies().entrySet()) {
                    api.enqueue(lie.getValue());
                    JsonNode error = caller.callError("list_run_events", Map.of("runId", "run-1"));
                    assertThat(error.path("code").asString()).as(lie.getKey()).isEqualTo("INVALID_RESPONSE");
                    assertThat(error.path("message").asString())
                            .as(lie.getKey())
                            .startsWith("The answer ")
                            .doesNotContain("java", "Exception");

                    api.enqueue(answer("{\"run\":" + RUN + ",\"events\":[]}"));
                    JsonNode truth = caller.call("list_run_events", Map.of("runId", "run-1"));
                    assertThat(truth.path("run").path("runId").asString()).isEqualTo("run-1");
                }
            }
        }
    }

    private static Map<String, MockResponse> lies() throws Exception {
        Map<String, MockResponse> lies = new LinkedHashMap<>();
        lies.put("html", body("<html>Log in to the Wi-Fi</html>"));
        lies.put("nothing", body(""));
        lies.put("no data", body("{\"ok\":true}"));
        lies.put("nulls", answer("{\"run\":null,\"events\":null}"));
        lies.put("another run", answer("{\"run\":" + RUN.replace("run-1", "run-2") + ",\"events\":[]}"));
        lies.put("brackets", body("[".repeat(100_000)));
        lies.put("40 MB", body(" ".repeat(40 << 20)));
        lies.put(
                "40 MB without a length",
                new MockResponse.Builder()
                        .chunkedBody(" ".repeat(40 << 20), 64 << 10)
                        .build());
        lies.put("a bomb", bomb());
        lies.put(
                "millions of tiny things",
                answer("{\"run\":" + RUN + ",\"events\":[{\"id\":\"e\",\"type\":\"log\",\"payload\":["
                        + "{},".repeat(2_000_000) + "{}]}]}"));
        lies.put(
                "15 MB of text for an id",
                answer("{\"run\":" + RUN + ",\"events\":["
                        + IntStream.range(0, 15)
                                .mapToObj(i -> "{\"id\":{\"x\":\"" + "x".repeat(1_000_000) + "\"}}")
                                .collect(Collectors.joining(","))
                        + "]}"));
        lies.put(
                "a redirect",
                new MockResponse.Builder()
                        .code(307)
                        .addHeader("Location", "http://localhost:1/")
                        .build());
        return lies;
    }

    /** A gigabyte of spaces in a megabyte. */
    private static MockResponse bomb() throws Exception {
        Buffer bomb = new Buffer();
        try (GzipSink gzip = new GzipSink(bomb)) {
            Buffer megabyte = new Buffer().writeUtf8(" ".repeat(1 << 20));
            for (int i = 0; i < 1024; i++) {
                gzip.write(megabyte.clone(), megabyte.size());
            }
        }
        return new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(bomb)
                .build();
    }

    private static MockResponse answer(String data) {
        return body("{\"ok\":true,\"data\":" + data + "}");
    }

    private static MockResponse body(String text) {
        return new MockResponse.Builder().body(text).build();
    }
}
