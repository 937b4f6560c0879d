package com.mogplex.mcp.transport.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;

/** Counts the responses that callers have not got to their last byte. */
final class Owed {
    private final AtomicInteger count = new AtomicInteger();

    /** From now until its response is written or its caller is gone. */
    void track(Request request) {
        count.incrementAndGet();
        Request.addCompletionListener(request, failure -> count.decrementAndGet());
    }

    int count() {
        return count.get();
    }
}
