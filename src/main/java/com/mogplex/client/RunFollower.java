package com.mogplex.client;

import com.mogplex.sanitize.Sanitizer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows runs on behalf of any number of waiters under one token: one poll for each run, however many wait for it, and
 * no thread for a waiter.
 */
public final class RunFollower {
    /** How often a run is looked at when nothing competes. Source: the v1 documents, "Polling for terminal status". */
    public static final Duration INTERVAL = Duration.ofMillis(1500);

    private final Map<String, RunWatch> watches;
    private final ApiCaller caller;
    private final RetryPolicy policy;
    private final Sanitizer sanitizer;
    private final Scheduler scheduler;
    private final OpenFutures open;
    private final Duration interval;
    private final RequestObserver observer;

    RunFollower(ApiCaller caller, RetryPolicy policy, Sanitizer sanitizer, Scheduler scheduler, OpenFutures open) {
        this(new ConcurrentHashMap<>(), caller, policy, sanitizer, scheduler, open, INTERVAL, RequestObserver.NONE);
    }

    private RunFollower(
            Map<String, RunWatch> watches,
            ApiCaller caller,
            RetryPolicy policy,
            Sanitizer sanitizer,
            Scheduler scheduler,
            OpenFutures open,
            Duration interval,
            RequestObserver observer) {
        this.watches = watches;
        this.caller = caller;
        this.policy = policy;
        this.sanitizer = sanitizer;
        this.scheduler = scheduler;
        this.open = open;
        this.interval = interval;
        this.observer = observer;
    }

    /** A follower of its own that looks so often when nothing competes. It shares no poll with this one. */
    public RunFollower every(Duration otherInterval) {
        return new RunFollower(
                new ConcurrentHashMap<>(), caller, policy, sanitizer, scheduler, open, otherInterval, observer);
    }

    /** The same follower on behalf of one whose polls somebody hears of. */
    RunFollower observedBy(RequestObserver other) {
        return new RunFollower(watches, caller, policy, sanitizer, scheduler, open, interval, other);
    }

    /**
     * Waits until a run is as wanted, or has ended, or for so long.
     *
     * @param runId the run
     * @param wanted asked of every snapshot, the first one included
     * @param bound how long to wait at most; then the last snapshot is the answer
     * @param onChange told of every snapshot that differs from the one before; must return quickly
     * @return the snapshot that was wanted, or the final one of a run that has ended (all its events are in it, and it
     *     will never change), or the last one at the bound; fails with {@link MogplexException} if no snapshot could be
     *     had within the bound or the API refused. Cancelling it stops this waiting, and nothing else.
     * @throws MogplexException {@code BAD_REQUEST} if this can be no run's id
     */
    public CompletableFuture<RunSnapshot> await(
            String runId, Predicate<RunSnapshot> wanted, Duration bound, Consumer<RunSnapshot> onChange) {
        return await(runId, wanted, bound, bound, onChange);
    }

    /**
     * The same for somebody who would rather know late where the run stands than not at all.
     *
     * @param firstLook how long to wait for the first snapshot, if that is longer than the bound; when it comes after
     *     the bound, it is the answer
     */
    public CompletableFuture<RunSnapshot> await(
            String runId,
            Predicate<RunSnapshot> wanted,
            Duration bound,
            Duration firstLook,
            Consumer<RunSnapshot> onChange) {
        Routes.run(runId);
        CompletableFuture<RunSnapshot> answer = open.track(new CompletableFuture<>());
        join(runId, wanted, bound, firstLook, onChange, answer);
        return answer;
    }

    private void join(
            String runId,
            Predicate<RunSnapshot> wanted,
            Duration bound,
            Duration firstLook,
            Consumer<RunSnapshot> onChange,
            CompletableFuture<RunSnapshot> answer) {
        RunWatch watch = watches.computeIfAbsent(runId, this::watch);
        watch.join(
                wanted,
                onChange,
                bound,
                firstLook,
                answer,
                observer,
                () -> join(runId, wanted, bound, firstLook, onChange, answer));
    }

    private RunWatch watch(String runId) {
        return new RunWatch(runId, caller, policy, sanitizer, scheduler, interval, () -> watches.remove(runId));
    }
}
