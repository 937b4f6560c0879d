package com.mogplex.local.engine;

import static java.util.Objects.requireNonNull;

/** A run cannot go on. The message becomes the run's {@code error}. */
final class RunFailure extends Exception {
    private static final long serialVersionUID = 1;

    RunFailure(String message) {
        super(message, null, false, false);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
