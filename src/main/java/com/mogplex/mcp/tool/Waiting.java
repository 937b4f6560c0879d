package com.mogplex.mcp.tool;

import com.mogplex.api.RunEvents;
import com.mogplex.client.RunSnapshot;
import com.mogplex.mcp.protocol.CallContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Waiting for a run on behalf of a call: it reports progress, and ends with the call or the connection. */
final class Waiting {
    private Waiting() {}

    /**
     * The run as it was wanted, or as it is after so many seconds, or as it was last seen when the connection closes.
     * An API that is slower than that is given the time of any other call: a late answer is better than none.
     *
     * @param seconds 0 looks once and does not wait
     */
    static CompletableFuture<RunSnapshot> until(
            String runId, Predicate<RunSnapshot> wanted, int seconds, CallContext context) {
        if (seconds == 0) {
            return CompletableFuture.completedFuture(
                    context.client().listRunEvents(runId, RunEvents.MAX_LIMIT, context.deadline()));
        }
        AtomicReference<RunSnapshot> latest = new AtomicReference<>();
        CompletableFuture<RunSnapshot> waiting = context.client()
                .follower()
                .await(
                        runId,
                        snapshot -> wanted.test(snapshot) || context.closing().isCancelled(),
                        Duration.ofSeconds(seconds),
                        context.deadline().remaining(),
                        snapshot -> {
                            latest.set(snapshot);
                            context.progress().report(ProgressLine.of(snapshot));
                        });
        context.cancellation().onCancel(() -> waiting.cancel(true));
        context.closing().onCancel(() -> {
            RunSnapshot last = latest.get();
            if (last != null) {
                waiting.complete(last);
            }
        });
        return waiting;
    }
}
