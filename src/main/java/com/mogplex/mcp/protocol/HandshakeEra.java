package com.mogplex.mcp.protocol;

import com.mogplex.api.Json;
import com.mogplex.client.Failures;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Revisions 2024-11-05 to 2025-11-25: a session opens with {@code initialize}. Nothing that we answer depends on what
 * was negotiated, so requests that come before it are answered as well.
 */
final class HandshakeEra implements Era {
    private final Map<String, Method> methods;

    HandshakeEra(Map<String, Method> features, ServerIdentity identity) {
        methods = new HashMap<>(features);
        methods.put("initialize", Method.immediate(Method.Caching.NONE, params -> initialize(params, identity)));
        methods.put(
                "ping",
                Method.immediate(Method.Caching.NONE, params -> Json.mapper().createObjectNode()));
    }

    @Override
    public CompletionStage<ObjectNode> answer(Incoming.Request request, CallContext context) {
        Method method = methods.get(request.method());
        if (method == null) {
            throw RpcException.methodNotFound(request.method());
        }
        return method.answer(request.params(), context).exceptionallyCompose(HandshakeEra::inOwnCodes);
    }

    private static CompletionStage<ObjectNode> inOwnCodes(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        return CompletableFuture.failedFuture(
                cause instanceof RpcException mistake && mistake.isResourceNotFound()
                        ? new RpcException(RpcException.RESOURCE_NOT_FOUND, mistake.getMessage(), mistake.data())
                        : cause);
    }

    private static ObjectNode initialize(ObjectNode params, ServerIdentity identity) {
        JsonNode asked = params.get("protocolVersion");
        boolean known = asked != null && asked.isString() && Versions.HANDSHAKE.contains(asked.stringValue());
        ObjectNode result = Json.mapper().createObjectNode();
        result.put("protocolVersion", known ? asked.stringValue() : Versions.HANDSHAKE.get(0));
        result.set("capabilities", identity.capabilities());
        result.set("serverInfo", identity.implementation());
        result.put("instructions", identity.instructions());
        return result;
    }
}
