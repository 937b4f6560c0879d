package com.mogplex.mcp.protocol;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A mistake in how the protocol is used, as a JSON-RPC error. What a model can mend is a tool result instead. */
public final class RpcException extends RuntimeException {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    /** Of the handshake era; later revisions say {@link #INVALID_PARAMS}. */
    public static final int RESOURCE_NOT_FOUND = -32002;
    /** Of 2026-07-28: what an HTTP header says is not what the body says. */
    public static final int HEADER_MISMATCH = -32020;
    /** Of 2026-07-28: the client has not said that it can do what is needed. */
    public static final int MISSING_CAPABILITY = -32021;
    /** Of 2026-07-28. */
    public static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    private static final String NO_RESOURCE = "Resource not found";

    private final int code;
    private final @Nullable ObjectNode data;

    public RpcException(int code, String message, @Nullable ObjectNode data) {
        super(requireNonNull(message, "message is null"), null, false, false);
        this.code = code;
        this.data = data;
    }

    public RpcException(int code, String message) {
        this(code, message, null);
    }

    public static RpcException invalidParams(String message) {
        return new RpcException(INVALID_PARAMS, message);
    }

    /** There is no such resource. Each era has its own code for it. */
    public static RpcException resourceNotFound(String uri) {
        ObjectNode data = Json.mapper().createObjectNode().put("uri", Shown.briefly(uri));
        return new RpcException(INVALID_PARAMS, NO_RESOURCE, data);
    }

    /** We do not speak the version that a request of the stateless era names. */
    public static RpcException unsupportedVersion(String requested) {
        ObjectNode data = Json.mapper().createObjectNode();
        Versions.STATELESS.forEach(data.putArray("supported")::add);
        data.put("requested", Shown.briefly(requested));
        return new RpcException(UNSUPPORTED_PROTOCOL_VERSION, "Unsupported protocol version", data);
    }

    /** The client has not declared the capability that the request needs. */
    public static RpcException missingCapability(String capability) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.putObject("requiredCapabilities").putObject(capability);
        return new RpcException(MISSING_CAPABILITY, "The client must declare the capability " + capability, data);
    }

    boolean isResourceNotFound() {
        return NO_RESOURCE.equals(getMessage());
    }

    public static RpcException methodNotFound(String method) {
        return new RpcException(METHOD_NOT_FOUND, "Method not found: " + Shown.briefly(method));
    }

    public int code() {
        return code;
    }

    public @Nullable ObjectNode data() {
        return data;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
