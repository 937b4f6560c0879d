package com.mogplex.local.store;

import com.mogplex.api.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened in a run, before it has an id and a time. Whatever in it came from outside is sanitized
 * already.
 *
 * @param type a word
 * @param toolName the agent's tool, if it is about one
 * @param message for a reader
 * @param payload an object
 */
public record Event(
        String type, @Nullable String toolName, @Nullable String message, JsonNode payload) {
    public Event {
        if (!payload.isObject()) {
            throw new IllegalArgumentException("an event's payload is an object");
        }
    }

    public static Event of(String type, String message) {
        return new Event(type, null, message, Json.mapper().createObjectNode());
    }
}
