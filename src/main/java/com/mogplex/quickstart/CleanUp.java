package com.mogplex.quickstart;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be undone, the latest first: at the end, or when the person interrupts. */
final class CleanUp implements AutoCloseable {
    private final Deque<Runnable> actions = new ArrayDeque<>();
    private final Thread onInterrupt = new Thread(this::interrupted, "quickstart-clean-up");
    private volatile boolean wasInterrupted;

    CleanUp() {
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    synchronized void add(Runnable action) {
        actions.push(action);
    }

    /** Whether the person, or the machine, ended the program before its end. */
    boolean wasInterrupted() {
        return wasInterrupted;
    }

    private void interrupted() {
        wasInterrupted = true;
        run();
    }

    private synchronized void run() {
        while (!actions.isEmpty()) {
            try {
                actions.pop().run();
            } catch (RuntimeException e) {
                System.err.println("warning: something could not be cleaned up: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        run();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException shuttingDown) {
            // The hook is what runs now, and it finds nothing left to do.
        }
    }
}
