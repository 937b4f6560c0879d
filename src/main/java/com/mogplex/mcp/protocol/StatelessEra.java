package com.mogplex.mcp.protocol;

import com.mogplex.api.Json;
import com.mogplex.client.Failures;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Revision 2026-07-28: every request says in its {@code _meta} which version it speaks and what its client can do, and
 * every result says what kind of result it is.
 */
final class StatelessEra implements Era {
    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";

    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    private static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";

    /** Lists change only with the program itself. */
    private static final long PUBLIC_TTL_MILLISECONDS = 3_600_000;

    private final Map<String, Method> methods;
    private final ServerIdentity identity;

    StatelessEra(Map<String, Method> features, ServerIdentity identity) {
        this.identity = identity;
        methods = new HashMap<>(features);
        methods.put("server/discover", Method.immediate(Method.Caching.PUBLIC, params -> discover()));
    }

    /** Whether a request is spoken in this era. */
    static boolean claims(Incoming.Request request) {
        return request.params().get("_meta") instanceof ObjectNode meta && meta.has(PROTOCOL_VERSION)
                || request.method().equals("server/discover")
                || request.method().equals("subscriptions/listen");
    }

    @Override
    public CompletionStage<ObjectNode> answer(Incoming.Request request, CallContext context) {
        admit(request.params());
        if (request.method().equals("subscriptions/listen")) {
            return listen(request.id(), context);
        }
        Method method = methods.get(request.method());
        if (method == null) {
            throw RpcException.methodNotFound(request.method());
        }
        return method.answer(request.params(), context)
                .thenApply(result -> dress(result, method.caching()))
                .exceptionally(failure -> dress(inputRequired(failure, context.input()), Method.Caching.NONE));
    }

    /** The result, if the failure is that the caller must say more; it is passed on if it is another. */
    private static ObjectNode inputRequired(Throwable failure, ClientInput input) {
        if (Failures.cause(failure) instanceof InputRequired asked) {
            return asked.result(input);
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    static void admit(ObjectNode params) {
        if (!(params.get("_meta") instanceof ObjectNode meta)) {
            throw RpcException.invalidParams("params._meta is required");
        }
        JsonNode version = meta.get(PROTOCOL_VERSION);
        if (version == null || !version.isString()) {
            throw RpcException.invalidParams("params._meta[\"" + PROTOCOL_VERSION + "\"] is required");
        }
        if (!Versions.STATELESS.contains(version.stringValue())) {
            throw RpcException.unsupportedVersion(version.stringValue());
        }
        if (!(meta.get(CLIENT_CAPABILITIES) instanceof ObjectNode)) {
            throw RpcException.invalidParams("params._meta[\"" + CLIENT_CAPABILITIES + "\"] is required");
        }
    }

    private ObjectNode discover() {
        ObjectNode result = Json.mapper().createObjectNode();
        Versions.STATELESS.forEach(result.putArray("supportedVersions")::add);
        result.set("capabilities", identity.capabilities());
        result.put("instructions", identity.instructions());
        return result;
    }

    /**
     * Nothing that we list ever changes while the program runs, so the acknowledgement agrees to nothing, and the
     * stream stays open until the client cancels it or the connection ends.
     */
    private static CompletionStage<ObjectNode> listen(JsonNode id, CallContext context) {
        ObjectNode params = Json.mapper().createObjectNode();
        params.putObject("_meta").set(SUBSCRIPTION_ID, id);
        params.putObject("notifications");
        context.notifier().notify("notifications/subscriptions/acknowledged", params);
        ObjectNode end = Json.mapper().createObjectNode().put("resultType", "complete");
        end.putObject("_meta").set(SUBSCRIPTION_ID, id);
        CompletableFuture<ObjectNode> open = new CompletableFuture<>();
        // Source: MCP 2026-07-28, "Subscriptions": a server that ends one answers it first.
        context.closing().onCancel(() -> open.complete(end));
        return open;
    }

    private ObjectNode dress(ObjectNode result, Method.Caching caching) {
        // A copy: what the features answer may be one shared object.
        ObjectNode dressed = result.deepCopy();
        if (!dressed.has("resultType")) {
            dressed.put("resultType", "complete");
        }
        if (caching != Method.Caching.NONE) {
            dressed.put("ttlMs", caching == Method.Caching.PUBLIC ? PUBLIC_TTL_MILLISECONDS : 0);
            dressed.put("cacheScope", caching == Method.Caching.PUBLIC ? "public" : "private");
        }
        ObjectNode meta = dressed.get("_meta") instanceof ObjectNode some ? some : dressed.putObject("_meta");
        meta.set(SERVER_INFO, identity.implementation());
        return dressed;
    }
}
