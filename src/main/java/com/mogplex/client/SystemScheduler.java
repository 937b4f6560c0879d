package com.mogplex.client;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time, on one daemon thread that starts with the first alarm. */
final class SystemScheduler implements Scheduler {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "mogplex-alarms");
        thread.setDaemon(true);
        return thread;
    });

    SystemScheduler() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        try {
            Future<?> future = executor.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // Closed: whoever waits for this has been told so.
            return () -> {};
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // Looked up only now: the log must not cost time at the program's start.
            Logger log = LoggerFactory.getLogger(SystemScheduler.class);
            log.error("A scheduled task failed; please report this.");
            log.debug("the task's failure", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
