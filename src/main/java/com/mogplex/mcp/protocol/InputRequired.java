package com.mogplex.mcp.protocol;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Thrown by a tool, a prompt or a resource that cannot go on before its caller has said more. The caller repeats the
 * whole request with the answers, which are then in {@link CallContext#input()}; nothing is kept in between. Only for
 * callers that {@linkplain ClientInput#declares declare} what they are asked for. Source: MCP 2026-07-28, "Multi
 * Round-Trip Requests".
 */
public final class InputRequired extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ObjectNode requests = Json.mapper().createObjectNode();
    private transient @Nullable ObjectNode state;

    public InputRequired() {
        super("the caller must say more", null, false, false);
    }

    /**
     * Asks a person to fill in a form.
     *
     * @param key names the answer
     * @param message what to tell the person
     * @param properties the form's fields, all of them required: a JSON schema for each
     */
    public InputRequired form(String key, String message, ObjectNode properties) {
        ObjectNode params = Json.mapper().createObjectNode().put("mode", "form").put("message", message);
        ObjectNode schema = params.putObject("requestedSchema").put("type", "object");
        schema.set("properties", properties);
        properties.propertyNames().forEach(schema.putArray("required")::add);
        return ask(key, "elicitation/create", params);
    }

    /**
     * Asks anything that the protocol lets a server ask.
     *
     * @param key names the answer
     * @param method {@code elicitation/create}, {@code sampling/createMessage} or {@code roots/list}
     */
    public InputRequired ask(String key, String method, ObjectNode params) {
        requests.putObject(key).put("method", method).set("params", params);
        return this;
    }

    /**
     * Gives the caller something to bring back. It can be read by the caller, but neither changed nor used by another
     * or for another request.
     */
    public InputRequired remember(ObjectNode whatWasFound) {
        state = requireNonNull(whatWasFound, "whatWasFound is null");
        return this;
    }

    /** @throws RpcException if the caller has not declared what it would be asked for */
    ObjectNode result(ClientInput input) {
        requests.properties().stream()
                .map(Map.Entry::getValue)
                .map(request -> ClientInput.capability(request.path("method").asString()))
                .filter(capability -> !input.declares(capability))
                .findFirst()
                .ifPresent(capability -> {
                    throw RpcException.missingCapability(capability);
                });
        ObjectNode result = Json.mapper().createObjectNode().put("resultType", "input_required");
        if (!requests.isEmpty()) {
            result.set("inputRequests", requests);
        }
        if (state != null) {
            result.put("requestState", input.seal(state));
        }
        return result;
    }
}
