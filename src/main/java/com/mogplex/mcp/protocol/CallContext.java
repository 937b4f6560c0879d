package com.mogplex.mcp.protocol;

import static java.util.Objects.requireNonNull;

import com.mogplex.client.Deadline;
import com.mogplex.client.MogplexClient;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Who calls, and how to reach them while the call runs.
 *
 * @param clientSupplier the v1 API under the caller's own token; throws what a tool error is made of if there is none
 * @param deadline until when the API may take, counted from the call's arrival
 * @param notifier where notifications go that belong to this call
 * @param progress where to report
 * @param cancellation whether the caller still waits
 * @param input what the caller says beside the request itself
 * @param closing whether the server or the connection is about to end, so that what waits for nothing in particular
 *     should answer with what it knows
 */
public record CallContext(
        Supplier<MogplexClient> clientSupplier,
        Deadline deadline,
        Notifier notifier,
        Progress progress,
        Cancellation cancellation,
        ClientInput input,
        Cancellation closing) {
    /** How long requests to the API may take in all: under the 60 s after which several hosts give up on a call. */
    public static final Duration PATIENCE = Duration.ofSeconds(40);

    public CallContext {
        requireNonNull(clientSupplier, "clientSupplier is null");
        requireNonNull(deadline, "deadline is null");
        requireNonNull(notifier, "notifier is null");
        requireNonNull(progress, "progress is null");
        requireNonNull(cancellation, "cancellation is null");
        requireNonNull(input, "input is null");
        requireNonNull(closing, "closing is null");
    }

    /** The v1 API under the caller's own token. */
    public MogplexClient client() {
        return clientSupplier.get();
    }
}
