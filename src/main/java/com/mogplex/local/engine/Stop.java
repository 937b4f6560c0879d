package com.mogplex.local.engine;

import java.time.Duration;

/** Why an agent is ended before it ends by itself, and how long it may take to tidy up. */
enum Stop {
    CANCELLED(Duration.ofSeconds(2)),
    OUT_OF_TIME(Duration.ofSeconds(2)),
    /** The person waits at the terminal. */
    SERVER_CLOSES(Duration.ofMillis(500));

    private final Duration grace;

    Stop(Duration grace) {
        this.grace = grace;
    }

    Duration grace() {
        return grace;
    }
}
