package com.mogplex.mcp.tool;

/** An argument that the tool cannot take. The message names it, says what was wrong and what would be right. */
public final class InvalidArgument extends RuntimeException {
    public InvalidArgument(String message) {
        super(message, null, false, false);
    }
}
