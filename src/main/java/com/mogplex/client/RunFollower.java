package com.mogplex.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows runs on behalf of any number of waiters under one token: one poll for each run, however many wait for it, and
 * no thread for a waiter.
 */
public interface RunFollower {
    /** How often a run is looked at when nothing competes. Source: the v1 documents, "Polling for terminal status". */
    Duration INTERVAL = Duration.ofMillis(1500);

    /**
     * Waits until a run is as wanted, or for so long.
     *
     * @param runId the run
     * @param wanted asked of every snapshot, the first one included
     * @param bound how long to wait at most; then the last snapshot is the answer
     * @param onChange told of every snapshot that differs from the one before; must return quickly
     * @return the snapshot that was wanted, or the last one at the bound; fails with {@link MogplexException} if no
     *     snapshot could be had within the bound or the API refused. Cancelling it stops this waiting, and nothing
     *     else.
     */
    CompletableFuture<RunSnapshot> await(
            String runId, Predicate<RunSnapshot> wanted, Duration bound, Consumer<RunSnapshot> onChange);
}
