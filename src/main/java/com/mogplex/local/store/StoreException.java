package com.mogplex.local.store;

/** The store could not be read or written. For the log; a caller of the API is only told that the route failed. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
