package com.mogplex.quickstart;

import com.mogplex.api.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Plays the assistant: launches {@code mogplex mcp} as any host does, and calls its tools. */
final class Assistant implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final McpSyncClient client;

    private Assistant(McpSyncClient client) {
        this.client = client;
    }

    static Assistant launch(List<String> command, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>(environment);
        // The launcher is to choose the same Java as it did for us.
        given.put("JAVA_HOME", System.getProperty("java.home"));
        ServerParameters parameters = ServerParameters.builder(command.get(0))
                .args(command.subList(1, command.size()))
                .env(given)
                .build();
        StdioClientTransport transport = new StdioClientTransport(parameters, McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(line -> System.err.println("  mogplex mcp: " + line));
        McpSyncClient client = McpClient.sync(transport)
                .clientInfo(Implementation.builder("mogplex-quickstart", "1").build())
                .requestTimeout(PATIENCE)
                .initializationTimeout(PATIENCE)
                .build();
        client.initialize();
        return new Assistant(client);
    }

    String serverName() {
        Implementation server = client.getServerInfo();
        return server.name() + " " + server.version();
    }

    int toolCount() {
        return client.listTools().tools().size();
    }

    /** The structured content of a tool's result. */
    JsonNode call(String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        JsonNode content = Json.mapper().valueToTree(result.structuredContent());
        if (Boolean.TRUE.equals(result.isError())) {
            throw new QuickstartFailure(
                    tool + ": " + content.path("error").path("message").asString());
        }
        return content;
    }

    @Override
    public void close() {
        client.closeGracefully();
    }
}
