package com.mogplex.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.Set;

/**
 * Where a run stands. The five known statuses are constants; one that the API adds later is carried as it is and counts
 * as not yet terminal.
 *
 * @param name the wire's word
 */
public record RunStatus(@JsonValue String name) {
    /** Accepted, waiting for a sandbox and a runtime. */
    public static final RunStatus PENDING = new RunStatus("pending");
    /** The agent is producing events. */
    public static final RunStatus STREAMING = new RunStatus("streaming");
    /** Terminal: the agent completed without error. */
    public static final RunStatus SUCCESS = new RunStatus("success");
    /** Terminal: the agent or its sandbox failed. */
    public static final RunStatus FAILED = new RunStatus("failed");
    /** Terminal: cancellation was requested and acknowledged. */
    public static final RunStatus CANCELLED = new RunStatus("cancelled");

    private static final Set<RunStatus> TERMINAL = Set.of(SUCCESS, FAILED, CANCELLED);

    @JsonCreator
    public RunStatus {
        Objects.requireNonNull(name, "status is null");
    }

    /** Whether the run has ended and can change no more. */
    public boolean isTerminal() {
        return TERMINAL.contains(this);
    }

    /** Whether it is one of the five. */
    public boolean isKnown() {
        return isTerminal() || equals(PENDING) || equals(STREAMING);
    }

    @Override
    public String toString() {
        return name;
    }
}
