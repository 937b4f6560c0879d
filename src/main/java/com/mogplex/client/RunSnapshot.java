package com.mogplex.client;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunEvents;
import java.util.List;

/**
 * A run and its events so far, as one poll found them: sanitized, in order, each id once.
 *
 * @param run the run
 * @param events the events known so far, oldest first, at most {@value RunEvents#MAX_LIMIT}
 * @param redactions how many secrets were replaced in them
 * @param cuts how many values were shortened in them
 */
public record RunSnapshot(Run run, List<RunEvent> events, int redactions, int cuts) {
    public RunSnapshot {
        requireNonNull(run, "run is null");
        events = List.copyOf(requireNonNull(events, "events is null"));
    }

    /** Whether these are all the events that v1 will ever serve of this run: the oldest 200. */
    public boolean eventLimitReached() {
        return events.size() >= RunEvents.MAX_LIMIT;
    }
}
