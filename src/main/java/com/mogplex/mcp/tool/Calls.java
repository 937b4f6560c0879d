package com.mogplex.mcp.tool;

import com.mogplex.client.Deadline;
import java.time.Duration;

/** How long tools take at most, under the 60 s after which several hosts give up on a call. */
final class Calls {
    /** A request to the API, its retries included. */
    static final Duration REQUEST = Duration.ofSeconds(40);

    /** The longest wait for a run that a model may ask for. */
    static final int MAX_WAIT_SECONDS = 45;

    /** Characters of an id. Ours are UUIDs; others' may be longer. */
    static final int MAX_ID_CHARACTERS = 200;

    private Calls() {}

    static Deadline deadline() {
        return Deadline.in(REQUEST);
    }
}
