package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.EmbeddedApi;
import com.mogplex.TestJvm;
import com.mogplex.api.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The official clients drive the whole life of a run over each transport: the Java SDK's, the old and the new
 * TypeScript SDK's, and the inspector's command line. Side by side, because most of their time is their start.
 */
@Execution(ExecutionMode.CONCURRENT)
class OfficialClientsTest {
    /** The ways to reach the server. */
    enum Transport {
        STDIO,
        HTTP,
        SSE;

        String path() {
            return this == SSE ? "/sse" : "/mcp";
        }
    }

    @TempDir
    static Path folder;

    private static EmbeddedApi api;
    private static HttpProcess http;

    @BeforeAll
    static void start() {
        api = EmbeddedApi.start(folder);
        http = HttpProcess.launch(Map.of("MOGPLEX_URL", api.environment().get("MOGPLEX_URL"), "MOGPLEX_DEV", "1"));
    }

    @AfterAll
    static void end() {
        http.close();
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void theJavaSdksClientDrivesTheWholeLifecycle(Transport transport) throws InterruptedException {
        BlockingQueue<String> progress = new LinkedBlockingQueue<>();
        try (McpSyncClient client = McpClient.sync(javaTransport(transport, api.newToken()))
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .progressConsumer(each -> progress.add(each.message()))
                .build()) {
            assertThat(client.initialize().protocolVersion())
                    .isEqualTo(transport == Transport.SSE ? "2024-11-05" : "2025-11-25");
            assertThat(client.listTools().tools()).hasSize(7);
            assertThat(call(client, "list_repos", Map.of()).path("repos")).hasSize(1);

            JsonNode started = call(
                    client,
                    "start_run",
                    Map.of("repoId", api.repoId(), "prompt", "echo hi; sleep 1", "createBranch", true));
            String runId = started.path("run").path("runId").asString();
            CallToolResult waited = client.callTool(CallToolRequest.builder("wait_for_run")
                    .arguments(Map.of("runId", runId, "waitSeconds", 45))
                    .progressToken("p")
                    .build());
            assertThat(content(waited).path("run").path("status").asString()).isEqualTo("success");
            assertThat(progress.poll(10, TimeUnit.SECONDS)).isNotBlank();
            assertThat(call(client, "list_run_events", Map.of("runId", runId))
                            .path("events")
                            .toString())
                    .contains("hi");
            assertThat(status(call(client, "get_run", Map.of("runId", runId)))).isEqualTo("success");

            JsonNode second = call(
                    client, "start_run", Map.of("repoId", api.repoId(), "prompt", "sleep 600", "createBranch", true));
            String secondId = second.path("run").path("runId").asString();
            call(client, "cancel_run", Map.of("runId", secondId));
            assertThat(status(call(client, "wait_for_run", Map.of("runId", secondId))))
                    .isEqualTo("cancelled");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOldTypeScriptSdkDrivesTheWholeLifecycle_skippedOnlyWithoutNpm(Transport transport) throws Exception {
        assertThat(node(transport, "old-sdk.mjs")).isEqualTo("ok mogplex");
    }

    /** HTTP+SSE is of the handshake era alone. */
    @ParameterizedTest
    @CsvSource({
        "STDIO, legacy, 2025-11-25",
        "STDIO, auto, 2026-07-28",
        "STDIO, 2026-07-28, 2026-07-28",
        "HTTP, legacy, 2025-11-25",
        "HTTP, 2026-07-28, 2026-07-28",
        "SSE, legacy, 2025-11-25"
    })
    void theNewTypeScriptSdkDrivesTheWholeLifecycle_skippedOnlyWithoutNpm(
            Transport transport, String mode, String negotiated) throws Exception {
        assertThat(node(transport, "new-sdk.mjs", mode)).isEqualTo("ok " + negotiated);
    }

    @ParameterizedTest
    @EnumSource
    void theInspectorsCommandLineDrivesTheTools_skippedOnlyWithoutNpm(Transport transport) throws Exception {
        assertThat(node(transport, "inspector.mjs")).isEqualTo("ok inspector");
    }

    @SuppressWarnings("deprecation") // HTTP+SSE is, as a transport; whoever still uses it uses this.
    private static McpClientTransport javaTransport(Transport transport, String token) {
        return switch (transport) {
            case STDIO -> {
                List<String> command = TestJvm.command("mcp");
                yield new StdioClientTransport(
                        ServerParameters.builder(command.get(0))
                                .args(command.subList(1, command.size()))
                                .env(api.environment(token))
                                .build(),
                        McpJsonDefaults.getMapper());
            }
            case HTTP ->
                HttpClientStreamableHttpTransport.builder(http.base().toString())
                        .endpoint(transport.path())
                        .addHttpRequestCustomizer((request, method, uri, body, context) ->
                                request.setHeader("Authorization", "Bearer " + token))
                        .build();
            case SSE ->
                HttpClientSseClientTransport.builder(http.base().toString())
                        .sseEndpoint(transport.path())
                        .addHttpRequestCustomizer((request, method, uri, body, context) ->
                                request.setHeader("Authorization", "Bearer " + token))
                        .build();
        };
    }

    private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return content(client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build()));
    }

    private static JsonNode content(CallToolResult result) {
        assertThat(result.isError()).isFalse();
        return Json.mapper().valueToTree(result.structuredContent());
    }

    private static String status(JsonNode content) {
        return content.path("run").path("status").asString();
    }

    private static String node(Transport transport, String script, String... arguments) throws Exception {
        Map<String, String> environment = new HashMap<>(api.environment(api.newToken()));
        environment.put("MOGPLEX_TEST_COMMAND", Json.mapper().writeValueAsString(TestJvm.command("mcp")));
        environment.put("MOGPLEX_TEST_TRANSPORT", transport.name().toLowerCase(Locale.ROOT));
        environment.put("MOGPLEX_TEST_URL", http.at(transport.path()).toString());
        environment.put("MOGPLEX_TEST_REPO_ID", api.repoId());
        return Npm.node(environment, script, arguments);
    }
}
