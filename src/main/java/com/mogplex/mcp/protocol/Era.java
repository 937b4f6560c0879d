package com.mogplex.mcp.protocol;

import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** One of the two ways in which the protocol is spoken. Both answer the same questions from the same features. */
interface Era {
    /** The result of one request, dressed as this era wants it; fails with {@link RpcException}. */
    CompletionStage<ObjectNode> answer(Incoming.Request request, CallContext context);
}
