package com.mogplex.local.engine;

import com.mogplex.api.RunStatus;
import com.mogplex.local.store.Event;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param status a terminal one
 * @param error why it failed; null if it did not
 * @param remark for the subject of the commit that keeps its work
 * @param lastEvent what its reader sees last
 */
record Ending(RunStatus status, @Nullable String error, String remark, Event lastEvent) {
    static Ending success() {
        return new Ending(RunStatus.SUCCESS, null, "", Event.of("finished", "Agent finished"));
    }

    static Ending failed(String error) {
        return new Ending(RunStatus.FAILED, error, "(failed)", Event.of("failed", "Run failed: " + error));
    }

    static Ending cancelled(String message) {
        return new Ending(RunStatus.CANCELLED, null, "(cancelled)", Event.of("cancelled", message));
    }
}
