package com.mogplex.local.engine;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.ErrorCode;

/** A request that cannot be done, with the contract's code and message for whoever made it. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    public Refusal(ErrorCode code, String message) {
        // No stack trace: this is an answer, not a fault.
        super(message, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
