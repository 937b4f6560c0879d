package com.mogplex.client;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** All futures that somebody may be waiting for, so that closing ends every wait. */
final class OpenFutures {
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @SuppressWarnings("CollectionUndefinedEquality") // Each future is meant as itself.
    <T> CompletableFuture<T> track(CompletableFuture<T> future) {
        open.add(future);
        future.whenComplete((value, failure) -> open.remove(future));
        if (closed) {
            fail(future);
        }
        return future;
    }

    void close() {
        closed = true;
        open.forEach(OpenFutures::fail);
    }

    private static void fail(CompletableFuture<?> future) {
        future.completeExceptionally(
                MogplexException.of(MogplexException.Fault.INTERRUPTED, "The connection to the API was closed."));
    }
}
