package com.mogplex.mcp.transport.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for all that happens later: keep-alives and deadlines. What runs on it must be short. */
final class Timers implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;

    Timers() {
        executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "mogplex-http-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    Future<?> after(Duration delay, Runnable work) {
        return executor.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    Future<?> every(Duration period, Runnable work) {
        return executor.scheduleAtFixedRate(work, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does the work on the timer's thread. Does nothing once the server has ended. */
    void soon(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException ended) {
            // Nobody waits any more.
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
