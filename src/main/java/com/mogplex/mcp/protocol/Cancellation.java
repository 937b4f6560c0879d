package com.mogplex.mcp.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the caller still wants an answer. It is about the waiting alone: a run goes on until {@code cancel_run}. Safe
 * for use by many threads.
 */
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Runs every registered action, once, on this thread. */
    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs the action when the call is cancelled; now, if it has been. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }
}
