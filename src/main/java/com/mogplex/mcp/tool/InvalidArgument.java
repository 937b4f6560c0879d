package com.mogplex.mcp.tool;

import static java.util.Objects.requireNonNull;

/** An argument that the tool cannot take. The message names it, says what was wrong and what would be right. */
public final class InvalidArgument extends RuntimeException {
    public InvalidArgument(String message) {
        super(message, null, false, false);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
