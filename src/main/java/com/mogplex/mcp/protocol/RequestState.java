package com.mogplex.mcp.protocol;

import com.mogplex.api.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller brings back when it repeats a request. It comes through the caller, so it is sealed for this caller,
 * this request and a short time. Source: MCP 2026-07-28, "Multi Round-Trip Requests", 5 and 6.
 */
final class RequestState {
    /** Long enough for a person to fill in a form. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Seal seal;
    private final String about;
    private final Clock clock;

    RequestState(Seal seal, Incoming.Request request, Clock clock) {
        this.seal = seal;
        this.about = about(request);
        this.clock = clock;
    }

    /** The request without what its next round may change, whatever the order of its fields. */
    private static String about(Incoming.Request request) {
        ObjectNode params = request.params().deepCopy();
        params.remove(List.of("_meta", "inputResponses", "requestState"));
        Object plain = Json.mapper().treeToValue(params, Object.class);
        return request.method() + " "
                + Json.mapper()
                        .writer()
                        .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .writeValueAsString(plain);
    }

    String seal(ObjectNode state) {
        ObjectNode content = Json.mapper().createObjectNode();
        content.put("until", clock.instant().plus(LIFETIME).getEpochSecond());
        content.set("state", state);
        String words =
                ENCODER.encodeToString(Json.mapper().writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
        return words + "." + ENCODER.encodeToString(sealOn(words));
    }

    /** @throws RpcException if it was not sealed so, or is too old */
    ObjectNode open(JsonNode brought) {
        String[] parts = brought.isString() ? brought.stringValue().split("\\.", -1) : new String[0];
        if (parts.length != 2 || !isOurs(parts[0], parts[1])) {
            throw RpcException.invalidParams("params.requestState is not what was given for this request");
        }
        JsonNode content = read(parts[0]);
        if (clock.instant().getEpochSecond() >= content.path("until").asLong(0)) {
            throw RpcException.invalidParams("params.requestState is too old; send the request again without it");
        }
        return (ObjectNode) content.path("state");
    }

    private boolean isOurs(String words, String sealed) {
        return MessageDigest.isEqual(
                ENCODER.encodeToString(sealOn(words)).getBytes(StandardCharsets.UTF_8),
                sealed.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode read(String words) {
        try {
            return Json.mapper().readTree(Base64.getUrlDecoder().decode(words));
        } catch (IllegalArgumentException | JacksonException impossible) {
            throw new IllegalStateException("the seal holds, but what it is on is not ours", impossible);
        }
    }

    private byte[] sealOn(String words) {
        return seal.on("request state " + about + " " + words);
    }
}
