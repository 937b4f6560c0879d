package com.mogplex.mcp.prompt;

import com.mogplex.api.Harness;
import com.mogplex.api.Json;
import com.mogplex.api.Repo;
import com.mogplex.client.Deadline;
import com.mogplex.client.MogplexException;
import com.mogplex.mcp.protocol.CallContext;
import com.mogplex.mcp.protocol.Method;
import com.mogplex.mcp.protocol.RpcException;
import com.mogplex.mcp.tool.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code completion/complete}: repo names from the API, and the words that are fixed. */
public final class Completions {
    /** The most that the protocol lets a completion hold. */
    private static final int MAX_VALUES = 100;

    /** A completion that comes later than this helps nobody who types. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Workers workers;

    public Completions(Workers workers) {
        this.workers = workers;
    }

    public Map<String, Method> methods() {
        return Map.of("completion/complete", new Method(this::complete, Method.Caching.NONE));
    }

    private CompletionStage<ObjectNode> complete(ObjectNode params, CallContext context) {
        String type = params.path("ref").path("type").asString("");
        String argument = params.path("argument").path("name").asString("");
        String typed = params.path("argument").path("value").asString("");
        if (argument.isEmpty()) {
            throw RpcException.invalidParams("params.argument.name is required");
        }
        return switch (type) {
            case "ref/prompt" -> ofPrompt(params.path("ref").path("name").asString(""), argument, typed, context);
            case "ref/resource" -> completed(List.of());
            default -> throw RpcException.invalidParams("params.ref.type must be ref/prompt or ref/resource");
        };
    }

    private CompletionStage<ObjectNode> ofPrompt(String prompt, String argument, String typed, CallContext context) {
        if (!Prompts.has(prompt)) {
            throw RpcException.invalidParams("params.ref.name must be a prompt's name");
        }
        if (!Prompts.asksFor(prompt, argument)) {
            return completed(List.of());
        }
        return switch (argument) {
            case Prompts.REPO -> workers.run(() -> completed(repos(typed, context)), context.cancellation());
            case Prompts.HARNESS ->
                completed(Harness.wireNames().stream()
                        .filter(name -> name.startsWith(typed))
                        .toList());
            default -> completed(List.of());
        };
    }

    /** No suggestion is better than an error while somebody types. */
    private static List<String> repos(String typed, CallContext context) {
        try {
            return context
                    .client()
                    .listRepos(typed.isBlank() ? null : typed.strip(), MAX_VALUES, Deadline.in(DEADLINE))
                    .stream()
                    .map(Repo::fullName)
                    .toList();
        } catch (MogplexException unavailable) {
            return List.of();
        }
    }

    private static CompletionStage<ObjectNode> completed(List<String> values) {
        ObjectNode result = Json.mapper().createObjectNode();
        ObjectNode completion = result.putObject("completion");
        ArrayNode list = completion.putArray("values");
        values.stream().limit(MAX_VALUES).forEach(list::add);
        completion.put("total", values.size());
        completion.put("hasMore", values.size() > MAX_VALUES);
        return CompletableFuture.completedFuture(result);
    }
}
