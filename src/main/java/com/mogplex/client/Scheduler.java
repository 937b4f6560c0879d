package com.mogplex.client;

import java.time.Duration;

/** The clock and the alarm of this package; virtual in the benchmark and in tests. */
interface Scheduler {
    /** A scheduled task that can be called off. */
    interface Alarm {
        /** Calls it off, if it has not begun. */
        void cancel();
    }

    /** Nanoseconds on a clock that only moves forward; in production that of {@link System#nanoTime()}. */
    long nanoTime();

    /** Runs a task once, so much later. The task must return quickly. */
    Alarm after(Duration delay, Runnable task);

    /** Calls all alarms off; later ones are never set. */
    void close();

    /** How long until a moment of {@link #nanoTime()}; zero when it has passed. */
    default Duration until(long moment) {
        return Duration.ofNanos(Math.max(0, moment - nanoTime()));
    }
}
