package com.mogplex.mcp.tool;

import com.mogplex.mcp.protocol.CallContext;
import java.util.concurrent.CompletionStage;

/** One thing that a model can do. */
public interface Tool {
    /** What a host is told about it. */
    ToolDefinition definition();

    /**
     * Does it. Called on a worker thread, which it may block for the length of a request to the API, but not for the
     * length of a run: what waits for a run returns a stage that completes later.
     *
     * @return the result; it may also throw or fail with {@link com.mogplex.client.MogplexException} or
     *     {@link InvalidArgument}
     */
    CompletionStage<ToolResult> call(Arguments arguments, CallContext context);
}
