package com.mogplex.mcp;

import com.mogplex.api.Json;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A host that speaks one era of the protocol. */
public final class Caller {
    /** The protocol's two eras. */
    public enum Era {
        HANDSHAKE,
        STATELESS
    }

    private final Peer peer;
    private final Era era;

    public Caller(Peer peer, Era era) {
        this.peer = peer;
        this.era = era;
    }

    public Peer peer() {
        return peer;
    }

    /** Opens the conversation as this era does. */
    public Caller open() {
        if (era == Era.HANDSHAKE) {
            ObjectNode params = object();
            params.put("protocolVersion", "2025-11-25");
            params.putObject("capabilities");
            params.putObject("clientInfo").put("name", "test").put("version", "1");
            result("initialize", params);
            peer.notify("notifications/initialized", object());
        } else {
            result("server/discover", object());
        }
        return this;
    }

    /** The result of a request, which must be one. */
    public JsonNode result(String method, ObjectNode params) {
        JsonNode message = ask(method, params);
        if (!message.has("result")) {
            throw new AssertionError(method + " was answered with " + message);
        }
        return message.path("result");
    }

    /** The error of a request, which must be one. */
    public JsonNode error(String method, ObjectNode params) {
        JsonNode message = ask(method, params);
        if (!message.has("error")) {
            throw new AssertionError(method + " was answered with " + message);
        }
        return message.path("error");
    }

    public JsonNode ask(String method, ObjectNode params) {
        return Peer.join(send(peer.nextId(), method, params));
    }

    public CompletableFuture<JsonNode> send(String id, String method, ObjectNode params) {
        return peer.send(id, method, dressed(params));
    }

    /** The structured content of a call that must succeed. */
    public JsonNode call(String tool, Map<String, ?> arguments) {
        JsonNode result = callResult(tool, arguments);
        if (result.path("isError").asBoolean()) {
            throw new AssertionError(tool + " failed: " + result);
        }
        return result.path("structuredContent");
    }

    /** The error of a call that must fail in a way that a model can act on. */
    public JsonNode callError(String tool, Map<String, ?> arguments) {
        JsonNode result = callResult(tool, arguments);
        if (!result.path("isError").asBoolean()) {
            throw new AssertionError(tool + " succeeded: " + result);
        }
        return result.path("structuredContent").path("error");
    }

    public JsonNode callResult(String tool, Map<String, ?> arguments) {
        return result("tools/call", toolCall(tool, arguments));
    }

    public static ObjectNode toolCall(String tool, Map<String, ?> arguments) {
        ObjectNode params = object().put("name", tool);
        params.set("arguments", Json.mapper().valueToTree(arguments));
        return params;
    }

    public static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    private ObjectNode dressed(ObjectNode params) {
        if (era == Era.HANDSHAKE) {
            return params;
        }
        ObjectNode dressed = params.deepCopy();
        ObjectNode meta = dressed.get("_meta") instanceof ObjectNode some ? some : dressed.putObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.putObject("io.modelcontextprotocol/clientInfo").put("name", "test").put("version", "1");
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        return dressed;
    }
}
