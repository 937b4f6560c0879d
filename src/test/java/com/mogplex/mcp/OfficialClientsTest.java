package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mogplex.EmbeddedApi;
import com.mogplex.TestJvm;
import com.mogplex.api.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The official clients drive the whole life of a run: the Java SDK's, and the old and the new TypeScript SDK's. */
class OfficialClientsTest {
    private static final Path TYPESCRIPT = Path.of("src", "test", "typescript");

    @TempDir
    static Path folder;

    private static EmbeddedApi api;

    @BeforeAll
    static void start() {
        api = EmbeddedApi.start(folder);
    }

    @AfterAll
    static void end() {
        api.close();
    }

    @Test
    void theJavaSdksClientDrivesTheWholeLifecycle() throws InterruptedException {
        List<String> command = TestJvm.command("mcp");
        BlockingQueue<String> progress = new LinkedBlockingQueue<>();
        StdioClientTransport transport = new StdioClientTransport(
                ServerParameters.builder(command.get(0))
                        .args(command.subList(1, command.size()))
                        .env(api.environment())
                        .build(),
                McpJsonDefaults.getMapper());
        try (McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .progressConsumer(each -> progress.add(each.message()))
                .build()) {
            assertThat(client.initialize().protocolVersion()).isEqualTo("2025-11-25");
            assertThat(client.listTools().tools()).hasSize(7);

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

            JsonNode second = call(
                    client, "start_run", Map.of("repoId", api.repoId(), "prompt", "sleep 600", "createBranch", true));
            String secondId = second.path("run").path("runId").asString();
            call(client, "cancel_run", Map.of("runId", secondId));
            assertThat(call(client, "wait_for_run", Map.of("runId", secondId))
                            .path("run")
                            .path("status")
                            .asString())
                    .isEqualTo("cancelled");
        }
    }

    @Test
    void theOldTypeScriptSdkDrivesTheWholeLifecycle_skippedOnlyWithoutNode() throws Exception {
        assertThat(node("old-sdk.mjs")).isEqualTo("ok mogplex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "auto", "2026-07-28"})
    void theNewTypeScriptSdkDrivesTheWholeLifecycle_skippedOnlyWithoutNode(String era) throws Exception {
        assertThat(node("new-sdk.mjs", era)).isEqualTo(era.equals("legacy") ? "ok 2025-11-25" : "ok 2026-07-28");
    }

    private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return content(client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build()));
    }

    private static JsonNode content(CallToolResult result) {
        assertThat(result.isError()).isFalse();
        return Json.mapper().valueToTree(result.structuredContent());
    }

    private static String node(String script, String... arguments) throws Exception {
        assumeTrue(isInstalled("node") && isInstalled("npm"), "Node and npm are not installed");
        installLibraries();
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(TYPESCRIPT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(api.environment());
        builder.environment().put("MOGPLEX_TEST_COMMAND", Json.mapper().writeValueAsString(TestJvm.command("mcp")));
        builder.environment().put("MOGPLEX_TEST_REPO_ID", api.repoId());
        return output(builder);
    }

    private static synchronized void installLibraries() throws Exception {
        Path installed = TYPESCRIPT.resolve("node_modules").resolve(".package-lock.json");
        Path wanted = TYPESCRIPT.resolve("package-lock.json");
        boolean current = Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0;
        if (!current) {
            output(new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                    .directory(TYPESCRIPT.toFile())
                    .redirectErrorStream(true));
        }
    }

    private static String output(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean isInstalled(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
