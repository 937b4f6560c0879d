package com.mogplex.mcp.transport;

import com.mogplex.api.Json;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Collects the answers to a batch and sends them together when the last one is there. */
final class Batch {
    private final ArrayNode answers = Json.mapper().createArrayNode();
    private final Consumer<JsonNode> outbound;
    private int missing;

    Batch(int size, Consumer<JsonNode> outbound) {
        this.missing = size;
        this.outbound = outbound;
    }

    /** @param answer null for a message that gets none */
    synchronized void add(@Nullable JsonNode answer) {
        if (answer != null) {
            answers.add(answer);
        }
        missing--;
        if (missing == 0 && !answers.isEmpty()) {
            outbound.accept(answers);
        }
    }
}
