package com.mogplex.mcp.protocol;

import com.mogplex.api.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON-RPC 2.0 messages that a server sends. */
public final class Outgoing {
    private Outgoing() {}

    public static ObjectNode result(JsonNode id, ObjectNode result) {
        ObjectNode message = envelope();
        message.set("id", id);
        message.set("result", result);
        return message;
    }

    public static ObjectNode error(JsonNode id, RpcException error) {
        ObjectNode message = envelope();
        message.set("id", id);
        ObjectNode body = message.putObject("error");
        body.put("code", error.code());
        body.put("message", error.getMessage());
        if (error.data() != null) {
            body.set("data", error.data());
        }
        return message;
    }

    /** The error of a message whose id is not known. */
    public static ObjectNode error(RpcException error) {
        return error(Json.mapper().getNodeFactory().nullNode(), error);
    }

    public static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode message = envelope();
        message.put("method", method);
        message.set("params", params);
        return message;
    }

    private static ObjectNode envelope() {
        return Json.mapper().createObjectNode().put("jsonrpc", "2.0");
    }
}
