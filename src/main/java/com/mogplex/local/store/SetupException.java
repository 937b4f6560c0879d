package com.mogplex.local.store;

/** The embedded API cannot start as it was asked to. The message is one line, for the person who asked. */
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SetupException(String message) {
        super(message);
    }

    public SetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
