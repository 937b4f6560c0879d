package com.mogplex.api;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that happened in a run. Everything in it but the id and the time may have been written by a stranger.
 *
 * @param id unique within the run; opaque
 * @param type a free word: stream_started, tool_call, tool_result, assistant_message, …
 * @param toolName the agent's tool, if the event is about one
 * @param message what happened, for a reader
 * @param payload details; an object, if the API keeps its word
 * @param createdAt ISO 8601, UTC, as the API wrote it
 */
public record RunEvent(
        String id,
        String type,
        @Nullable String toolName,
        @Nullable String message,
        @Nullable JsonNode payload,
        @Nullable String createdAt) {
    public RunEvent {
        requireNonNull(id, "id is null");
        requireNonNull(type, "type is null");
    }
}
