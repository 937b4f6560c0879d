package com.mogplex.local.http;

import static java.util.Objects.requireNonNull;

/** Too much was asked in too short a time. */
final class RateLimited extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long retryAfterSeconds;

    RateLimited(String message, long retryAfterSeconds) {
        super(message, null, false, false);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
