package com.mogplex.mcp.tool;

import com.mogplex.mcp.protocol.Cancellation;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that tools run on while they talk to the API. They are daemons, made when needed and gone when idle; a
 * cancelled call's thread is interrupted.
 */
public final class Workers implements AutoCloseable {
    /**
     * A call holds one for as long as a request to the API takes; waiting for a run holds none. Twice as many as one
     * caller may have calls at once over HTTP: one whose calls all hang leaves room for the others.
     */
    private static final int MAX_THREADS = 512;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    public Workers() {
        AtomicInteger count = new AtomicInteger();
        Untaken untaken = new Untaken();
        threads = new ThreadPoolExecutor(
                0,
                MAX_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                untaken,
                work -> {
                    Thread thread = new Thread(work, "tool-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (work, pool) -> untaken.keep(work, pool.isShutdown()));
    }

    /**
     * The work that no thread has taken. A pool makes a thread when its queue refuses work: this one refuses what no
     * idle thread takes at once, and keeps it only when there are as many threads as there may be.
     */
    private static final class Untaken extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }

        void keep(Runnable work, boolean closing) {
            if (closing) {
                throw new RejectedExecutionException("closing");
            }
            super.offer(work);
        }
    }

    /** Does the work on a thread of its own, and passes on how it ends. Cancelling interrupts it. */
    public <T> CompletionStage<T> run(Callable<CompletionStage<T>> work, Cancellation cancellation) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        FutureTask<Void> task = new FutureTask<>(() -> {
            try {
                work.call().whenComplete((value, failure) -> {
                    if (failure == null) {
                        outcome.complete(value);
                    } else {
                        outcome.completeExceptionally(failure);
                    }
                });
            } catch (Throwable failure) {
                outcome.completeExceptionally(failure);
            }
            return null;
        });
        cancellation.onCancel(() -> {
            task.cancel(true);
            outcome.cancel(false);
        });
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closing) {
            outcome.cancel(false);
        }
        return outcome;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
