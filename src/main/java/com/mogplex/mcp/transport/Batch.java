package com.mogplex.mcp.transport;

import com.mogplex.api.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects the answers to a batch and sends them together when the last one is there. */
final class Batch implements Replies {
    private final ArrayNode answers = Json.mapper().createArrayNode();
    private final Replies replies;
    private int missing;

    Batch(int size, Replies replies) {
        this.missing = size;
        this.replies = replies;
    }

    @Override
    public synchronized void notification(ObjectNode notification) {
        replies.notification(notification);
    }

    @Override
    public synchronized void answer(@Nullable JsonNode answer) {
        if (answer != null) {
            answers.add(answer);
        }
        missing--;
        if (missing == 0) {
            replies.answer(answers.isEmpty() ? null : answers);
        }
    }
}
