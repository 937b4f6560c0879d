package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.EmbeddedApi;
import com.mogplex.api.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two servers that know nothing of each other, and a client that a balancer sends to the one and the other in turn. */
class ReplicasTest {
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
    void aSessionIsCarriedOnByWhicheverReplicaIsAsked() {
        Map<String, String> environment =
                Map.of("MOGPLEX_URL", api.environment().get("MOGPLEX_URL"), "MOGPLEX_DEV", "1");
        try (HttpProcess one = HttpProcess.launch(environment);
                HttpProcess other = HttpProcess.launch(environment)) {
            assertCarriedOn(new Alternating(one, other, api.newToken()));
        }
    }

    @Test
    void callersWhoShareATokenNeedOnlyTheSameWordsOnEachReplica() throws Exception {
        String words = Files.writeString(folder.resolve("clients"), "word-of-a-client\n")
                .toString();
        try (HttpProcess one = HttpProcess.launch(api.environment(), "--shared-token", "--client-token-file", words);
                HttpProcess other =
                        HttpProcess.launch(api.environment(), "--shared-token", "--client-token-file", words)) {
            assertCarriedOn(new Alternating(one, other, "word-of-a-client"));
        }
    }

    private static void assertCarriedOn(Alternating client) {
        RawHttp.Answer opened = client.post("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");
        client.session = opened.header("Mcp-Session-Id");
        assertThat(client.session).isNotEmpty();
        assertThat(client.post("tools/list", "{}")
                        .json()
                        .path("result")
                        .path("tools")
                        .size())
                .isPositive();
        String runId = client.call(
                        "start_run", Map.of("repoId", api.repoId(), "prompt", "sleep 600", "createBranch", true))
                .path("run")
                .path("runId")
                .asString();
        assertThat(client.call("wait_for_run", Map.of("runId", runId, "waitSeconds", 0))
                        .path("finished")
                        .asBoolean(true))
                .isFalse();
        assertThat(client.call("cancel_run", Map.of("runId", runId)).has("run")).isTrue();
        assertThat(client.call("wait_for_run", Map.of("runId", runId, "waitSeconds", 45))
                        .path("finished")
                        .asBoolean())
                .isTrue();
        assertThat(client.asked).hasSizeGreaterThan(5);
    }

    /** Sends each request to the replica that did not get the last one. */
    private static final class Alternating {
        private final HttpProcess one;
        private final HttpProcess other;
        private final String token;
        private final List<HttpProcess> asked = new ArrayList<>();
        private String session = "";

        Alternating(HttpProcess one, HttpProcess other, String token) {
            this.one = one;
            this.other = other;
            this.token = token;
        }

        RawHttp.Answer post(String method, String params) {
            HttpProcess next = asked.size() % 2 == 0 ? one : other;
            asked.add(next);
            List<String> lines = new ArrayList<>(List.of(
                    "POST /mcp HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/json",
                    "Authorization: Bearer " + token));
            if (!session.isEmpty()) {
                lines.add("Mcp-Session-Id: " + session);
            }
            RawHttp.Answer answer = RawHttp.send(
                    next.base(),
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}",
                    lines.toArray(String[]::new));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return answer;
        }

        JsonNode call(String tool, Map<String, ?> arguments) {
            JsonNode result = post("tools/call", Json.mapper().writeValueAsString(toolCall(tool, arguments)))
                    .json()
                    .path("result");
            assertThat(result.path("isError").asBoolean(true))
                    .as(result.toString())
                    .isFalse();
            return result.path("structuredContent");
        }
    }
}
