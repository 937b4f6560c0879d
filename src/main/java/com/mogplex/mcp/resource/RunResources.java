package com.mogplex.mcp.resource;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Json;
import com.mogplex.client.MogplexException;
import com.mogplex.mcp.protocol.CallContext;
import com.mogplex.mcp.protocol.Method;
import com.mogplex.mcp.protocol.RpcException;
import com.mogplex.mcp.tool.RunDocuments;
import com.mogplex.mcp.tool.Workers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code resources/list}, {@code resources/templates/list} and {@code resources/read}. */
public final class RunResources {
    private static final String RUN = "mogplex://runs/{runId}";
    private static final String EVENTS = "mogplex://runs/{runId}/events";
    private static final Pattern URI = Pattern.compile("mogplex://runs/([^/?#]{1,600})(/events)?");
    private static final String MIME_TYPE = "application/json";

    private final Workers workers;

    public RunResources(Workers workers) {
        this.workers = workers;
    }

    public Map<String, Method> methods() {
        ObjectNode none = Json.mapper().createObjectNode();
        none.putArray("resources");
        ObjectNode templates = templates();
        return Map.of(
                "resources/list", Method.immediate(Method.Caching.PUBLIC, params -> none),
                "resources/templates/list", Method.immediate(Method.Caching.PUBLIC, params -> templates),
                "resources/read", new Method(this::read, Method.Caching.PRIVATE));
    }

    private static ObjectNode templates() {
        ObjectNode result = Json.mapper().createObjectNode();
        ArrayNode list = result.putArray("resourceTemplates");
        list.addObject()
                .put("uriTemplate", RUN)
                .put("name", "run")
                .put("title", "A run")
                .put("description", "Where a run stands: status, branches, error.")
                .put("mimeType", MIME_TYPE);
        list.addObject()
                .put("uriTemplate", EVENTS)
                .put("name", "run_events")
                .put("title", "A run's events")
                .put("description", "What a run did: its first 200 events, oldest first, sanitized.")
                .put("mimeType", MIME_TYPE);
        return result;
    }

    private CompletionStage<ObjectNode> read(ObjectNode params, CallContext context) {
        String uri = params.path("uri").asString("");
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw RpcException.resourceNotFound(uri);
        }
        String runId = decode(matcher.group(1), uri);
        boolean events = matcher.group(2) != null;
        return workers.run(
                () -> CompletableFuture.completedFuture(read(uri, runId, events, context)), context.cancellation());
    }

    private static ObjectNode read(String uri, String runId, boolean events, CallContext context) {
        try {
            ObjectNode document = events ? RunDocuments.events(runId, context) : RunDocuments.run(runId, context);
            ObjectNode result = Json.mapper().createObjectNode();
            result.putArray("contents")
                    .addObject()
                    .put("uri", uri)
                    .put("mimeType", MIME_TYPE)
                    .put("text", Json.mapper().writeValueAsString(document));
            return result;
        } catch (MogplexException failure) {
            throw asRpcError(failure, uri);
        }
    }

    private static RpcException asRpcError(MogplexException failure, String uri) {
        boolean absent = failure.errorCode()
                .filter(code -> code == ErrorCode.NOT_FOUND || code == ErrorCode.BAD_REQUEST)
                .isPresent();
        if (absent) {
            return RpcException.resourceNotFound(uri);
        }
        ObjectNode data = Json.mapper().createObjectNode().put("code", failure.code());
        data.put("suggestion", failure.suggestion());
        failure.retryAfter().ifPresent(pause -> data.put("retryAfterSeconds", pause.toSeconds()));
        return new RpcException(RpcException.INTERNAL_ERROR, failure.getMessage(), data);
    }

    private static String decode(String encoded, String uri) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw RpcException.resourceNotFound(uri);
        }
    }
}
