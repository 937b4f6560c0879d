package com.mogplex.client;

import java.time.Duration;

/** Real time that passes so many times faster, for tests that would outlast the budget's minute. */
final class HastyScheduler implements Scheduler {
    private static final int FACTOR = 300;

    private final SystemScheduler real = new SystemScheduler();
    private final long begun = System.nanoTime();

    @Override
    public long nanoTime() {
        return begun + (System.nanoTime() - begun) * FACTOR;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return real.after(delay.dividedBy(FACTOR), task);
    }

    @Override
    public void close() {
        real.close();
    }
}
