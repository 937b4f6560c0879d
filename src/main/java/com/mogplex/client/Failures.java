package com.mogplex.client;

import java.util.concurrent.CompletionException;

/** What a future failed with. */
public final class Failures {
    private Failures() {}

    /** The failure itself: a stage that depends on another gets it wrapped. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
