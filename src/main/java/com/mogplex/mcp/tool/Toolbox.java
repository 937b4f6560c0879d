package com.mogplex.mcp.tool;

import com.mogplex.api.Json;
import com.mogplex.client.Failures;
import com.mogplex.client.MogplexException;
import com.mogplex.mcp.protocol.CallContext;
import com.mogplex.mcp.protocol.Method;
import com.mogplex.mcp.protocol.RpcException;
import com.mogplex.mcp.protocol.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools that this server offers, as the methods {@code tools/list} and {@code tools/call}. */
public final class Toolbox {
    private static final Logger LOG = LoggerFactory.getLogger(Toolbox.class);

    /** A tool and what is said of it, which is made once. */
    private record Offered(Tool tool, ToolDefinition definition) {}

    private final Map<String, Offered> tools = new LinkedHashMap<>();
    private final Offer offer;
    private final Workers workers;

    private Toolbox(List<Tool> tools, Set<String> all, Workers workers) {
        for (Tool tool : tools) {
            ToolDefinition definition = tool.definition();
            this.tools.put(definition.name(), new Offered(tool, definition));
        }
        this.offer = new Offer(all, this.tools.keySet());
        this.workers = workers;
    }

    /** What this server may mention. */
    public Offer offer() {
        return offer;
    }

    /** All seven, in the order in which a model meets them. */
    public static List<Tool> all(Budget budget) {
        return List.of(
                new ListRepos(budget),
                new StartRun(budget),
                new WaitForRun(budget),
                new GetRun(budget),
                new ListRunEvents(budget),
                new CancelRun(budget),
                new ListSandboxes(budget));
    }

    /**
     * Some of them.
     *
     * @param readOnly leaves out what changes anything
     * @param names leaves out what is not named; empty for no choice
     * @throws IllegalArgumentException if a name is unknown, or nothing would be left
     */
    public static Toolbox choose(List<Tool> tools, boolean readOnly, Set<String> names, Workers workers) {
        Set<String> known = tools.stream().map(tool -> tool.definition().name()).collect(Collectors.toSet());
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown tool " + Shown.briefly(name) + "; the tools are "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
        List<Tool> chosen = tools.stream()
                .filter(tool ->
                        names.isEmpty() || names.contains(tool.definition().name()))
                .filter(tool -> !readOnly || tool.definition().effect().readOnly())
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no tool is left to offer");
        }
        return new Toolbox(chosen, known, workers);
    }

    /** The names of those that are offered. */
    public Set<String> names() {
        return Set.copyOf(tools.keySet());
    }

    public Map<String, Method> methods() {
        ObjectNode list = describe();
        return Map.of(
                "tools/list",
                Method.immediate(Method.Caching.PUBLIC, params -> list),
                "tools/call",
                new Method(this::call, Method.Caching.NONE));
    }

    private ObjectNode describe() {
        ObjectNode result = Json.mapper().createObjectNode();
        ArrayNode described = result.putArray("tools");
        tools.values().forEach(offered -> described.add(offered.definition().describe()));
        return result;
    }

    private CompletionStage<ObjectNode> call(ObjectNode params, CallContext context) {
        JsonNode name = params.get("name");
        if (name == null || !name.isString()) {
            throw RpcException.invalidParams("params.name must be a string");
        }
        Offered offered = tools.get(name.stringValue());
        if (offered == null) {
            throw RpcException.invalidParams("Unknown tool: " + Shown.briefly(name.stringValue()) + ". Tools: "
                    + String.join(", ", tools.keySet()));
        }
        JsonNode arguments = params.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
            throw RpcException.invalidParams("params.arguments must be an object");
        }
        ObjectNode given =
                arguments instanceof ObjectNode object ? object : Json.mapper().createObjectNode();
        return workers.run(() -> call(offered, given, context), context.cancellation())
                .exceptionally(Toolbox::failed)
                .thenApply(result -> result.within(offer).describe());
    }

    private static CompletionStage<ToolResult> call(Offered offered, ObjectNode given, CallContext context) {
        return offered.tool().call(Arguments.of(given, offered.definition().fields()), context);
    }

    private static ToolResult failed(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (cause instanceof MogplexException refused) {
            return ToolErrors.of(refused);
        }
        if (cause instanceof InvalidArgument mistake) {
            return ToolErrors.of(mistake);
        }
        if (!(cause instanceof CancellationException)) {
            LOG.error("A tool failed in a way that it should not", cause);
        }
        return ToolErrors.unexpected();
    }
}
