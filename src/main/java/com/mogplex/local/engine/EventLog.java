package com.mogplex.local.engine;

import com.mogplex.local.store.Event;
import com.mogplex.local.store.Events;
import java.util.Optional;
import java.util.function.Supplier;

/** The events of one run. Those of its agent are bounded; those of the engine are few. */
final class EventLog {
    private final Events events;
    private final String runId;
    private final int maxOfAgent;
    private int ofAgent;

    EventLog(Events events, String runId, int maxOfAgent) {
        this.events = events;
        this.runId = runId;
        this.maxOfAgent = maxOfAgent;
    }

    void append(Event event) {
        events.append(runId, event);
    }

    /**
     * Keeps an event of the agent, unless there are too many; the first that is dropped leaves a note.
     *
     * @param event is not asked for once no more are kept: an agent may write forever
     */
    void appendOfAgent(Supplier<Optional<Event>> event) {
        if (!isFull()) {
            event.get().ifPresent(this::appendWithinLimit);
        }
    }

    private synchronized boolean isFull() {
        return ofAgent > maxOfAgent;
    }

    private synchronized void appendWithinLimit(Event event) {
        ofAgent++;
        if (ofAgent <= maxOfAgent) {
            append(event);
        } else if (ofAgent == maxOfAgent + 1) {
            append(Event.of("log", "The agent wrote more than " + maxOfAgent + " events; the rest is not kept"));
        }
    }
}
