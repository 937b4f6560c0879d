package com.mogplex.mcp.protocol;

import com.mogplex.api.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One JSON-RPC 2.0 message from a client. */
public sealed interface Incoming {
    /** Owed an answer under its id, which is a string or an integer. */
    record Request(JsonNode id, String method, ObjectNode params) implements Incoming {}

    /** Never answered. */
    record Notification(String method, ObjectNode params) implements Incoming {}

    /** An answer to a request of ours. We send none, so it is ignored. */
    record Response() implements Incoming {}

    /** Not JSON-RPC. Answered with an error, under its id if it has a usable one and under null otherwise. */
    record Invalid(JsonNode id, RpcException error) implements Incoming {}

    /** What kind of message this is. Never throws. */
    static Incoming of(JsonNode message) {
        if (!(message instanceof ObjectNode object)) {
            return invalid(nullId(), "A message must be a JSON object");
        }
        JsonNode id = object.get("id");
        boolean usableId = id != null && (isText(id) || id.isIntegralNumber());
        JsonNode answerTo = usableId ? id : nullId();
        JsonNode method = object.get("method");
        if (method == null) {
            boolean response = object.has("result") || object.has("error");
            return response ? new Response() : invalid(answerTo, "A message needs a method");
        }
        if (!method.isString()) {
            return invalid(answerTo, "The method must be a string");
        }
        JsonNode version = object.get("jsonrpc");
        if (version == null || !version.isString() || !version.stringValue().equals("2.0")) {
            return invalid(answerTo, "jsonrpc must be \"2.0\"");
        }
        JsonNode params = object.get("params");
        if (params != null && !params.isNull() && !params.isObject()) {
            return id == null
                    ? new Response()
                    : new Invalid(answerTo, RpcException.invalidParams("params must be an object"));
        }
        ObjectNode given =
                params instanceof ObjectNode some ? some : Json.mapper().createObjectNode();
        if (id == null) {
            return new Notification(method.stringValue(), given);
        }
        if (!usableId) {
            return invalid(answerTo, "The id must be a string or an integer");
        }
        return new Request(id, method.stringValue(), given);
    }

    /** A string that comes back as it was sent: one with half of a surrogate pair would not. */
    private static boolean isText(JsonNode id) {
        return id.isString() && StandardCharsets.UTF_8.newEncoder().canEncode(id.stringValue());
    }

    private static Invalid invalid(JsonNode id, String message) {
        return new Invalid(id, new RpcException(RpcException.INVALID_REQUEST, message));
    }

    private static JsonNode nullId() {
        return Json.mapper().getNodeFactory().nullNode();
    }
}
