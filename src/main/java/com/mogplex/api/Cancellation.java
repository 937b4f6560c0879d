package com.mogplex.api;

import static java.util.Objects.requireNonNull;

/**
 * The answer to a request to cancel.
 *
 * @param run the run as it stands
 * @param status {@code cancellation_requested} or {@code already_terminal}
 */
public record Cancellation(Run run, String status) {
    /** The agent was signalled and will reach {@code cancelled} shortly. */
    public static final String REQUESTED = "cancellation_requested";
    /** The run had ended before. */
    public static final String ALREADY_TERMINAL = "already_terminal";

    public Cancellation {
        requireNonNull(run, "run is null");
        requireNonNull(status, "status is null");
    }
}
