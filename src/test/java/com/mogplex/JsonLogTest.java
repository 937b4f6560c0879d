package com.mogplex;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import com.mogplex.mcp.Caller;
import com.mogplex.mcp.HttpPeer;
import com.mogplex.mcp.HttpProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real program, told to log JSON: whatever it says on standard error is one object a line. */
class JsonLogTest {
    @TempDir
    Path folder;

    @Test
    void theServiceSaysEverythingInJsonAndNoToken() throws Exception {
        try (EmbeddedApi api = EmbeddedApi.start(folder)) {
            String token = api.newToken();
            Secrecy.watch(token);
            Map<String, String> environment = new HashMap<>(api.environment());
            environment.remove("MOGPLEX_API_KEY");
            environment.put("MOGPLEX_LOG_FORMAT", "json");
            List<String> said;
            try (HttpProcess server = HttpProcess.launch(environment, "--log-level", "debug");
                    HttpPeer peer = new HttpPeer(server, token)) {
                Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
                caller.call("list_repos", Map.of());
                caller.callError("get_run", Map.of("runId", "no\nsuch\u001b[31m"));
                server.end();
                said = server.stderr();
            }

            assertThat(said)
                    .allSatisfy(line ->
                            assertThat(json(line).path("message").isString()).isTrue())
                    .anySatisfy(line ->
                            assertThat(json(line).path("message").asString()).contains("listening on"))
                    .anySatisfy(line ->
                            assertThat(json(line).path("message").asString()).contains("GET /repos", "200"));
            Secrecy.assertNonePrinted(String.join("\n", said));
        }
    }

    @Test
    void aUsageErrorIsALineOfTheLogToo() throws Exception {
        for (List<String> arguments : List.of(
                List.of("mcp", "--nonsense", "--log-format=json"),
                List.of("serve", "--log-format", "json", "--port", "-1"))) {
            Process process = new ProcessBuilder(TestJvm.command(arguments.toArray(String[]::new))).start();
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(said.lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(json(line).isObject()).isTrue());
            assertThat(json(said.lines().findFirst().orElseThrow())
                            .path("level")
                            .asString())
                    .isEqualTo("ERROR");
        }
    }

    private static JsonNode json(String line) {
        return Json.mapper().readTree(line);
    }
}
