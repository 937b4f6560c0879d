package com.mogplex.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A run and its events, oldest first. v1 has no cursor: these are always the oldest.
 *
 * @param run the run
 * @param events at most as many as were asked for
 */
public record RunEvents(Run run, List<RunEvent> events) {
    /** The most events that one request may ask for, and so the most of any run that v1 serves. */
    public static final int MAX_LIMIT = 200;

    public RunEvents {
        requireNonNull(run, "run is null");
        events = List.copyOf(requireNonNull(events, "events is null"));
    }
}
