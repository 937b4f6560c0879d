package com.mogplex.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when a test says so, on the test's own thread. */
final class VirtualTime implements Scheduler {
    private record Task(long at, long number, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long now = 1_000_000_000;
    private long number;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Alarm after(Duration delay, Runnable action) {
        Task task = new Task(now + delay.toNanos(), number++, action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    @Override
    public void close() {
        tasks.clear();
    }

    /** Lets so much time pass and runs what falls due. */
    void pass(Duration duration) {
        long end = now + duration.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            Task next = tasks.remove();
            now = next.at();
            next.action().run();
        }
        now = end;
    }

    /** The moment so long from now. */
    long in(Duration duration) {
        return now + duration.toNanos();
    }
}
