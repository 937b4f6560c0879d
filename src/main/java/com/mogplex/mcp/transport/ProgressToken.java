package com.mogplex.mcp.transport;

import com.mogplex.api.Json;
import com.mogplex.mcp.protocol.Notifier;
import com.mogplex.mcp.protocol.Progress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The caller's wish to hear how a call is getting on.
 *
 * @param token a string or an integer, unique among the caller's active requests
 */
record ProgressToken(JsonNode token) {
    /** The token in a request's {@code _meta}, if there is a usable one. */
    static Optional<ProgressToken> of(ObjectNode params) {
        JsonNode token = params.path("_meta").path("progressToken");
        return token.isString() || token.isIntegralNumber() ? Optional.of(new ProgressToken(token)) : Optional.empty();
    }

    /** Each report counts one more than the last: the protocol wants the number to rise, and knows no total. */
    Progress reporter(Notifier notifier) {
        AtomicLong count = new AtomicLong();
        return message -> {
            ObjectNode params = Json.mapper().createObjectNode();
            params.set("progressToken", token);
            params.put("progress", count.incrementAndGet());
            params.put("message", message);
            notifier.notify("notifications/progress", params);
        };
    }
}
