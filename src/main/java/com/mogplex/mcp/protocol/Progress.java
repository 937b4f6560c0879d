package com.mogplex.mcp.protocol;

/** Tells the caller how a call is getting on. Does nothing unless the caller asked with a progress token. */
@FunctionalInterface
public interface Progress {
    /**
     * Says where the call stands.
     *
     * @param message one line for a person
     */
    void report(String message);

    /** For callers who did not ask. */
    static Progress none() {
        return message -> {};
    }
}
