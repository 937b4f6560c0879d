package com.mogplex.mcp.transport;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes what one message from a client leads to. Any thread may call, but only one at a time. */
public interface Replies {
    /** A notification that belongs to the message. None comes after the answer. */
    void notification(ObjectNode notification);

    /**
     * The answer. Comes exactly once, last.
     *
     * @param answer null if none is owed: the message was no request, or the client cancelled it
     */
    void answer(@Nullable JsonNode answer);
}
