package com.mogplex.mcp.transport.http;

import com.mogplex.mcp.protocol.Outgoing;
import com.mogplex.mcp.protocol.RpcException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request that is not served: with which status, and what its caller is told. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient ObjectNode body;
    private final transient Map<String, String> headers;

    private Refusal(int status, ObjectNode body, Map<String, String> headers, String message) {
        super(message, null, false, false);
        this.status = status;
        this.body = body;
        this.headers = Map.copyOf(headers);
    }

    /** @param message one line: what was wrong, and what to do */
    static Refusal of(int status, String message) {
        return of(status, message, Map.of());
    }

    static Refusal of(int status, String message, Map<String, String> headers) {
        return new Refusal(
                status, Outgoing.error(new RpcException(RpcException.INVALID_REQUEST, message)), headers, message);
    }

    /** @param id of the request, if it is known */
    static Refusal of(int status, @Nullable JsonNode id, RpcException error) {
        ObjectNode body = id == null ? Outgoing.error(error) : Outgoing.error(id, error);
        return new Refusal(status, body, Map.of(), String.valueOf(error.getMessage()));
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
