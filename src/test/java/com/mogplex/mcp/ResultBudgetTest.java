package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** No result is larger than it may be, whatever the API fills a run with. */
class ResultBudgetTest {
    private final MockWebServer api = new MockWebServer();
    private String filler = "";

    @BeforeEach
    void start() throws Exception {
        api.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .addHeader("Content-Type", "application/json")
                        .body(answerTo(request.getUrl().encodedPath()))
                        .build();
            }
        });
        api.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({"x, 10000", "漢, 10000", "x, 5000", "漢, 5000", "\\, 5000"})
    void everyToolKeepsWithinIt(String character, int budget) {
        filler = character.repeat(2_000);
        Map<String, String> environment = Map.of(
                "MOGPLEX_URL", "http://127.0.0.1:" + api.getPort(),
                "MOGPLEX_DEV", "1",
                "MOGPLEX_API_KEY", "mog_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        try (StdioPeer peer = StdioPeer.launch(environment, "--max-result-bytes", Integer.toString(budget))) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
            Map<String, ?> run = Map.of("runId", "r1");

            assertFits(caller.call("get_run", run), budget);
            assertFits(caller.call("wait_for_run", run), budget);
            assertFits(caller.call("cancel_run", run), budget);
            assertFits(caller.call("list_run_events", Map.of("runId", "r1", "limit", 200)), budget);
            assertFits(
                    caller.call("start_run", Map.of("repoId", "8f3a2b1c-1234-4abc-9def-1234567890ab", "prompt", "p")),
                    budget);
        }
    }

    private static void assertFits(JsonNode content, int budget) {
        int bytes = Json.mapper().writeValueAsString(content).getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes).isLessThanOrEqualTo(budget);
        assertThat(content.path("run").path("runId").asString()).isEqualTo("r1");
    }

    private String answerTo(String path) {
        ObjectNode answer = Json.mapper().createObjectNode().put("ok", true);
        ObjectNode data = answer.putObject("data");
        if (path.endsWith("/events")) {
            data.set("run", run());
            var events = data.putArray("events");
            for (int i = 0; i < 200; i++) {
                events.addObject()
                        .put("id", "e" + i)
                        .put("type", "log")
                        .put("message", filler)
                        .put("createdAt", "2026-05-17T10:14:00.000Z")
                        .putObject("payload")
                        .put("more", filler);
            }
        } else if (path.endsWith("/cancel")) {
            data.put("status", "already_terminal").set("run", run());
        } else if (path.endsWith("/runs")) {
            answer.set("data", run());
        } else {
            data.set("run", run());
        }
        return answer.toString();
    }

    private ObjectNode run() {
        ObjectNode run = Json.mapper().createObjectNode();
        run.put("runId", "r1").put("status", "failed").put("repoId", filler).put("harness", filler);
        run.putObject("branch").put("base", filler).put("working", filler).put("createBranch", true);
        run.put("rootDirectory", filler).put("error", filler).put("sandboxId", filler);
        return run.put("createdAt", filler).put("updatedAt", filler);
    }
}
