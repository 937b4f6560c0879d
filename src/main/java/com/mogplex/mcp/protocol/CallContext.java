package com.mogplex.mcp.protocol;

import static java.util.Objects.requireNonNull;

import com.mogplex.client.MogplexClient;
import java.util.function.Supplier;

/**
 * Who calls, and how to reach them while the call runs.
 *
 * @param clientSupplier the v1 API under the caller's own token; throws what a tool error is made of if there is none
 * @param notifier where notifications go that belong to this call
 * @param progress where to report
 * @param cancellation whether the caller still waits
 * @param closing whether the connection is about to end, so that what waits for nothing in particular should answer
 */
public record CallContext(
        Supplier<MogplexClient> clientSupplier,
        Notifier notifier,
        Progress progress,
        Cancellation cancellation,
        Cancellation closing) {
    public CallContext {
        requireNonNull(clientSupplier, "clientSupplier is null");
        requireNonNull(notifier, "notifier is null");
        requireNonNull(progress, "progress is null");
        requireNonNull(cancellation, "cancellation is null");
        requireNonNull(closing, "closing is null");
    }

    /** The v1 API under the caller's own token. */
    public MogplexClient client() {
        return clientSupplier.get();
    }
}
